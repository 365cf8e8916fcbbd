// `cargo xtask build` inserts the files that this page loads itself, by name, each with its hash for Subresource
// Integrity. The browser rejects a file with another hash.
const BUILT = {};
// And the available languages: each tag with the language's own name.
const LANGUAGES = {};
// And the origins that may embed Onsight in a frame.
const FRAME_ORIGINS = [];
const built = (file) => (BUILT[file] ? { integrity: BUILT[file] } : {});
const part = (file) => fetch(new URL(file, document.baseURI), built(file));

// The sentences of a language, in two files: "en" has those of the start page, "en-files" those of the other pages, of
// the light box, and about files and answers. Each is fetched once and shared by page and light box. While a picture is
// open only the service worker is asked, which makes no request then.
const texts = (globalThis.onsightWords = {});
const coming = new Map();
async function fetchText(name) {
  if ("sealed" in document.documentElement.dataset && !navigator.serviceWorker?.controller) throw new TypeError("a picture is open");
  const answer = await part(`text/${name}.txt`);
  if (!answer.ok) throw new TypeError(`text/${name}.txt: status ${answer.status}`);
  texts[name] = await answer.text();
}
globalThis.onsightText = (name) => {
  if (!coming.has(name)) {
    const text = fetchText(name);
    coming.set(name, text);
    // The next call tries again.
    text.catch(() => coming.delete(name));
  }
  return coming.get(name);
};
globalThis.onsightLanguages = LANGUAGES;

// The language of this visit: from the address, from the choice on an earlier visit, or from the browser's settings; a
// regional variant is matched by its primary language.
function language() {
  let kept;
  try {
    kept = localStorage.getItem("onsight.language");
  } catch {
    // Storage may be unavailable.
  }
  const offered = Object.keys(LANGUAGES);
  const primary = (tag) => tag.split("-")[0];
  for (const wanted of [new URLSearchParams(location.search).get("lang"), kept, ...navigator.languages]) {
    const tag = wanted?.toLowerCase() ?? "";
    const found = offered.find((one) => one.toLowerCase() === tag) ?? offered.find((one) => primary(one) === primary(tag));
    if (found) return found;
  }
  return "en";
}
// Where the address names another page than the first, start-up waits for the second file, and continues without it if
// it fails.
const speak = (tag) => {
  const second = location.hash.length > 2 && globalThis.onsightText(`${tag}-files`).catch(console.warn);
  return Promise.all([globalThis.onsightText(tag), second]);
};
async function spoken() {
  const wanted = language();
  try {
    await speak(wanted);
    return wanted;
  } catch (error) {
    console.warn(error);
    // English where another language cannot be loaded.
    await speak("en");
    return "en";
  }
}
const words = spoken();
// Its failure is reported where it is awaited.
words.catch(() => {});

// `import()` takes no integrity value; a matching `modulepreload` link provides one.
const preload = (file) =>
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `./${file}`, ...built(file) }));

// Requesting a graphics adapter takes as long as loading the page, so it is requested at once: which worker is started
// depends on it. The page takes this result once.
const isShell = "shell" in document.documentElement.dataset;
globalThis.onsightAdapter = isShell ? undefined : navigator.gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);

// Starts the page. It is a file of its own so that the content security policy needs no inline script. Trunk writes the
// names of the built files into its tag.
const { dataset } = document.querySelector("script[data-module]");
const boot = document.getElementById("boot");

const home = new URL("./", document.baseURI).href;

// Style sheets of these bundles; two bundles may share one. It is loaded once: a second copy would follow, and so
// override, what the other bundle adds to it.
const sheets = new Map();
function loadSheet(sheet) {
  if (!sheets.has(sheet)) {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `./${sheet}`, ...built(sheet) });
    document.head.append(style);
    const loaded = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
    sheets.set(sheet, loaded);
    // The next call tries again.
    loaded.catch(() => sheets.delete(sheet));
  }
  return sheets.get(sheet);
}

// Marks an event that preloads a bundle before the visitor asks for it.
const AHEAD = "ahead";
// The light box, the kept cases, the list of models with the pages about them, and the report writer are loaded when
// they are first opened; afterwards their own code handles these events.
function loadLater(name, event, closed, ...shared) {
  const load = async ({ detail }) => {
    // The failure of a preload is reported only if somebody has asked for the bundle meanwhile.
    let isAwaited = detail !== AHEAD;
    addEventListener(event, () => (isAwaited = true), { once: true });
    try {
      const styled = [...shared, `${name}/${name}.css`].map(loadSheet);
      preload(`${name}.js`);
      const start = async () => {
        const { default: init } = await import(new URL(`${name}.js`, document.baseURI));
        await globalThis.onsightText(`${globalThis.onsightSpoken}-files`);
        await init({ module_or_path: part(`${name}_bg.wasm`) });
      };
      await Promise.all([start(), ...styled]);
      dispatchEvent(new CustomEvent(event, { detail }));
    } catch (error) {
      console.error(error);
      addEventListener(event, load, { once: true });
      // The page then says that it could not be loaded.
      if (isAwaited) dispatchEvent(new CustomEvent(closed, { detail: true }));
    }
  };
  addEventListener(event, load, { once: true });
}
// The style sheets that two of them share.
const DIALOG = "dialog/dialog.css";
const SECTIONS = "sections/sections.css";
loadLater("lightbox", "onsight-look", "onsight-look-closed");
loadLater("cases", "onsight-cases", "onsight-cases-closed", DIALOG, SECTIONS);
loadLater("catalogue", "onsight-models", "onsight-models-closed", SECTIONS);
loadLater("reports", "onsight-reports", "onsight-reports-closed", DIALOG);

