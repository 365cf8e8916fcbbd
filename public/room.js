// The first script of a room: a document with an opaque origin, in a sandboxed frame, in which the whole program runs
// (`docs/room.md`). It removes the APIs that could send something, locks the network before any file is read, and
// substitutes what such a document lacks: the program's files, storage, workers, the service worker. It requests these
// from the outer page (`shell.js`) by the messages listed there, and runs no file that differs from the build.
//
// Its hash in the page's policy allows it to run; it contains no data of the build.
(() => {
  "use strict";
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const { parent, crypto, document } = window;
  const root = document.documentElement;
  const BUILT = JSON.parse(document.querySelector("meta[name=built]").content);

  // ---- Removed APIs ---------------------------------------------------------------------------------

  // APIs that no policy blocks, or that resolve a host name before they are blocked; and file pickers that cannot be
  // intercepted here.
  const GONE = /^(webkit|moz)?RTC|^WebTransport|^WebSocket|^EventSource$|^SharedWorker$|^BroadcastChannel$|^(Presentation|Payment)Request|^XSLTProcessor$|^Notification$|^fetchLater$|^show\w+Picker$|^FormData$|^open$|^customElements$|^documentPictureInPicture$|^navigation$|^PublicKeyCredential$|^Identity(Credential|Provider)$|^(webkit)?[Ss]peech|^MediaMetadata$|^(TCP|TCPServer|UDP)Socket$|^(Translator|LanguageDetector|LanguageModel|Summarizer|Writer|Rewriter|Proofreader)$/;
  for (const name of Object.getOwnPropertyNames(window)) {
    if (GONE.test(name) && !Reflect.deleteProperty(window, name)) defineProperty(window, name, { value: undefined });
  }
  for (const name of ["credentials", "share", "sendBeacon", "presentation", "usb", "hid", "serial", "bluetooth", "locks", "storage", "mediaSession", "install", "modelContext"]) {
    Reflect.deleteProperty(Navigator.prototype, name);
  }
  // No frames, whose realms have fresh built-ins, and no `<link>`, which makes browsers connect to hosts.
  const FRAMES = /^(link|base|i?frame|frameset|object|embed|fencedframe|portal)$/i;
  const IN_TEXT = /<\/?(?:[^\s<>/]*:)?(link|i?frame|frameset|object|embed|fencedframe|portal|script|base|meta)\b|<!(doctype|entity)|\bsrcdoc\b|javascript:|[\s"'/]on\w+\s*=/i;
  window.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (IN_TEXT.test(text) ? null : text),
    createScriptURL: (text) => (text.startsWith("blob:") ? text : null),
  });
  // Markup that a browser takes for harmless may still name hosts.
  for (const of of [Element.prototype, ShadowRoot.prototype, Document]) {
    for (const name of Object.getOwnPropertyNames(of)) {
      if (/^(set|stream|append|prepend|before|after|replace|parse)\w*HTML/.test(name)) Reflect.deleteProperty(of, name);
    }
  }
  for (const name of ["createElement", "createElementNS"]) {
    const make = Document.prototype[name];
    Document.prototype[name] = function (...given) {
      const made = apply(make, this, given);
      if (FRAMES.test(made.localName)) throw new TypeError("not in this room");
      return made;
    };
  }

  // ---- The message channel to the outer page --------------------------------------------------------

  let port;
  const waiting = new Map();
  let last = 0;
  const tell = (kind, more = {}, transfer = []) => port.postMessage({ kind, ...more }, transfer);
  const ask = (kind, more) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      tell(kind, { ...more, id: last });
    });

  // ---- The lock before file access ------------------------------------------------------------------

  // Access to a file sends `lock` first. Messages keep their order, so everything requested afterwards reaches an outer
  // page that no longer fetches anything. The program cannot bypass this: these are the only functions through which it
  // gets files.
  let isLocked = false;
  const lock = () => {
    // Nothing is requested before the program runs.
    if (isLocked || !port) return;
    isLocked = true;
    tell("lock");
  };
  const closing = (of, name) => {
    const found = getOwnPropertyDescriptor(of?.prototype ?? {}, name);
    for (const kind of ["get", "value"]) {
      const act = found?.[kind];
      if (typeof act !== "function") continue;
      const closed = function (...given) {
        lock();
        return apply(act, this, given);
      };
      defineProperty(of.prototype, name, { ...found, [kind]: closed, configurable: false });
    }
  };
  for (const name of ["files", "webkitEntries"]) closing(window.HTMLInputElement, name);
  for (const name of ["files", "getData"]) closing(window.DataTransfer, name);
  for (const name of ["getAsFile", "webkitGetAsEntry", "getAsFileSystemHandle", "getAsEntry", "getAsString"]) closing(window.DataTransferItem, name);
  for (const name of ["read", "readText"]) closing(window.Clipboard, name);

  // ---- Files of the program ------------------------------------------------------------------------

  // Files that have arrived and match the build. Without https there are no hashes; then the host has to be trusted.
  const here = new Map();
  async function looked(name, body) {
    const built = BUILT[name];
    if (!built || !crypto.subtle) return body;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    if (`sha256-${btoa(String.fromCharCode(...digest))}` !== built) throw new TypeError(`${name} is not what was built`);
    // A manifest is requested each time, because the outer page then begins to fetch its weights.
    if (!name.startsWith("models/")) here.set(name, body);
    return body;
  }
  let folder = "";
  const nameOf = (address) => {
    const { href, search } = new URL(address, folder);
    return href.startsWith(folder) && !search ? href.slice(folder.length).split("#")[0] : undefined;
  };
  // A file of this website: status and bytes.
  async function file(address, fresh = false) {
    const name = nameOf(address);
    if (name === undefined) return { status: 0 };
    if (here.has(name)) return { status: 200, body: here.get(name).slice(0) };
    const { status, body } = await ask("file", { name, fresh });
    if (status !== 200) return { status };
    try {
      await looked(name, body);
      return { status, body: here.has(name) ? body.slice(0) : body };
    } catch {
      return { status: 0 };
    }
  }
  async function bytes(name) {
    const { status, body } = await file(name);
    if (status !== 200) throw new TypeError(`${name}: status ${status}`);
    return body;
  }
  const words = async (name) => new TextDecoder().decode(await bytes(name));
  const script = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

  // ---- Replacements for browser APIs, in the page and in workers -------------------------------------

  // Workers run it too, from its source text, so it must not refer to its surroundings. `line` sends a request; `boot`
  // is the URL of the script that every worker starts with; `give` passes a port for a new worker to the one that
  // serves this scope.
  function furnish(scope, { folder, line, boot, give, helper }) {
    const types = { wasm: "application/wasm", json: "application/json", png: "image/png", txt: "text/plain" };
    scope.fetch = async (asked, options = {}) => {
      const address = asked.url ?? `${asked}`;
      const cache = asked.cache ?? options.cache;
      const { status, body } = await line("file", { address, fresh: cache === "reload" });
      if (!status) throw new TypeError(`${address} cannot be had in this room`);
      return new Response(body, { status, headers: { "Content-Type": types[address.split(".").at(-1)] ?? "" } });
    };
    // Stored models can be read and deleted. Only the outer page stores anything: what it has fetched.
    const kept = {
      match: async (key) => {
        const { body } = await line("kept", { address: key.url ?? `${key}` });
        return body && new Response(body);
      },
      keys: async () => (await line("list", {})).list.map((url) => new Request(url)),
      delete: async (key) => (await line("forget", { address: key.url ?? `${key}` })).done === true,
      put: async () => {},
    };
    Object.defineProperty(scope, "caches", { value: { open: async () => kept, keys: async () => [], match: kept.match }, configurable: true });
    // Chromium starts no module worker in a document with an opaque origin; a classic worker can import what it is
    // given.
    const Plain = scope.Worker;
    scope.Worker = function (address, { name } = {}) {
      const { pathname, search } = new URL(address, folder);
      const file = pathname.split("/").at(-1);
      if (helper && file === "worker_threads_helper.js") return new Plain(helper, { name });
      const stem = file.replace(/_loader\.js$/, "");
      const worker = new Plain(boot, { name });
      const { port1, port2 } = new MessageChannel();
      give(port2);
      const post = worker.postMessage.bind(worker);
      const early = [];
      worker.postMessage = (...all) => early.push(all);
      const part = async (name) => {
        const { status, body } = await line("file", { address: folder + name, fresh: false });
        if (status !== 200) throw new TypeError(`${name} did not arrive, or is not what was built`);
        return body;
      };
      Promise.all([part(`${stem}.js`), part(`${stem}_bg.wasm`)]).then(
        ([code, wasm]) => {
          delete worker.postMessage;
          post({ folder, file, search, code: new TextDecoder().decode(code), wasm, port: port1 }, [port1, wasm]);
          for (const all of early) worker.postMessage(...all);
        },
        (error) => worker.dispatchEvent(new ErrorEvent("error", { message: error.message, cancelable: true })),
      );
      return worker;
    };
  }

  // The script that every worker starts with.
  function begin(furnish) {
    for (const name of ["WebSocket", "WebSocketStream", "WebTransport", "EventSource", "BroadcastChannel", "RTCPeerConnection", "RTCDataChannel", "Notification", "TCPSocket", "UDPSocket"]) {
      Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
    }
    self.trustedTypes?.createPolicy("default", { createScriptURL: (text) => (text.startsWith("blob:") ? text : null) });
    const script = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const boot = self.location.href;
    onmessage = async ({ data: { folder, file, search, code, wasm, port } }) => {
      onmessage = null;
      const waiting = new Map();
      let last = 0;
      port.onmessage = ({ data }) => {
        waiting.get(data.id)?.(data);
        waiting.delete(data.id);
      };
      const line = (kind, more) =>
        new Promise((resolve) => {
          last += 1;
          waiting.set(last, resolve);
          port.postMessage({ kind, ...more, id: last });
        });
      const module = script(code);
      // A thread shares the module and the memory of this worker.
      const helper = script(
        `const code = import("${module}"); onmessage = async ({ data: [module, memory] }) => { onmessage = null; ` +
          "const { default: init, help } = await code; await init({ module_or_path: module, memory, thread_stack_size: 262144 }); help(); };",
      );
      furnish(self, { folder, line, boot, helper, give: (port2) => port.postMessage({ port: port2 }, [port2]) });
      const { origin } = new URL(folder);
      Object.defineProperty(self, "location", { value: { href: folder + file, search, origin } });
      Object.defineProperty(self, "origin", { value: origin });
      const beat = file.startsWith("worker") && setInterval(() => postMessage([new Uint8Array()]), 1000);
      const { default: init } = await import(module);
      await init({ module_or_path: wasm });
      clearInterval(beat);
    };
  }

  // Serves requests of workers, and of their workers.
  async function answer(kind, { address, fresh }) {
    switch (kind) {
      case "file":
        return file(address, fresh);
      case "kept":
        return ask("kept", { key: address.slice(folder.length) });
      case "forget":
        return ask("forget", { key: address.slice(folder.length) });
      default:
        return { list: ((await ask("list", {})).list ?? []).map((key) => folder + key) };
    }
  }
  function serve(port) {
    port.onmessage = async ({ data }) => {
      if (data.port) return serve(data.port);
      const { id, kind } = data;
      const found = await answer(kind, data).catch(() => ({ status: 0 }));
      port.postMessage({ ...found, id }, found.body ? [found.body] : []);
    };
  }

  // ---- The document ----------------------------------------------------------------------------------

  // The room saves nothing itself: the outer page shows what is to be saved and then requests it.
  const made = new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const address = apply(createObjectURL, URL, [blob]);
    made.set(address, blob);
    return address;
  };
  URL.revokeObjectURL = (address) => {
    made.delete(address);
    apply(revokeObjectURL, URL, [address]);
  };
  const offered = new Map();
  async function save(link) {
    const address = link.getAttribute("href");
    const name = link.getAttribute("download") || address.split("/").at(-1);
    const blob = made.get(address) ?? (nameOf(address) && new Blob([await bytes(nameOf(address))], { type: "text/plain" }));
    if (!blob) return;
    last += 1;
    offered.set(last, blob);
    tell("save", { id: last, name: name.slice(0, 100), type: blob.type, size: blob.size });
  }
  // Links lead to pages of the program or to files to be saved. Any other navigation would end the room.
  const { click } = HTMLElement.prototype;
  HTMLElement.prototype.click = function () {
    const link = this.closest?.("a[download]");
    if (link) save(link).catch(console.warn);
    else apply(click, this, []);
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link) return;
    const to = link.getAttribute("href");
    if (link.hasAttribute("download")) save(link).catch(console.warn);
    else if (to.startsWith("#") && !event.defaultPrevented && !(event.ctrlKey || event.metaKey || event.shiftKey)) location.hash = to;
    event.preventDefault();
  });

  // Images of this website are shown from bytes that were requested: the browser itself has no network here.
  const { setAttribute } = Element.prototype;
  Element.prototype.setAttribute = function (name, value) {
    if (name !== "src" || this.localName !== "img" || !`${value}`.startsWith("./")) return apply(setAttribute, this, [name, value]);
    const show = async () => (this.src = URL.createObjectURL(new Blob([await bytes(nameOf(value))], { type: "image/png" })));
    show().catch(console.warn);
  };

  const style = async (name) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await words(name));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };

  // As in `start.js`: the light box, the list of models with the pages about them, and the report writer are loaded
  // when they are first needed.
  function loadLater(name, event, closed, ...shared) {
    const styled = async () => {
      for (const sheet of [...shared, `${name}/${name}.css`]) await style(sheet);
    };
    const load = async ({ detail }) => {
      try {
        const [code, wasm] = await Promise.all([words(`${name}.js`), bytes(`${name}_bg.wasm`), styled()]);
        const { default: init } = await import(script(code));
        await globalThis.onsightText(`${globalThis.onsightSpoken}-files`);
        await init({ module_or_path: wasm });
        dispatchEvent(new CustomEvent(event, { detail }));
      } catch (error) {
        console.error(error);
        addEventListener(event, load, { once: true });
        dispatchEvent(new CustomEvent(closed, { detail: true }));
      }
    };
    addEventListener(event, load, { once: true });
  }

  // The browser would navigate to a dropped file, which ends the room.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

  // As in `start.js`: the files of a dropped folder.
  const MOST_FILES = 20_000;
  async function filesIn(entries) {
    const files = [];
    const todo = [...entries];
    for (let entry = todo.shift(); entry && files.length < MOST_FILES; entry = todo.shift()) {
      if (entry.isFile) {
        await new Promise((resolve) => entry.file((one) => resolve(files.push(one)), resolve));
        continue;
      }
      const reader = entry.createReader();
      const some = () => new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
      for (let more = await some(); more.length; more = await some()) todo.push(...more);
    }
    return files;
  }
  addEventListener(
    "drop",
    (event) => {
      const items = [...(event.dataTransfer?.items ?? [])];
      const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      if (!entries.some((entry) => entry.isDirectory)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      filesIn(entries).then((files) => dispatchEvent(new CustomEvent("onsight-folder", { detail: files })));
    },
    { capture: true },
  );

  // Whether workers of this room have WebGPU: in Chromium they have not.
  const workersHaveGpu = () =>
    new Promise((resolve) => {
      if (!navigator.gpu) return resolve(false);
      const worker = new Worker(script("postMessage(Boolean(navigator.gpu))"));
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => resolve(false);
    });

  // ---- The start -----------------------------------------------------------------------------------

  // What the program sees of the service worker: the controller, and a newer version once it is waiting.
  let comes;
  const registration = Object.assign(new EventTarget(), { waiting: null });
  const serviceWorker = Object.assign(new EventTarget(), {
    controller: null,
    ready: new Promise((resolve) => (comes = resolve)),
    startMessages() {},
    getRegistration: async () => registration,
  });
  const controller = { postMessage: ({ kind }, ports) => tell("worker", { ask: kind }, ports) };
  const space = Object.fromEntries(["estimate", "persisted", "persist"].map((name) => [name, async () => (await ask("space", { ask: name })).found]));
  const settings = new Map();
  const storage = {
    getItem: (key) => settings.get(key) ?? null,
    setItem(key, value) {
      settings.set(key, `${value}`);
      tell("keep", { name: key.replace(/^onsight\./, ""), value: `${value}` });
    },
    removeItem: (key) => settings.delete(key),
  };
  let hear = () => {};
  const seal = {
    seal: async () => (await ask("seal", {})).state,
    unseal: async () => (await ask("unseal", {})).state,
    // The outer page asks the visitor and shows the progress.
    model: async (folder) => (await ask("model", { folder: `${folder}` })).came,
    listen: (to) => (hear = to),
  };
  let take;

  function heard({ data }) {
    switch (data.kind) {
      case "news":
        return hear(data.word);
      case "told":
        return serviceWorker.dispatchEvent(new MessageEvent("message", { data: data.entry }));
      case "update":
        registration.waiting = controller;
        return comes(registration);
      case "controlled":
        serviceWorker.controller = controller;
        return serviceWorker.dispatchEvent(new Event("controllerchange"));
      case "hash":
        return void (location.hash = data.hash || "#/");
      case "give":
        if (offered.has(data.id)) tell("given", { id: data.id, blob: offered.get(data.id) });
        return void offered.delete(data.id);
      case "files":
        isLocked = true;
        return take?.({ files: data.files.map((one) => ({ getFile: async () => one })) });
      default:
        waiting.get(data.id)?.(data);
        waiting.delete(data.id);
    }
  }

  async function start(given) {
    ({ folder } = given);
    for (const [name, value] of Object.entries(given.settings)) settings.set(`onsight.${name}`, value);
    for (const [name, body] of Object.entries(given.files)) await looked(name, body);
    const { theme } = given.settings;
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    root.dataset.served = "";
    if (given.isControlled) serviceWorker.controller = controller;
    const define = (of, name, value) => defineProperty(of, name, { value, configurable: true });
    const hasGpu = await workersHaveGpu();
    for (const name of ["localStorage", "sessionStorage"]) define(window, name, storage);
    define(Navigator.prototype, "serviceWorker", serviceWorker);
    define(Navigator.prototype, "storage", space);
    if (!hasGpu) define(Navigator.prototype, "gpu", undefined);
    define(window, "launchQueue", { setConsumer: (to) => (take = to) });
    // What the program can query about its surroundings, see `browser::surroundings`.
    define(window, "onsightRoom", { search: given.search, gpu: hasGpu, threads: window.crossOriginIsolated === true, reload: () => tell("reload") });
    const boot = script(`(${begin})(${furnish})`);
    furnish(window, { folder, line: answer, boot, give: serve });
    // This document has no address of its own; the outer page keeps the fragment.
    if (given.hash) history.replaceState(history.state, "", location.href.split("#")[0] + given.hash);
    addEventListener("hashchange", () => tell("at", { hash: location.hash }));
    new MutationObserver(() => tell("title", { text: document.title })).observe(document.head, { childList: true, subtree: true, characterData: true });
    const texts = {};
    globalThis.onsightWords = texts;
    globalThis.onsightText = async (name) => (texts[name] ??= await words(`text/${name}.txt`));
    globalThis.onsightLanguages = given.languages;
    globalThis.onsightSpoken = given.language;
    globalThis.onsightAdapter = hasGpu ? navigator.gpu.requestAdapter({ powerPreference: "high-performance" }).catch(() => null) : undefined;
    globalThis.onsightRelease = async (kept) => (await import(script(await words("release.js")))).check(kept);
    let isHeld = true;
    defineProperty(window, "onsightSeal", { get: () => (isHeld ? ((isHeld = false), seal) : undefined) });
    loadLater("lightbox", "onsight-look", "onsight-look-closed");
    loadLater("catalogue", "onsight-models", "onsight-models-closed", "sections/sections.css");
    loadLater("reports", "onsight-reports", "onsight-reports-closed", "dialog/dialog.css");
    // A room has no storage: the page says so.
    addEventListener("onsight-cases", () => dispatchEvent(new CustomEvent("onsight-cases-closed", { detail: true })));
    await Promise.all([style(given.style), globalThis.onsightText(given.language)]);
    if (given.hash.length > 2) await globalThis.onsightText(`${given.language}-files`).catch(console.warn);
    const { default: init } = await import(script(await words(given.script)));
    await init({ module_or_path: await bytes(given.wasm) });
    tell("begun", { threads: window.crossOriginIsolated === true, gpu: hasGpu });
  }

  addEventListener("message", function first({ source, data, ports }) {
    if (source !== parent || data?.kind !== "begin") return;
    removeEventListener("message", first);
    [port] = ports;
    port.onmessage = heard;
    start(data).catch((error) => {
      console.error(error);
      tell("broken", { code: error instanceof TypeError ? 1 : 2 });
    });
  });
  parent.postMessage({ kind: "ready" }, "*");
})();
