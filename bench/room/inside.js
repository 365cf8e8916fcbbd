// The inner half of the whole program in a room: what Onsight asks of its browser is asked of the outer page.
// Runs in the room before the program; `given` has the page's folder and its files, and a port to the outer page.

const script = text => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

// The same in the page of the room and in each worker, so that it is text: asks the outer page through `port`, and
// makes workers. Chromium starts no module worker from a blob in a document without an origin; a classic one may import
// modules that it made itself.
const LINE = `
  const script = text => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  function line(self, { folder, port, boot, helper }) {
    const waiting = new Map();
    let last = 0;
    port.onmessage = ({ data: { id, status, body } }) => { waiting.get(id)(new Response(body, { status })); waiting.delete(id); };
    const ask = request => new Promise(done => { waiting.set(++last, done); port.postMessage({ id: last, url: request.url ?? String(request) }); });
    const Plain = self.Worker;
    function start(url, name) {
      const { pathname, search } = new URL(url, folder);
      const file = pathname.split('/').at(-1);
      if (file === 'worker_threads_helper.js') return new Plain(helper, { name });
      const stem = file.replace(/_loader\\.js$/, '');
      const worker = new Plain(boot, { name });
      const { port1, port2 } = new MessageChannel();
      port.postMessage({ port: port2 }, [port2]);
      const post = worker.postMessage.bind(worker);
      const early = [];
      worker.postMessage = (...all) => early.push(all);
      Promise.all([ask(folder + stem + '.js').then(r => r.text()), ask(folder + stem + '_bg.wasm').then(r => r.arrayBuffer())]).then(([js, wasm]) => {
        post({ folder, file, search, js, wasm, port: port1 }, [port1, wasm]);
        delete worker.postMessage;
        for (const all of early) worker.postMessage(...all);
      });
      return worker;
    }
    self.fetch = ask;
    self.Worker = function (url, { name } = {}) { return start(String(url), name); };
  }`;

const BOOT = `
  // The room's policy holds here too: an address of a worker is one that was made here.
  self.trustedTypes?.createPolicy('default', { createScriptURL: text => (text.startsWith('blob:') ? text : null) });
  const boot = self.location.href;
  onmessage = async ({ data: { folder, file, search, js, wasm, port } }) => {
    onmessage = null;
    // A thread: on the module and the memory of this worker.
    const helper = script('const code = import(URL.createObjectURL(new Blob([' + JSON.stringify(js) + '], { type: "text/javascript" })));' +
      'onmessage = async ({ data: [module, memory] }) => { onmessage = null; const { default: init, help } = await code; await init({ module_or_path: module, memory, thread_stack_size: 262144 }); help(); }');
    line(self, { folder, port, boot, helper });
    const { origin } = new URL(folder);
    Object.defineProperty(self, 'location', { value: { href: folder + file, search, origin } });
    Object.defineProperty(self, 'origin', { value: origin });
    // Undefined in Chromium; in Firefox it throws.
    Object.defineProperty(self, 'caches', { value: undefined });
    const { default: init } = await import(script(js));
    await init({ module_or_path: wasm });
  };`;

export default async ({ folder, files, css, html, words, language, hash }, tell, [port]) => {
  // In a document without an address of its own, links to "#" lead to the outer page's address, which would end it.
  addEventListener('click', event => {
    const to = event.target.closest?.('a[href^="#"]')?.getAttribute('href');
    if (!to || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.hash = to;
  });
  if (hash) history.replaceState(history.state, '', location.href.split('#')[0] + hash);
  addEventListener('hashchange', () => tell({ kind: 'at', hash: location.hash }));
  const kept = new Map();
  const storage = { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key) };
  for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { value: storage });
  Object.defineProperty(globalThis, 'caches', { value: undefined });
  Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  const { line } = await import(script(`${LINE} export { line };`));
  line(globalThis, { folder, port, boot: script(LINE + BOOT) });
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
  document.body.innerHTML = html;
  globalThis.onsightWords = words;
  globalThis.onsightText = async name => words[name];
  globalThis.onsightLanguages = { en: 'English' };
  globalThis.onsightSpoken = language;
  globalThis.onsightAdapter = navigator.gpu?.requestAdapter().catch(() => null);
  const { default: init } = await import(script(files.js));
  await init({ module_or_path: files.wasm });
  tell({ kind: 'done', value: 'begun' });
};
