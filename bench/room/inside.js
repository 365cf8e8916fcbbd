// The inner half of the whole program in a room: what Onsight asks of its browser is asked of the outer page.
// Runs in the room before the program; `given` has the page's folder, its text, and a port to the outer page.

const MIME = { js: 'text/javascript', wasm: 'application/wasm' };

// Sent to each worker as its first message, together with a port of its own: Chromium starts no module worker from a
// blob in a document without an origin, but a classic one may import modules that it made itself.
const WORKER = `
  onmessage = async ({ data: { folder, name, search, files, port } }) => {
    onmessage = null;
    const waiting = new Map();
    let last = 0;
    port.onmessage = ({ data: { id, status, body } }) => { waiting.get(id)(new Response(body, { status })); waiting.delete(id); };
    self.fetch = request => new Promise(done => { waiting.set(++last, done); port.postMessage({ id: last, url: request.url ?? String(request) }); });
    const { origin } = new URL(folder);
    Object.defineProperty(self, 'location', { value: { href: folder + name, search, origin } });
    Object.defineProperty(self, 'origin', { value: origin });
    const held = [];
    const keep = event => held.push(event);
    const module = URL.createObjectURL(new Blob([files.js], { type: 'text/javascript' }));
    const ready = import(module);
    WORKERS
    const { default: init } = await ready;
    await init({ module_or_path: files.wasm });
  };`;

const WORKERS = `
    const Plain = self.Worker;
    self.Worker = class { constructor(url, options) { return self.roomWorker(Plain, url, options); } };
    self.roomWorker = (Plain, url, { name } = {}) => {
      const worker = new Plain(URL.createObjectURL(new Blob([BOOT], { type: 'text/javascript' })), { name });
      const { pathname, search, href } = new URL(url, folder);
      const file = pathname.split('/').at(-1);
      const stem = file.replace(/_loader\\.js$/, '');
      const channel = new MessageChannel();
      port.postMessage({ port: channel.port2 }, [channel.port2]);
      const post = worker.postMessage.bind(worker);
      const early = [];
      worker.postMessage = (...all) => early.push(all);
      Promise.all([fetch(folder + stem + '.js').then(r => r.text()), fetch(folder + stem + '_bg.wasm').then(r => r.arrayBuffer())]).then(([js, wasm]) => {
        post({ folder, name: file, search, files: { js, wasm }, port: channel.port1 }, [channel.port1, wasm]);
        delete worker.postMessage;
        for (const all of early) worker.postMessage(...all);
      });
      return worker;
    };`;
const BOOT = WORKER.replace('WORKERS', '');

export default async ({ folder, files, css, html, words, language }, tell, [port]) => {
  const at = { begun: performance.timeOrigin + performance.now() };
  const waiting = new Map();
  let last = 0;
  port.onmessage = ({ data: { id, status, body } }) => {
    waiting.get(id)(new Response(body, { status }));
    waiting.delete(id);
  };
  globalThis.fetch = request =>
    new Promise(done => {
      last += 1;
      waiting.set(last, done);
      port.postMessage({ id: last, url: request.url ?? String(request) });
    });
  const kept = new Map();
  const storage = { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key) };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { value: storage });
  Object.defineProperty(globalThis, 'caches', { value: undefined });
  Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  // eslint-disable-next-line no-new-func
  const address = URL.createObjectURL(new Blob([`export default (self, folder, port, fetch, BOOT) => { ${WORKERS} }`], { type: MIME.js }));
  (await import(address)).default(globalThis, folder, port, (...all) => globalThis.fetch(...all), BOOT);
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
  document.body.innerHTML = html;
  globalThis.onsightWords = words;
  globalThis.onsightText = async name => words[name];
  globalThis.onsightLanguages = { en: 'English' };
  globalThis.onsightSpoken = language;
  globalThis.onsightAdapter = navigator.gpu?.requestAdapter().catch(() => null);
  const { default: init } = await import(URL.createObjectURL(new Blob([files.js], { type: MIME.js })));
  await init({ module_or_path: files.wasm });
  at.page = performance.timeOrigin + performance.now();
  tell({ kind: 'done', value: at });
};