// Loaded when the visitor checks who signed these files, see release.js.
globalThis.onsightRelease = async (kept) => {
  preload("release.js");
  const { check } = await import(new URL("release.js", document.baseURI));
  return check(kept);
};

// The files of a dropped folder, at any depth. The entries must be taken before this function returns.
const MOST_FILES = 20_000;
async function filesIn(entries) {
  const files = [];
  const todo = [...entries];
  for (let entry = todo.shift(); entry && files.length < MOST_FILES; entry = todo.shift()) {
    if (entry.isFile) {
      await new Promise((resolve) => entry.file((file) => resolve(files.push(file)), resolve));
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

// Without headers from the host, any website can embed this page and surround it with text and buttons of its own. Only
// origins named by the operator may (`docs/hosting.md`), and only where the browser reports the ancestors.
const isFramed = (() => {
  const mayFrame = (origin) => origin === location.origin || FRAME_ORIGINS.includes(origin);
  if (location.ancestorOrigins) return ![...location.ancestorOrigins].every(mayFrame);
  try {
    let frame = window;
    while (frame !== frame.parent) {
      frame = frame.parent;
      if (frame.location.origin !== location.origin) return true;
    }
    return false;
  } catch {
    return true;
  }
})();

try {
  if (isFramed) throw new Error("shown inside another website");
  if (!("onsightSeal" in window)) throw new TypeError("guard.js did not arrive");
  if (isShell) {
    preload("shell.js");
    const { openShell } = await import(new URL("shell.js", document.baseURI));
    const names = { script: dataset.module, wasm: dataset.wasm, style: document.querySelector("link[rel=stylesheet]").getAttribute("href") };
    for (const name in names) names[name] = names[name].replace("./", "");
    await openShell({ part, languages: LANGUAGES, language: await words, ...names });
  } else {
    const module = part(dataset.wasm.replace("./", ""));
    // Its failure is reported where it is awaited.
    module.catch(() => {});
    // The page reads its sentences when it starts.
    const [{ default: init }, tag] = await Promise.all([import(new URL(dataset.module, document.baseURI)), words]);
    globalThis.onsightSpoken = tag;
    await init({ module_or_path: module });
    boot.remove();
    // Where no service worker can serve it later, the catalogue with the model's measurements is loaded before a
    // picture is opened.
    if (!navigator.serviceWorker) dispatchEvent(new CustomEvent("onsight-models", { detail: AHEAD }));
  }
} catch (error) {
  console.error(error);
  // If no room can be created, the page opens without one.
  if (isShell && !isFramed && !(error instanceof TypeError)) {
    // Kept, or every later visit would wait for a room in vain.
    let isKept = false;
    try {
      localStorage.setItem("onsight.room", "0");
      isKept = localStorage.getItem("onsight.room") === "0";
    } catch {
      // Storage may be unavailable.
    }
    if (isKept && !new URLSearchParams(location.search).has("room")) location.reload();
    else location.replace(`?room=0${location.hash}`);
  }
  boot.dataset.failed = "";
  const line = document.getElementById("boot-line");
  const link = (href, textContent, target = "") =>
    boot.append(Object.assign(document.createElement("a"), { href, textContent, target, rel: "noopener" }));
  if (isFramed) {
    line.textContent =
      "Another website shows Onsight inside its own page, where it could be covered or imitated. " +
      "So no picture is opened here. In a window of its own it is what it seems to be.";
    link(home, "Open Onsight alone", "_blank");
    // The embedding site may not allow new windows.
    boot.append(Object.assign(document.createElement("p"), { className: "boot__line", textContent: `Or copy its address: ${home}` }));
  } else if (error instanceof TypeError) {
    line.textContent =
      "A part of Onsight did not arrive, or is not what was built. Check the connection and reload. " +
      "If it happens again, the files of this website are damaged: tell whoever runs it.";
    link("./recover.html", "Repair Onsight");
  } else {
    line.textContent =
      "Onsight could not start in this browser. It needs WebAssembly with SIMD: " +
      "Chrome or Edge 91, Firefox 89, Safari 16.4 or newer. If yours is newer, check the connection and reload.";
    link("./recover.html", "Repair Onsight");
  }
  // No picture can be open here, so a newer version may take over; the next reload gets it.
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  registration?.waiting?.postMessage({ kind: "activate" });
}

// Registered after the page has started, so that storing the program does not delay it; also when the page failed, so
// that a newer version can repair it.
if (!isFramed) {
  navigator.serviceWorker
    ?.register("./sw.js", { updateViaCache: "none" })
    .then(({ active }) => active?.postMessage({ kind: "whole" }))
    .catch((error) => console.warn(error));
}
