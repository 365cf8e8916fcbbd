// LiteRT.js in a worker: XNNPACK as WebAssembly, with relaxed SIMD or as browsers without it get it.
// A classic worker: LiteRT.js loads its own scripts by `importScripts`.
importScripts('timing.js');

const threads = Number(asked.threads);
const folder = new URL('peers/', location.href).href;
// It makes as many workers as the browser tells of cores, whatever it is asked for.
Object.defineProperty(WorkerNavigator.prototype, 'hardwareConcurrency', { get: () => threads });

const RELAXED = threads > 1 ? 'litert_wasm_threaded_internal.js' : 'litert_wasm_internal.js';
const SCRIPTS = { relaxed: RELAXED, compat: 'litert_wasm_compat_internal.js' };

async function measure() {
  const script = folder + SCRIPTS[asked.backend];
  // Without these its threads look for the script at the worker's own address, and hang.
  self.Module = { locateFile: file => folder + file, mainScriptUrlOrBlob: script };
  const { loadAndCompile, loadLiteRt, Tensor } = await import(`${folder}litert.mjs`);
  await loadLiteRt(script, { threads: threads > 1 });
  postMessage({ ready: true });

  const { side } = await (await fetch('network/reference.json')).json();
  const picture = new Float32Array(await bytes('network/input.bin'));
  let model = new Uint8Array(await bytes(`network/${asked.file}`));
  const begun = performance.now();
  const network = await loadAndCompile(model, { accelerator: 'wasm', cpuOptions: { numThreads: threads } });
  const load = performance.now() - begun;
  model = null;

  // Logits are a row, a map is a grid.
  const logits = network.getOutputDetails().findIndex(({ shape }) => shape.length === 2);
  const run = async values => {
    const input = new Tensor(values, [1, side, side, 3]);
    const outputs = await network.run(input);
    const found = await outputs[logits].data();
    [input, ...outputs].forEach(tensor => tensor.delete());
    return found;
  };
  return { load, threads, ...(await timed(run, picture)) };
}

measure().then(postMessage, error => postMessage({ failed: String(error?.message ?? error) }));
