// onnxruntime-web in a worker: its WASM backend, or its WebGPU backend.
import './timing.js';

const { asked, bytes, timed } = self;

/** NHWC to NCHW, the layout of the model; before anything is timed. */
function channelsFirst(values, side) {
  const turned = new Float32Array(values.length);
  for (let pixel = 0; pixel < side * side; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) turned[channel * side * side + pixel] = values[3 * pixel + channel];
  }
  return turned;
}

async function measure() {
  const ort = await import(`./peers/ort.${asked.backend}.min.mjs`);
  ort.env.wasm.wasmPaths = new URL('peers/', location.href).href;
  ort.env.wasm.numThreads = Number(asked.threads);
  const options = { executionProviders: [asked.backend], graphOptimizationLevel: 'all' };
  // Brings the runtime itself up.
  await (await ort.InferenceSession.create(await bytes('network/empty.onnx'), options)).release();
  postMessage({ ready: true });

  const { side } = await (await fetch('network/reference.json')).json();
  const picture = new Float32Array(await bytes('network/input.bin'));
  let model = await bytes(`network/${asked.file}`);
  const begun = performance.now();
  const session = await ort.InferenceSession.create(model, options);
  const load = performance.now() - begun;
  model = null;

  const run = async values => {
    const { logits } = await session.run({ input: new ort.Tensor('float32', values, [1, 3, side, side]) });
    return logits.getData();
  };
  return { load, threads: ort.env.wasm.numThreads, ...(await timed(run, picture, values => channelsFirst(values, side))) };
}

measure().then(found => postMessage(found), error => postMessage({ failed: String(error?.message ?? error) }));
