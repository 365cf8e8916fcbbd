// The shipped worker as it is; besides, it collects its garbage when the bench asks every worker to.
new BroadcastChannel('collect').onmessage = () => globalThis.gc?.();
// Each message tells when it was sent: where all cores compute, the page hears of it late.
const post = postMessage.bind(self);
self.postMessage = (message, transfer) => post([...message, performance.timeOrigin + performance.now()], transfer);

const asked = new URLSearchParams(location.search);
const threaded = Number(asked.get('threads')) > 1 ? 'worker_threads' : 'worker';
await import(`./onsight/${asked.get('backend') === 'webgpu' ? 'worker_gpu' : threaded}_loader.js`);
