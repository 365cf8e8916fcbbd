// The shipped worker as it is; besides, it collects its garbage when the bench asks every worker to.
new BroadcastChannel('collect').onmessage = () => globalThis.gc?.();
const bundle = new URLSearchParams(location.search).get('backend') === 'webgpu' ? 'worker_gpu' : 'worker';
await import(`./onsight/${bundle}_loader.js`);
