// tfjs-tflite in a worker: the runtime below its tensors, which only copy, is used as it is.
importScripts('timing.js');
// The script is built for bundlers: besides `self.tfweb` it hands itself to one.
self.exports = {};
importScripts('peers/tflite_web_api_client.js');

const threads = Number(asked.threads);

async function measure() {
  const { TFLiteWebModelRunner, tflite_web_api: api } = self.tfweb;
  api.setWasmPath(new URL('peers/', location.href).href);
  // Brings the runtime itself up; threads it has where the page is isolated.
  (await TFLiteWebModelRunner.create(await bytes('network/empty.tflite'), { numThreads: threads })).cleanUp();
  postMessage({ ready: true });

  const picture = new Float32Array(await bytes('network/input.bin'));
  let model = await bytes(`network/${asked.file}`);
  const begun = performance.now();
  const network = await TFLiteWebModelRunner.create(model, { numThreads: threads });
  const load = performance.now() - begun;
  model = null;

  // Logits are a row, a map is a grid.
  const logits = network.getOutputs().findIndex(({ shape }) => shape.split(',').length === 2);
  const run = async values => {
    // Asked for anew each time: the memory may have moved.
    network.getInputs()[0].data().set(values);
    if (!network.infer()) throw new Error('it did not infer');
    return network.getOutputs()[logits].data().slice();
  };
  return { load, threads, ...(await timed(run, picture)) };
}

measure().then(postMessage, error => postMessage({ failed: String(error?.message ?? error) }));
