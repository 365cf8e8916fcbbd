// What works in this document or worker. Sent to the room as text, and run there.

const within = (ms, promise) => Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error('late')), ms))]);
const blob = (text, type = 'text/javascript') => URL.createObjectURL(new Blob([text], { type }));
// (module (memory 1) (func (export "f") (result i32) i32.const 42))
const WASM = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11]);
const WORKER = `
  const wasm = new Uint8Array([${WASM}]);
  onmessage = async ({ data }) => {
    const said = {};
    const check = async (name, act) => { try { said[name] = await act(); } catch (error) { said[name] = error.name + ': ' + error.message; } };
    await check('isolated', () => crossOriginIsolated);
    await check('origin', () => self.origin);
    await check('secure context', () => isSecureContext);
    await check('wasm', async () => (await WebAssembly.instantiate(wasm)).instance.exports.f());
    await check('Atomics.wait', () => { const a = new Int32Array(new SharedArrayBuffer(4)); return Atomics.wait(a, 0, 0, 20); });
    await check('Atomics.waitAsync', () => { const a = new Int32Array(new SharedArrayBuffer(4)); return Atomics.waitAsync(a, 0, 0, 1).value; });
    await check('nested worker', () => new Promise((yes, no) => {
      const w = new Worker(URL.createObjectURL(new Blob(['postMessage(crossOriginIsolated)'], { type: 'text/javascript' })));
      w.onmessage = e => yes('yes, isolated ' + e.data); w.onerror = () => no(new Error('refused')); setTimeout(() => no(new Error('late')), 2000);
    }));
    await check('WebGPU', async () => navigator.gpu ? ((await navigator.gpu.requestAdapter()) ? 'adapter' : 'no adapter') : 'absent');
    await check('OffscreenCanvas 2d', () => !!new OffscreenCanvas(8, 8).getContext('2d'));
    await check('WebGL2', () => !!new OffscreenCanvas(8, 8).getContext('webgl2'));
    await check('caches', async () => { await caches.open('x'); return 'open'; });
    await check('module from blob:', async () => (await import(URL.createObjectURL(new Blob(['export default 7'], { type: 'text/javascript' })))).default);
    await check('shared memory from its parent', () => data?.shared ? Atomics.add(new Int32Array(data.shared), 0, 1) + 1 : 'none given');
    postMessage(said);
  };`;

export async function abilities() {
  const said = {};
  const check = async (name, act) => {
    try {
      said[name] = await within(2500, act());
    } catch (error) {
      said[name] = `${error.name}: ${error.message}`.slice(0, 120);
    }
  };
  await check('origin', async () => self.origin);
  await check('isolated', async () => crossOriginIsolated);
  await check('secure context', async () => isSecureContext);
  await check('base address', async () => document.baseURI.replace(/\d{4,5}/, 'PORT').slice(0, 60));
  await check('module from blob:', async () => (await import(blob('export default 7'))).default);
  await check('wasm from bytes', async () => (await WebAssembly.instantiate(WASM)).instance.exports.f());
  await check('module worker from blob:', async () => {
    const worker = new Worker(blob('postMessage(7)'), { type: 'module' });
    return new Promise((yes, no) => Object.assign(worker, { onmessage: e => yes(e.data), onerror: () => no(new Error('refused')) }));
  });
  await check('wasm module sent to a worker', async () => {
    const module = await WebAssembly.compile(WASM);
    const worker = new Worker(blob('onmessage = e => postMessage(new WebAssembly.Instance(e.data).exports.f())'));
    return new Promise((yes, no) => Object.assign(worker, { onmessage: e => yes(e.data), onerror: () => no(new Error('refused')) }) && worker.postMessage(module));
  });
  await check('SharedArrayBuffer', async () => typeof SharedArrayBuffer);
  await check('worker', async () => {
    let shared;
    try {
      shared = new SharedArrayBuffer(4);
    } catch {
      // Without.
    }
    const worker = new Worker(blob(WORKER));
    return new Promise((yes, no) => Object.assign(worker, { onmessage: e => yes(e.data), onerror: e => no(new Error(e.message || 'refused')), onmessageerror: () => no(new Error('messageerror')) }) && worker.postMessage({ shared }));
  });
  await check('WebGPU', async () => (navigator.gpu ? ((await navigator.gpu.requestAdapter()) ? 'adapter' : 'no adapter') : 'absent'));
  await check('WebGL2', async () => !!document.createElement('canvas').getContext('webgl2'));
  await check('canvas handed to a worker', async () => {
    const canvas = document.createElement('canvas').transferControlToOffscreen();
    const worker = new Worker(blob('onmessage = e => { e.data.getContext("2d").fillRect(0,0,1,1); postMessage(1); }'));
    return new Promise(yes => (worker.onmessage = e => yes(e.data)) && worker.postMessage(canvas, [canvas]));
  });
  const png = () => new Promise(yes => Object.assign(document.createElement('canvas'), { width: 2, height: 2 }).toBlob(yes));
  await check('createImageBitmap', async () => (await createImageBitmap(await png())).width);
  await check('img from blob:', async () => {
    const img = new Image();
    img.src = URL.createObjectURL(await png());
    await img.decode();
    return img.width;
  });
  await check('canvas is readable', async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d').drawImage(await createImageBitmap(await png()), 0, 0);
    return canvas.toDataURL().length > 20;
  });
  await check('localStorage', async () => typeof localStorage);
  await check('indexedDB', async () => new Promise((yes, no) => Object.assign(indexedDB.open('x'), { onsuccess: () => yes('open'), onerror: e => no(e.target.error) })));
  await check('caches', async () => (await caches.open('x')) && 'open');
  await check('cookies', async () => typeof document.cookie);
  await check('Web Locks', async () => (await navigator.locks.request('x', () => 'had')));
  await check('service worker', async () => (navigator.serviceWorker ? String(!!(await navigator.serviceWorker.getRegistration())) : 'absent'));
  await check('controlled', async () => !!navigator.serviceWorker?.controller);
  await check('OPFS', async () => (await navigator.storage.getDirectory()) && 'open');
  await check('showSaveFilePicker', async () => typeof globalThis.showSaveFilePicker);
  await check('address of its own (#)', async () => {
    location.hash = '#/x';
    await new Promise(done => setTimeout(done, 100));
    return location.href.slice(0, 30);
  });
  await check('history.replaceState', async () => (history.replaceState({ x: 1 }, ''), history.state?.x));
  await check('history.pushState', async () => (history.pushState({ x: 2 }, ''), history.state?.x));
  await check('prefers-color-scheme', async () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  await check('language', async () => navigator.language);
  await check('font from data:', async () => document.fonts.check('12px system-ui'));
  await check('cores', async () => navigator.hardwareConcurrency);
  await check('crypto.subtle', async () => typeof crypto.subtle);
  await check('trustedTypes', async () => typeof trustedTypes);
  return said;
}

export default async (_, tell) => tell({ kind: 'done', value: await abilities() });
