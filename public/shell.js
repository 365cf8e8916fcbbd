// The outer page of a room (`docs/room.md`): the document in the address bar. The program runs in the room and has
// every picture; this script has network access, and never receives a byte of a picture. It fetches the files of the
// build, stores models and settings, mirrors the address, draws the status line, and answers only the messages of the
// room that are handled below, each after validation.
//
// Before the room reads a file it sends `lock`. From then on nothing is fetched for it, whatever it requests: only
// downloads begun by then are available, and a model to which the visitor agrees on this page. A lock is never released;
// when the pictures are closed a new room is created.

// The sentences of the status line. The translation catalogue is read by the program, which runs in the room and is not
// trusted with this line.
const WORDS = {
  en: {
    open: "Open. No picture is open, and Onsight may fetch its own files.",
    sealed: (made) => `Sealed. The pictures are in a room without a way to the network. ${asked(made, "request of it was refused", "requests of it were refused")}, none was made.`,
    watched: (made) => `Locked. The pictures are in a room without a way to the network: ${asked(made, "request refused", "requests refused")}. Other pages of this website are not held back by a service worker.`,
    broken: (host) => `Broken. A script tried to take the room to ${host}. The room is closed; the browser may have looked up that name.`,
    again: "Open a new room",
    save: "Save",
    drop: "Do not save",
    leaves: (name, size) => `${name} (${size}) leaves the room when you save it.`,
    wants: (model) => `The room asks for the model “${model}”, which is not on this device. If you fetch it, this website learns which model you wanted, and when.`,
    fetching: (model, part) => `Fetching the model “${model}”: ${part}`,
    fetched: (count) => ` ${asked(count, "model was", "models were")} fetched, in whole or in part, because you wanted it.`,
    fetch: "Fetch this model",
    refuse: "Do not fetch",
    lost: "This browser could not open the room. Onsight opens without it.",
  },
  de: {
    open: "Offen. Kein Bild ist geöffnet, und Onsight darf eigene Dateien holen.",
    sealed: (made) => `Versiegelt. Die Bilder sind in einem Raum ohne Weg ins Netz. ${asked(made, "Anfrage daraus wurde abgelehnt", "Anfragen daraus wurden abgelehnt")}, keine wurde gestellt.`,
    watched: (made) => `Verschlossen. Die Bilder sind in einem Raum ohne Weg ins Netz: ${asked(made, "Anfrage abgelehnt", "Anfragen abgelehnt")}. Andere Seiten dieser Website hält kein Service Worker zurück.`,
    broken: (host) => `Gebrochen. Ein Skript wollte den Raum zu ${host} führen. Der Raum ist geschlossen; der Browser hat diesen Namen vielleicht nachgeschlagen.`,
    again: "Neuen Raum öffnen",
    save: "Speichern",
    drop: "Nicht speichern",
    leaves: (name, size) => `${name} (${size}) verlässt den Raum, wenn Sie die Datei speichern.`,
    wants: (model) => `Der Raum fragt nach dem Modell „${model}“, das nicht auf diesem Gerät ist. Wenn Sie es laden, erfährt diese Website, welches Modell Sie wollten und wann.`,
    fetching: (model, part) => `Das Modell „${model}“ wird geladen: ${part}`,
    fetched: (count) => ` ${asked(count, "Modell wurde", "Modelle wurden")} ganz oder zum Teil geladen, weil Sie es wollten.`,
    fetch: "Dieses Modell laden",
    refuse: "Nicht laden",
    lost: "Dieser Browser konnte den Raum nicht öffnen. Onsight öffnet sich ohne ihn.",
  },
};
const asked = (count, one, many) => `${count} ${count === 1 ? one : many}`;

