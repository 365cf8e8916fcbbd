// The shipped worker as it is; besides, it collects its garbage when the bench asks every worker to.
new BroadcastChannel('collect').onmessage = () => globalThis.gc?.();
const asked = new URLSearchParams(location.search);
const threaded = Number(asked.get('threads')) > 1 ? 'worker_threads' : 'worker';
await import(`./onsight/${asked.get('backend') === 'webgpu' ? 'worker_gpu' : threaded}_loader.js`);
