// One row of the bench in one fresh page. What is asked for stands in the query; what is found goes to the
// server as the query of a request for `told`, which the bench reads in the server's log.
import { measureDicom } from './dicom.js';
import { measureOnsight } from './onsight.js';
import { measurePictures } from './pictures.js';

const asked = Object.fromEntries(new URLSearchParams(location.search));

async function tell(fields) {
  await fetch(`told?${new URLSearchParams({ page: asked.page, ...fields })}`, { cache: 'no-store' });
}

/** Starts the worker of another runtime and lets it measure itself. */
async function measurePeer() {
  const begun = performance.now();
  const kind = asked.engine === 'ort' ? 'module' : 'classic';
  const worker = new Worker(`${asked.engine}.js${location.search}`, { type: kind });
  return new Promise((resolve, reject) => {
    let start;
    worker.onerror = event => reject(new Error(event.message || 'the worker did not start'));
    worker.onmessage = ({ data }) => {
      if (data.failed) reject(new Error(data.failed));
      else if (data.ready) start = performance.now() - begun;
      else resolve({ start, ...data });
    };
  });
}

const MEASURES = {
  onsight: measureOnsight,
  pictures: measurePictures,
  dicom: measureDicom,
  tfjs: measurePeer,
  ort: measurePeer,
  litert: measurePeer,
  tflite: measurePeer,
  // An empty page: what the browser itself takes.
  none: async () => ({ start: 0, load: 0, first: 0, warm: [0] }),
};

/** Largest difference of a logit, and whether the same class is the most probable. */
function compared(found, expected) {
  const top = values => values.indexOf(Math.max(...values));
  const apart = found.map((value, index) => Math.abs(value - expected[index]));
  return { deviation: found.length === expected.length ? Math.max(...apart) : Infinity, same: top(found) === top(expected) };
}

try {
  const reference = await (await fetch('network/reference.json')).json();
  const found = await MEASURES[asked.engine](asked);
  if (found.logits) Object.assign(found, compared(found.logits, reference.logits));
  else Object.assign(found, compared(reference.shipped, reference.logits));
  const rounded = value => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
  const text = Object.entries(found).map(([name, value]) =>
    [name, Array.isArray(value) ? value.map(rounded).join(' ') : String(rounded(value))]);
  // Garbage is not what a runtime needs; every worker collects its own as well.
  new BroadcastChannel('collect').postMessage(0);
  await new Promise(done => setTimeout(done, 300));
  globalThis.gc?.();
  await tell({ state: 'done', isolated: String(crossOriginIsolated), ...Object.fromEntries(text) });
} catch (error) {
  await tell({ state: 'failed', why: String(error?.message ?? error).slice(0, 300) });
}
