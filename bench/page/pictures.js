// What comes before the network: a large photograph and a small PNG, by our worker and by the browser itself.
// Both are drawn and encoded here, so that every bench has the same ones without carrying them.
import { EVENT, PROTOCOL_VERSION, REQUEST, BACKEND, reader, startOf, text, varint } from './onsight.js';

/** Sides of the picture that the network sees. */
const SIDE = 224;

/** Numbers from 0 to 1 that are the same each time. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A picture with detail at every scale, as photographs and slices have: a dark ground with a bright body, noise of
 * six octaves in it, and the grain of a sensor. `colours` is 1 or 3.
 */
function drawn(width, height, colours) {
  const roll = dice(7);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  const shade = context.createRadialGradient(width / 2, height / 2, 0, width / 2, height / 2, height * 0.6);
  shade.addColorStop(0, '#777');
  shade.addColorStop(0.7, '#443e38');
  shade.addColorStop(1, '#111');
  context.fillStyle = shade;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'lighter';
  for (let octave = 2; octave <= 7; octave += 1) {
    const side = 2 ** octave;
    const noise = new OffscreenCanvas(side, side);
    const cells = new ImageData(side, side);
    for (let at = 0; at < cells.data.length; at += 4) {
      const level = 255 * roll();
      for (let channel = 0; channel < 3; channel += 1) {
        cells.data[at + channel] = colours === 1 ? level : 0.7 * level + 0.3 * 255 * roll();
      }
      cells.data[at + 3] = 255 * 0.75 ** octave;
    }
    noise.getContext('2d').putImageData(cells, 0, 0);
    context.drawImage(noise, 0, 0, width, height);
  }
  const pixels = context.getImageData(0, 0, width, height);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const grain = 12 * (roll() + roll() - 1);
    const grey = pixels.data[at + 1];
    for (let channel = 0; channel < 3; channel += 1) {
      pixels.data[at + channel] = (colours === 1 ? grey : pixels.data[at + channel]) + grain;
    }
  }
  context.globalCompositeOperation = 'copy';
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** The same JPEG with an EXIF block that says "turn right": how a telephone held upright writes it. */
function turned(jpeg) {
  const tag = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
  const tiff = [...new TextEncoder().encode('MM'), 0, 42, 0, 0, 0, 8, 0, 1, ...tag, 0, 0, 0, 0];
  const body = [...new TextEncoder().encode('Exif'), 0, 0, ...tiff];
  const segment = [0xff, 0xe1, 0, body.length + 2, ...body];
  // Behind the first segment, which the standard of JFIF wants in front.
  const at = 4 + jpeg[4] * 256 + jpeg[5];
  return new Uint8Array([...jpeg.subarray(0, at), ...segment, ...jpeg.subarray(at)]);
}

async function encoded(canvas, type) {
  return new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.9 })).arrayBuffer());
}

/** The browser's way to the same numbers: decoded and scaled by itself, read back, from 0 to 1. */
async function byTheBrowser(blob, width, height) {
  const begun = performance.now();
  const options = { resizeWidth: width, resizeHeight: height, resizeQuality: 'medium' };
  const bitmap = await createImageBitmap(blob, options);
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const numbers = new Float32Array(3 * SIDE * SIDE);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) numbers[3 * pixel + channel] = data[4 * pixel + channel] / 255;
  }
  bitmap.close();
  return performance.now() - begun;
}

/** Times in an answer: decode, gates, prepare. They stand first behind the case and the version of its finding. */
function timingOf(bytes) {
  const next = reader(bytes);
  for (const _ of ['event', 'case', 'version']) next();
  const view = new DataView(bytes.buffer, bytes.byteOffset + next.at(), 24);
  return [0, 8, 16].map(at => view.getFloat64(at, true));
}

/** Our worker, ready; gives a function that answers a file. */
async function ours(asked) {
  const worker = new Worker('onsight_worker.js?backend=cpu&threads=1', { type: 'module' });
  const heard = kind => new Promise((resolve, reject) => {
    worker.onerror = event => reject(new Error(event.message || 'the worker did not start'));
    worker.onmessage = ({ data: [bytes] }) => {
      if (bytes[0] === EVENT.Failed) reject(new Error(new TextDecoder().decode(bytes)));
      if (bytes[0] === kind) resolve(bytes);
    };
  });
  const [, version] = await heard(EVENT.Hello);
  if (version !== PROTOCOL_VERSION) throw new Error(`messages of version ${version}: mend bench/page/onsight.js`);
  worker.postMessage([startOf({ ...asked, backend: 'cpu' })]);
  await heard(EVENT.Ready);
  let number = 0;
  return async file => {
    number += 1;
    const copy = file.slice().buffer;
    const answered = heard(EVENT.Answered);
    worker.postMessage([new Uint8Array([REQUEST.Classify, ...varint(number), 0, 0]), copy], [copy]);
    return timingOf(await answered);
  };
}

/** Each picture again and again, by both in turns. */
export async function measurePictures(asked) {
  const classify = await ours(asked);
  const jpeg = turned(await encoded(drawn(4000, 3000, 3), 'image/jpeg'));
  const png = await encoded(drawn(512, 512, 1), 'image/png');
  const found = { start: 0, load: 0, first: 0, warm: [0] };
  for (const [name, file, type, width, height] of [['jpeg', jpeg, 'image/jpeg', 168, 224], ['png', png, 'image/png', 224, 224]]) {
    const times = { open: [], gates: [], scale: [], browser: [] };
    for (let run = -2; run < Number(asked.runs); run += 1) {
      const browser = await byTheBrowser(new Blob([file], { type }), width, height);
      const [open, gates, scale] = await classify(file);
      if (run < 0) continue;
      for (const [step, ms] of Object.entries({ open, gates, scale, browser })) times[step].push(ms);
    }
    for (const [step, all] of Object.entries(times)) found[`${name}_${step}`] = all;
    found[`${name}_bytes`] = file.length;
  }
  return found;
}
