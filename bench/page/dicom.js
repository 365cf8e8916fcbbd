// From a DICOM file in memory to its values on the page's side: ours by the reader, which is given the file, and
// Cornerstone's codecs, which are given the bare code stream. Both have to give back exactly what was drawn.
import { PROTOCOL_VERSION, reader, varint } from './onsight.js';

/** Numbers of the variants in `crates/protocol/src/viewer.rs`, as postcard writes them. */
export const QUERY = { Open: 0, Frame: 1 };
export const REPLY = { Hello: 0, Reading: 1, Opened: 2, Frame: 3, Failed: 6 };

const SYNTAX = { j2k: '1.2.840.10008.1.2.4.90', jls: '1.2.840.10008.1.2.4.80' };

/** A slice with what compresses badly in it: soft bodies one in another, edges, and the grain of a detector. */
function drawn(side, bits) {
  let state = 7;
  const roll = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const top = 2 ** bits - 1;
  const bodies = Array.from({ length: 24 }, () => ({
    x: side * (0.2 + 0.6 * roll()), y: side * (0.2 + 0.6 * roll()),
    wide: side * (0.02 + 0.2 * roll()), high: side * (0.02 + 0.2 * roll()), level: roll() * 0.2,
  }));
  const values = new Uint16Array(side * side);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let level = 0.05;
      for (const { x, y, wide, high, level: adds } of bodies) {
        const far = ((column - x) / wide) ** 2 + ((row - y) / high) ** 2;
        if (far < 1) level += adds * (1 - 0.3 * far);
      }
      const grain = (roll() + roll() + roll() - 1.5) * 0.006;
      values[row * side + column] = Math.max(0, Math.min(top, Math.round((level + grain) * top)));
    }
  }
  return values;
}

/** A DICOM file around a code stream: explicit little endian, one fragment. */
function file(stream, side, bits, syntax) {
  const bytes = [];
  const word = number => [number & 255, (number >> 8) & 255];
  const long = number => [...word(number & 0xffff), ...word(Math.floor(number / 65536))];
  const element = (group, number, vr, value) => {
    const even = value.length % 2 ? [...value, vr === 'UI' ? 0 : 32] : value;
    return [...word(group), ...word(number), ...new TextEncoder().encode(vr), ...word(even.length), ...even];
  };
  const ascii = words => [...new TextEncoder().encode(words)];
  const meta = element(2, 0x10, 'UI', ascii(syntax));
  bytes.push(...new Array(128).fill(0), ...ascii('DICM'), ...element(2, 0, 'UL', long(meta.length)), ...meta);
  bytes.push(...element(8, 0x16, 'UI', ascii('1.2.840.10008.5.1.4.1.1.7')), ...element(8, 0x60, 'CS', ascii('CT')));
  bytes.push(...element(0x28, 2, 'US', word(1)), ...element(0x28, 4, 'CS', ascii('MONOCHROME2')));
  for (const [number, value] of [[0x10, side], [0x11, side], [0x100, 16], [0x101, bits], [0x102, bits - 1], [0x103, 0]]) {
    bytes.push(...element(0x28, number, 'US', word(value)));
  }
  bytes.push(...word(0x7fe0), ...word(0x10), ...ascii('OB'), 0, 0, 255, 255, 255, 255);
  bytes.push(0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0);
  const length = stream.length + (stream.length % 2);
  const head = new Uint8Array([...bytes, 0xfe, 0xff, 0, 0xe0, ...long(length)]);
  const tail = new Uint8Array([...new Array(length - stream.length).fill(0), 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  return new Blob([head, stream, tail]);
}

/** A worker that answers one message with one; its first message says that it is ready. */
function line(worker, isAnswer) {
  let settle;
  const next = () => new Promise((resolve, reject) => (settle = { resolve, reject }));
  let coming = next();
  worker.onerror = event => settle.reject(new Error(event.message || 'the worker did not start'));
  worker.onmessage = ({ data }) => {
    try {
      if (isAnswer(data)) settle.resolve(data);
    } catch (error) {
      settle.reject(error);
    }
  };
  return {
    ready: () => coming,
    ask: (message, transfer = []) => {
      coming = next();
      worker.postMessage(message, transfer);
      return coming;
    },
  };
}

const peer = asked =>
  line(new Worker(`dicom_peer.js?${new URLSearchParams(asked)}`), data => {
    if (data.failed) throw new Error(data.failed);
    return true;
  });

function ours() {
  const worker = new Worker('onsight/reader_loader.js', { type: 'module', name: 'light-box' });
  const decoder = line(worker, data => {
    const next = reader(data[0]);
    next();
    const kind = next();
    if (kind === REPLY.Hello) {
      const version = next();
      if (version !== PROTOCOL_VERSION) throw new Error(`messages of version ${version}: mend bench/page/onsight.js`);
    }
    if (kind === REPLY.Failed) throw new Error(new TextDecoder().decode(data[0]));
    return kind !== REPLY.Reading;
  });
  return decoder;
}

/** Values of a file, by the reader: list what is in it, then its only frame. */
async function read(decoder, blob) {
  await decoder.ask([new Uint8Array([...varint(1), QUERY.Open]), [['slice', blob]]]);
  const data = await decoder.ask([new Uint8Array([...varint(2), QUERY.Frame, 0, 0, 0])]);
  return new Uint16Array(data[1]);
}

const equal = (a, b) => a.length === b.length && a.every((value, index) => value === b[index]);

export async function measureDicom(asked) {
  const [side, bits, runs] = [asked.side, asked.bits, asked.runs].map(Number);
  const values = drawn(side, bits);
  const encoder = peer({ codec: asked.codec, role: 'encode' });
  await encoder.ready();
  const info = { width: side, height: side, bitsPerSample: bits, componentCount: 1, isSigned: false };
  const { bytes: stream } = await encoder.ask({ values, info });
  const blob = file(stream, side, bits, SYNTAX[asked.codec]);

  const begun = performance.now();
  const isOurs = asked.who === 'onsight';
  const decoder = isOurs ? ours() : peer({ codec: asked.codec, role: 'decode' });
  await decoder.ready();
  const start = performance.now() - begun;
  const once = async () => {
    if (isOurs) return read(decoder, blob);
    // The file is in memory on both sides; the codec is spared the DICOM around it.
    const copy = new Uint8Array(await blob.arrayBuffer());
    const at = copy.length - stream.length - (stream.length % 2) - 8;
    const { bytes } = await decoder.ask(copy.slice(at, at + stream.length));
    return new Uint16Array(bytes.buffer);
  };
  const times = [];
  for (let run = 0; run <= runs; run += 1) {
    const from = performance.now();
    const found = await once();
    times.push(performance.now() - from);
    if (!equal(found, values)) throw new Error('the values are not those that were drawn');
  }
  return { start, load: 0, first: times[0], warm: times.slice(1), bytes: stream.length };
}