// What the room may request, and how long a string may be.
const HASH = /^(#[-/\w?=&.]{0,200})?$/;
const NAME = /^(?:[\w-][\w.+-]*\/)*[\w-][\w.-]*$/;
const MODEL = /^models\/[\w-]+\/(\d[\w.+-]*\/)?[\w.-]+$/;
const KEY = /^models\/[\w-]+\/(\d[\w.+-]*\/)?[\w.-]+(\?sha256=[0-9a-f]{64})?$/;
const MANIFEST = /^models\/[\w-]+\/(\d[\w.+-]*\/)?manifest\.json$/;
const SETTINGS = ["theme", "language", "reading", "room"];
const SAVED = /^(image\/(png|jpeg|tiff|gif)|text\/(plain|csv|html)|application\/((fhir\+)?json|zip|dicom|pdf|gzip|octet-stream))?(;.{0,40})?$/;
const WORKERS = ["listen", "hashes", "activate"];
const SPACE = ["estimate", "persisted", "persist"];
// The cache of `src/browser/src/storage.rs`.
const MODELS = "onsight-models-1";
// What may be needed once pictures are open; all of it is fetched before, needed or not.
const KIT = /^(reader|worker|lightbox|catalogue|reports|dialog\/|sections\/|examples\/|release\.js$)/;
const FOR_ALL = 2;
const ROOM_MS = 8000;
const KIT_MS = 3000;

export async function openShell({ part, languages, language, script, wasm, style }) {
  const folder = new URL("./", document.baseURI).href;
  const seal = globalThis.onsightSeal;
  if (!seal?.room) throw new TypeError("guard.js did not arrive");
  let say = WORDS.en;
  const container = navigator.serviceWorker;
  const text = (name) => part(name).then((answer) => answer.text());
  const list = await text("room-files.json");
  const files = JSON.parse(list);
  const first = await text("room.js");
  const titles = new Set();

  // ---- The status line ------------------------------------------------------------------------------

  const bar = document.createElement("footer");
  bar.className = "shell";
  bar.dataset.testid = "shell";
  const line = bar.appendChild(Object.assign(document.createElement("p"), { className: "shell__line" }));
  line.setAttribute("role", "status");
  const shown = bar.appendChild(Object.assign(document.createElement("div"), { className: "shell__saves" }));
  document.body.append(bar);
  // Nor does the browser open a file that is dropped outside the room.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());
  const button = (words, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };

  // ---- One room ------------------------------------------------------------------------------------

  let room;
  const draw = () => {
    bar.dataset.seal = room.state;
    bar.dataset.refused = room.refused;
    const words = room.state === "open" ? say.open : say[room.state](room.state === "broken" ? room.host : room.refused);
    line.textContent = words + (room.fetched ? say.fetched(room.fetched) : "");
  };

  // Switches to the language of the room; its titles are accepted from then on.
  async function speak(tag) {
    say = WORDS[tag.split("-")[0]] ?? WORDS.en;
    draw();
    for (const name of [`text/${tag}.txt`, `text/${tag}-files.txt`]) {
      if (!(name in files) || (room.isLocked && !room.held.has(name))) continue;
      const { body } = await begin(name);
      new TextDecoder().decode(body).split("\n").forEach((title) => titles.add(title));
    }
  }

  // Bytes that were fetched for this room, by name: completed before the lock, or under way at the lock.
  function begin(name, fresh) {
    if (room.held.has(name) && !fresh) return room.held.get(name);
    const { held } = room;
    const coming = fetched(name, fresh);
    held.set(name, coming);
    coming.then(
      ({ status }) => status === 200 || held.delete(name),
      () => held.delete(name),
    );
    return coming;
  }
  async function fetched(name, fresh) {
    const isPart = MODEL.test(name) && !MANIFEST.test(name);
    const body = isPart && !fresh ? await keptPart(name) : undefined;
    if (body) return { status: 200, body };
    const cache = fresh ? "reload" : MANIFEST.test(name) || !(name in files) ? "no-cache" : "default";
    const answer = await fetch(folder + name, { cache, integrity: files[name] ?? "", referrerPolicy: "no-referrer", redirect: "error" });
    return { status: answer.status, body: await answer.arrayBuffer() };
  }

  // ---- Models --------------------------------------------------------------------------------------

  const cache = async () => (globalThis.caches ? caches.open(MODELS).catch(() => undefined) : undefined);
  const keptBody = async (key) => (await (await cache())?.match(folder + key))?.arrayBuffer();
  // Weights are stored under their name and hash, so an entry has exactly one hash.
  const keptPart = async (name) => (await (await cache())?.match(folder + name, { ignoreSearch: true }))?.arrayBuffer();
  const digest = async (body) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  // The weights of a manifest are fetched with it: what is used after the lock was determined by requests before it.
  // They are stored for the next visit, the manifest last, so that a stored manifest implies complete weights.
  async function model(name, manifest) {
    const [directory] = name.match(/^.*\//);
    const parts = JSON.parse(new TextDecoder().decode(manifest)).weights?.chunks ?? [];
    const wanted = parts.filter(({ file, sha256 }) => MODEL.test(directory + file) && /^[0-9a-f]{64}$/.test(sha256));
    for (const { file } of wanted) room.owed.add(directory + file);
    const store = await cache();
    const keys = wanted.map(({ file, sha256 }) => `${directory}${file}?sha256=${sha256}`);
    const all = await Promise.all(
      wanted.map(async ({ file, sha256 }, at) => {
        if (await store?.match(folder + keys[at])) return true;
        const { status, body } = await begin(directory + file);
        if (status !== 200 || (crypto.subtle && (await digest(body)) !== sha256)) return false;
        await store?.put(folder + keys[at], new Response(body.slice(0)));
        return true;
      }),
    );
    if (!store || !all.every(Boolean)) return;
    await store.put(folder + name, new Response(manifest.slice(0)));
    for (const { url } of await store.keys()) {
      const key = url.slice(folder.length);
      // Earlier versions lie in folders of their own inside.
      const isOwn = url.startsWith(folder + directory) && !key.slice(directory.length).includes("/");
      if (isOwn && key !== name && !keys.includes(key)) await store.delete(url);
    }
  }

  async function file(name, fresh) {
    if (typeof name !== "string" || !NAME.test(name) || name.length > 200) return { status: 403 };
    const isManifest = MANIFEST.test(name);
    // If a picture is opened before any model fetch has begun, those of its task and of the modality classifier may
    // still begin.
    const isLate = isManifest && !room.held.has(name) && room.manifests.size < FOR_ALL;
    const isBegun = !fresh && (room.held.has(name) || room.owed.has(name));
    if (room.isLocked && !isLate && !isBegun) {
      room.refused += 1;
      draw();
      return { status: 503 };
    }
    // Only manifests of the build are requested: any other name could carry something of a picture.
    if (!(name in files) && (isManifest || !MODEL.test(name)) && !["SHA256SUMS.txt", "SHA256SUMS.txt.minisig", "sw.js", "notices.txt", "examples/index.json"].includes(name)) {
      return { status: 404 };
    }
    if (isManifest) room.manifests.add(name);
    try {
      let { status, body } = await begin(name, fresh === true).catch((error) => {
        console.warn(error);
        return { status: 0 };
      });
      // The manifest of the last visit where the host is unreachable.
      if (isManifest && status !== 200) {
        const kept = await keptBody(name);
        if (kept) [status, body] = [200, kept];
      }
      if (isManifest && status === 200) {
        const { settle } = room;
        model(name, body).catch(console.warn).finally(settle);
      }
      return { status, body };
    } catch (error) {
      console.warn(error);
      return { status: 0 };
    }
  }

  // ---- The lock ------------------------------------------------------------------------------------

  const within = (ms, work) => Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
  // Always all files, in a fixed order, so that the requests reveal nothing about the picture.
  const kit = () => {
    const wanted = Object.keys(files).filter((name) => KIT.test(name) || name === `text/${language}-files.txt`);
    const used = wanted.filter((name) => (room.hasGpu || !name.startsWith("worker_gpu")) && (crossOriginIsolated || !name.startsWith("worker_threads")));
    return Promise.allSettled([...used, "examples/index.json"].map((name) => begin(name)));
  };
  function lock() {
    const of = room;
    if (of.isLocked) return of.locking;
    of.isLocked = true;
    of.state = "watched";
    of.locking = within(KIT_MS, Promise.all([kit(), of.models])).then(async () => {
      const came = await seal.seal();
      if (of !== room || of.state === "broken") return came;
      of.state = came === "sealed" ? "sealed" : "watched";
      draw();
      return came;
    });
    draw();
    return of.locking;
  }

  // ---- Messages ------------------------------------------------------------------------------------

  const settings = () => {
    const found = {};
    for (const name of SETTINGS) {
      try {
        const value = localStorage.getItem(`onsight.${name}`);
        if (value !== null) found[name] = value;
      } catch {
        // Storage may be unavailable.
      }
    }
    return found;
  };
  function offer({ id, name, type, size }) {
    if (!Number.isInteger(id) || typeof name !== "string" || !SAVED.test(type) || !Number.isFinite(size)) return;
    const plain = name.replace(/[\\/:*?"<>|\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, "_").slice(0, 100) || "onsight";
    const from = room;
    const row = document.createElement("p");
    row.className = "shell__save";
    row.dataset.testid = "shell-save";
    const words = say.leaves(plain, size < 1e6 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`);
    const save = button(say.save, () => {
      from.names.set(id, plain);
      from.port.postMessage({ kind: "give", id });
      row.remove();
    });
    row.append(words, " ", save, " ", button(say.drop, () => row.remove()));
    shown.querySelector(".shell__save")?.remove();
    shown.append(row);
    save.focus();
  }
  // A picture needs a model that is not stored. Whether it is fetched is decided by the visitor, on this page, and it
  // is fetched by the sealed request of `guard.js`. All the room can do is ask.
  function wanted(folder, reply) {
    if (typeof folder !== "string" || !(`models/${folder}/manifest.json` in files) || shown.querySelector(".shell__model")) {
      return reply({ came: "silent" });
    }
    const of = room;
    const words = document.createElement("span");
    words.textContent = say.wants(folder);
    const row = document.createElement("p");
    row.className = "shell__model";
    row.dataset.testid = "shell-model";
    // Announced to screen readers but not focused: a key press meant for the room must not start a fetch.
    row.setAttribute("role", "alert");
    const end = (came) => {
      row.remove();
      if (of === room) reply({ came });
    };
    const agree = button(say.fetch, async () => {
      row.replaceChildren(words);
      of.fetched += 1;
      draw();
      const came = await seal.model(folder, (part) => (words.textContent = say.fetching(folder, part)));
      // Then no request was made.
      if (["unsealed", "refused", "elsewhere", "often"].includes(came)) of.fetched -= 1;
      if (of === room) draw();
      end(came);
    });
    // The room may have led the pointer to where this row appears.
    agree.disabled = true;
    setTimeout(() => (agree.disabled = false), 1000);
    row.append(words, " ", agree, " ", button(say.refuse, () => end("declined")));
    shown.append(row);
  }
  function given({ id, blob }) {
    const name = room.names.get(id);
    room.names.delete(id);
    if (name === undefined || !(blob instanceof Blob)) return;
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }
  async function hear({ data, ports, currentTarget }) {
    if (currentTarget !== room?.port || typeof data !== "object" || data === null) return;
    const { port } = room;
    const { kind, id } = data;
    const reply = (more, transfer = []) => port.postMessage({ kind: "answer", id, ...more }, transfer);
    switch (kind) {
      case "file": {
        const { status, body } = await file(data.name, data.fresh);
        const copy = body?.slice(0);
        return reply({ status, body: copy }, copy ? [copy] : []);
      }
      case "kept": {
        const body = KEY.test(data.key) ? await keptBody(data.key).catch(() => undefined) : undefined;
        const name = `${data.key}`;
        if (body && MANIFEST.test(name)) {
          room.manifests.add(name);
          const { settle } = room;
          model(name, body.slice(0)).catch(console.warn).finally(settle);
        }
        return reply({ body });
      }
      case "list": {
        const all = (await (await cache())?.keys()) ?? [];
        return reply({ list: all.map(({ url }) => url).filter((url) => url.startsWith(`${folder}models/`)).map((url) => url.slice(folder.length)) });
      }
      case "forget":
        // An entry deleted by a locked room would be fetched again, which could be observed.
        return reply({ done: !room.isLocked && KEY.test(data.key) && (await (await cache())?.delete(folder + data.key)) === true });
      case "lock":
        return void lock();
      case "seal":
        // Example drawings seal the page like pictures; only access to a file locks the room.
        return reply({ state: room.isLocked ? await lock() : await seal.seal() });
      case "unseal": {
        const was = room.isLocked;
        await seal.unseal();
        if (was) return open();
        return reply({ state: "open" });
      }
      case "model":
        return wanted(data.folder, reply);
      case "at":
        if (typeof data.hash === "string" && HASH.test(data.hash)) history.replaceState(history.state, "", data.hash || location.pathname + location.search);
        return;
      case "title":
        // Only titles of the program: browsers record titles.
        if (titles.has(data.text)) document.title = data.text;
        return;
      case "keep":
        if (!SETTINGS.includes(data.name) || !/^[\w-]{0,64}$/.test(data.value)) return;
        try {
          localStorage.setItem(`onsight.${data.name}`, data.value);
        } catch {
          // Then it lasts for this visit only.
        }
        // The visitor has chosen the page without a room.
        if (data.name === "room") return leave();
        if (data.name === "language" && `text/${data.value}.txt` in files) {
          language = data.value;
          speak(language).catch(console.warn);
        }
        if (data.name === "theme") document.documentElement.dataset.theme = data.value;
        return;
      case "worker": {
        // `activate` is for the waiting version, which keeps waiting while pictures are open.
        const to = data.ask === "activate" ? (await container?.getRegistration())?.waiting : container?.controller;
        if (WORKERS.includes(data.ask) && ports[0]) to?.postMessage({ kind: data.ask }, [ports[0]]);
        return;
      }
      case "space": {
        const found = SPACE.includes(data.ask) ? await navigator.storage?.[data.ask]?.() : undefined;
        return reply({ found: typeof found === "object" ? { usage: found.usage, quota: found.quota } : found });
      }
      case "save":
        return offer(data);
      case "given":
        return given(data);
      case "reload":
        return room.isLocked ? open() : location.reload();
      case "begun":
        room.hasGpu = data.gpu === true;
        document.getElementById("boot")?.remove();
        room.begun();
        return;
      case "broken":
        return room.failed(data.code === 1 ? new TypeError("a part of the room is not what was built") : new Error("the room could not start"));
    }
  }

  async function leave() {
    // The pictures go first: no seal is lifted while a room has any, nor can the browser's question keep it open.
    room.frame.remove();
    room.port.close();
    // The address of a sealed page cannot be changed.
    await seal.unseal();
    const address = new URL(location.href);
    address.searchParams.delete("room");
    history.replaceState(history.state, "", address);
    location.reload();
  }

  // ---- Creating and replacing rooms -----------------------------------------------------------------

  async function open() {
    if (room) {
      room.frame.remove();
      room.port.close();
      // A newer version has taken control, and this page belongs to the former one.
      if (isReplaced) return location.reload();
    }
    shown.replaceChildren();
    const { port1, port2 } = new MessageChannel();
    const of = { port: port1, held: new Map(), owed: new Set(), manifests: new Set(), names: new Map(), state: "open", refused: 0, fetched: 0, isLocked: false };
    const begun = new Promise((resolve, reject) => Object.assign(of, { begun: resolve, failed: reject }));
    of.models = new Promise((resolve) => {
      let left = FOR_ALL;
      of.settle = () => (left -= 1) || resolve();
    });
    room = of;
    say = WORDS[language.split("-")[0]] ?? WORDS.en;
    draw();
    const names = [script, wasm, style, `text/${language}.txt`];
    const coming = Promise.all(names.map((name) => begin(name)));
    // Its failure is reported where it is awaited.
    coming.catch(of.failed);
    const late = setTimeout(() => of.failed(new Error(say.lost)), ROOM_MS);
    let isReady = false;
    of.ready = async () => {
      // A second `ready` means that the document has reloaded itself.
      if (isReady) return of.isLocked ? open() : location.reload();
      isReady = true;
      clearTimeout(late);
      const parts = await coming;
      port1.onmessage = hear;
      const given = Object.fromEntries(names.map((name, at) => [name, parts[at].body.slice(0)]));
      const { search } = location;
      const hash = HASH.test(location.hash) ? location.hash : "";
      const isControlled = Boolean(container?.controller);
      of.frame.contentWindow.postMessage(
        { kind: "begin", folder, hash, search, language, languages, settings: settings(), files: given, script, wasm, style, isControlled },
        "*",
        [port2, ...Object.values(given)],
      );
    };
    of.frame = await seal.room(first, list);
    await begun;
    of.frame.focus();
    if ((await container?.getRegistration().catch(() => undefined))?.waiting) tellUpdate();
    await speak(language).catch(console.warn);
    // After the models: the files that may be needed later, then files handed over by other programs.
    await within(60_000, of.models);
    if (of !== room) return;
    if (!of.isLocked) await kit();
    hand();
  }
  addEventListener("message", ({ source, data }) => {
    if (room?.frame && source === room.frame.contentWindow && data?.kind === "ready") room.ready();
  });
  addEventListener("hashchange", () => HASH.test(location.hash) && room.port.postMessage({ kind: "hash", hash: location.hash }));
  // The room tried to navigate to another document. The policy of this page has blocked it, and the room is gone.
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective !== "frame-src" || !room || room.state === "broken") return;
    Object.assign(room, { state: "broken", isLocked: true, host: URL.canParse(blockedURI) ? new URL(blockedURI).host : blockedURI.slice(0, 100) });
    room.frame.remove();
    room.port.close();
    draw();
    shown.replaceChildren(
      button(say.again, async () => {
        await seal.unseal();
        await open();
      }),
    );
  });

  // ---- Service worker ------------------------------------------------------------------------------

  let isReplaced = false;
  let wasControlled = Boolean(container?.controller);
  seal.listen((word) => room?.port.postMessage({ kind: "news", word }));
  container?.addEventListener("message", ({ data, ports }) => {
    if (data?.kind === "ledger") room?.port.postMessage({ kind: "told", entry: data });
    if (data?.kind === "busy?") ports[0]?.postMessage({ busy: room?.isLocked === true });
  });
  container?.addEventListener("controllerchange", () => {
    if (wasControlled) {
      isReplaced = true;
      if (!room?.isLocked) location.reload();
      return;
    }
    wasControlled = true;
    room?.port.postMessage({ kind: "controlled" });
  });
  container?.startMessages?.();

  // A newer version that is completely stored and waiting.
  const tellUpdate = () => wasControlled && room?.port.postMessage({ kind: "update" });
  const follow = (coming) => coming?.addEventListener("statechange", () => coming.state === "installed" && tellUpdate());
  container?.ready.then((found) => {
    follow(found.installing);
    found.addEventListener("updatefound", () => follow(found.installing));
  });

  // Files from other programs arrive at this page, and are passed on unread.
  const handed = [];
  const hand = () => {
    if (!handed.length || !room) return;
    lock();
    room.port.postMessage({ kind: "files", files: handed.splice(0) });
  };
  if (container?.controller) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => handed.push(...(data?.files ?? []));
    container.controller.postMessage({ kind: "shared" }, [port2]);
  }
  globalThis.launchQueue?.setConsumer(async ({ files }) => {
    for (const handle of files) handed.push(await handle.getFile());
    if (room?.manifests.size === FOR_ALL) hand();
  });

  await open();
}
