// Onsight's own worker, by the messages of `crates/protocol`: postcard, the first byte is the variant's number.
// A worker of another version of these messages is refused by the number in its first message.

export const PROTOCOL_VERSION = 21;
export const REQUEST = { Start: 0, Classify: 1, SelfCheck: 3 };
export const EVENT = { Hello: 0, Loading: 1, Ready: 2, Answered: 5, SelfChecked: 7, Failed: 9 };
const STAGE = { Download: 1, Verify: 3, Check: 5 };
export const BACKEND = { webgpu: 0, cpu: 1 };
const MODEL = { Website: 0 };

/** A number as postcard has it: seven bits a byte, lowest first. */
export function varint(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}

export function text(words) {
  const bytes = new TextEncoder().encode(words);
  return [...varint(bytes.length), ...bytes];
}

/** Reads numbers one after the other; `skip` steps over bytes, `at` tells where it is. */
export function reader(bytes) {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at];
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  return Object.assign(next, { skip: count => (at += count), at: () => at });
}

/** What the worker is asked for first. */
export function startOf(asked) {
  const folder = new URL('onsight/', location.href).href;
  // Why that device is told by some sentence, of which a worker knows the number alone: the first, without arguments.
  const reason = [0, 0];
  const [manifests, tasks] = [[0], [0]];
  const device = [BACKEND[asked.backend], ...reason];
  return new Uint8Array([REQUEST.Start, ...text(folder), ...text(asked.task), ...device, MODEL.Website, ...manifests, ...tasks]);
}

/**
 * Milliseconds of each run in a self-check, whose message ends with them: their count, then for each the number of its
 * picture and an f64. Both numbers stand in one byte each, as there are fewer than 128.
 */
function runsOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let count = 1; count < 128 && 9 * count < bytes.length; count += 1) {
    const start = bytes.length - 9 * count;
    const places = Array.from({ length: count }, (_, index) => start + 9 * index);
    const areRuns = places.every(at => bytes[at] >= 1 && bytes[at] <= count);
    if (bytes[start - 1] === count && areRuns) return places.map(at => view.getFloat64(at + 1, true));
  }
  return [];
}

/** Loads the model, runs the golden pictures again and again, and tells the time of each part. */
export async function measureOnsight(asked) {
  const begun = performance.now();
  const worker = new Worker(`onsight_worker.js?backend=${asked.backend}&threads=${asked.threads}`, { type: 'module' });
  const send = bytes => worker.postMessage([new Uint8Array(bytes)]);
  const at = {};
  const checks = [];
  const warm = [];
  const unseen = Number(asked.unseen);
  return new Promise((resolve, reject) => {
    const done = () => resolve({
      start: at.hello - begun,
      load: checks[0] - at.verify,
      first: checks[1] - checks[0],
      whole: at.ready - at.fetched,
      threads: at.threads,
      warm,
    });
    worker.onerror = event => reject(new Error(event.message || 'the worker did not start'));
    worker.onmessage = ({ data }) => {
      const [bytes] = data;
      // A worker whose code is on its way says no more than that it is alive.
      if (!bytes.length) return;
      const now = data.at(-1) - performance.timeOrigin;
      const next = reader(bytes);
      const kind = next();
      if (kind === EVENT.Hello) {
        at.hello = now;
        const version = next();
        if (version !== PROTOCOL_VERSION) reject(new Error(`messages of version ${version}: mend bench/page/onsight.js`));
        send(startOf(asked));
      } else if (kind === EVENT.Loading) {
        const stage = next();
        if (stage === STAGE.Download) at.fetched = now;
        // The weights are in memory; the modality classifier, which comes first, is ready.
        if (stage === STAGE.Verify) at.verify = now;
        if (stage === STAGE.Check) checks.push(now);
      } else if (kind === EVENT.Ready) {
        at.ready = now;
        if (next() !== BACKEND[asked.backend]) reject(new Error(`it does not run on ${asked.backend} here`));
        // The name of the adapter, or `2 threads`.
        const length = next();
        at.threads = parseInt(new TextDecoder().decode(bytes.slice(next.at(), next.at() + length)), 10) || 1;
        // A software adapter takes seconds a run: those of the check at the start are all there are.
        if (asked.backend === 'webgpu') {
          checks.slice(2).forEach((check, index) => warm.push(check - checks[index + 1]));
          done();
        } else {
          send([REQUEST.SelfCheck]);
        }
      } else if (kind === EVENT.SelfChecked) {
        warm.push(...runsOf(bytes));
        const isLate = now - at.ready > Number(asked.most_ms) && warm.length > unseen + 3;
        if (warm.length < unseen + Number(asked.runs) && !isLate) return send([REQUEST.SelfCheck]);
        warm.splice(0, unseen);
        done();
      } else if (kind === EVENT.Failed) {
        reject(new Error(new TextDecoder().decode(bytes)));
      }
    };
  });
}
