// `cargo xtask build` puts here what it built: the name of each file that this page loads by itself, with its hash as
// Subresource Integrity has it. The browser refuses one with another hash.
const BUILT = {};
// And here the languages that there are: each tag with the language's own name.
const LANGUAGES = {};
// And here the other websites that may show Onsight inside their own.
const FRAME_ORIGINS = [];
const built = (file) => (BUILT[file] ? { integrity: BUILT[file] } : {});
const part = (file) => fetch(new URL(file, document.baseURI), built(file));

// The sentences of a language, in two files: "en" has what the start page says at once, "en-files" what other pages and the
// light box say, and what is said of files and answers. Each is fetched once, for the page and for the light box, which find here what has come. While a
// picture is open only the service worker is asked, which asks nobody then.
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
    // Asked for again the next time.
    text.catch(() => coming.delete(name));
  }
  return coming.get(name);
};
globalThis.onsightLanguages = LANGUAGES;

// The language of this visit: what the address says, what was chosen on an earlier visit, what the browser is set to; the
// same language of another country will do.
function language() {
  let kept;
  try {
    kept = localStorage.getItem("onsight.language");
  } catch {
    // Storage may be closed to us.
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
// Where the address names another page than the first, it waits for the second file, and opens without it if it must.
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
    // English where another language does not come.
    await speak("en");
    return "en";
  }
}
const words = spoken();
// Its failure is told where it is waited for.
words.catch(() => {});

// A module is imported by its name alone; what is linked with a hash before is what the import gets.
const preload = (file) =>
  document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `./${file}`, ...built(file) }));

// Finding a graphics adapter takes as long as loading the page does: asked for at once, it is known by the time the
// page asks. Only then is it known which worker to start. The page takes this answer, once.
const isShell = "shell" in document.documentElement.dataset;
globalThis.onsightAdapter = isShell ? undefined : navigator.gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);

// Starts the page. A file of its own, so that the content security policy
// needs no inline script. Trunk writes the names of the built files into the tag.
const { dataset } = document.querySelector("script[data-module]");
const boot = document.getElementById("boot");

const home = new URL("./", document.baseURI).href;

// Says that nobody has asked for it yet.
const AHEAD = "ahead";
// The light box, the kept cases, the list of all models with the pages about one and about what it can name, and what writes
// reports are loaded when something is opened in them; their own code listens from then on.
function loadLater(name, event, closed, ...shared) {
  const load = async ({ detail }) => {
    // What is loaded ahead is awaited only if somebody asks for it meanwhile.
    let isAwaited = detail !== AHEAD;
    addEventListener(event, () => (isAwaited = true), { once: true });
    try {
      const styled = [...shared, `${name}/${name}.css`].map((sheet) => {
        const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `./${sheet}`, ...built(sheet) });
        document.head.append(style);
        return new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
      });
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
      // The page says that it could not be loaded.
      if (isAwaited) dispatchEvent(new CustomEvent(closed, { detail: true }));
    }
  };
  addEventListener(event, load, { once: true });
}
// What the sheets of two of them begin with.
const DIALOG = "dialog/dialog.css";
loadLater("lightbox", "onsight-look", "onsight-look-closed");
loadLater("cases", "onsight-cases", "onsight-cases-closed", DIALOG);
loadLater("catalogue", "onsight-models", "onsight-models-closed");
loadLater("reports", "onsight-reports", "onsight-reports-closed", DIALOG);

// Loaded when the visitor wants to know who made these files, see release.js.
globalThis.onsightRelease = async (kept) => {
  preload("release.js");
  const { check } = await import(new URL("release.js", document.baseURI));
  return check(kept);
};

// A folder that is dropped: its files, however deep. The entries must be taken before this returns.
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

// A host that sends no headers lets every website show this page in a frame, under words and buttons of its own. Only those
// may that the operator has named (`docs/hosting.md`), and only where the browser says who they are.
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
    // Its failure is told where it is waited for.
    module.catch(() => {});
    // The page takes its words as it starts.
    const [{ default: init }, tag] = await Promise.all([import(new URL(dataset.module, document.baseURI)), words]);
    globalThis.onsightSpoken = tag;
    await init({ module_or_path: module });
    boot.remove();
    // Where no service worker can answer for the network later, what was measured of the model is loaded before a picture is
    // opened.
    if (!navigator.serviceWorker) dispatchEvent(new CustomEvent("onsight-models", { detail: AHEAD }));
  }
} catch (error) {
  console.error(error);
  // Where there is no room there is still the page.
  if (isShell && !isFramed && !(error instanceof TypeError)) location.replace(`?room=0${location.hash}`);
  boot.dataset.failed = "";
  const line = document.getElementById("boot-line");
  const link = (href, textContent, target = "") =>
    boot.append(Object.assign(document.createElement("a"), { href, textContent, target, rel: "noopener" }));
  if (isFramed) {
    line.textContent =
      "Another website shows Onsight inside its own page, where it could be covered or imitated. " +
      "So no picture is opened here. In a window of its own it is what it seems to be.";
    link(home, "Open Onsight alone", "_blank");
    // The other website may have forbidden new windows.
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
  // No picture can be open: a newer version may take over, and the next reload has it.
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  registration?.waiting?.postMessage({ kind: "activate" });
}

// After the page, so that keeping the program does not delay it; also when the page failed, so
// that a newer version can mend it.
if (!isFramed) {
  navigator.serviceWorker
    ?.register("./sw.js", { updateViaCache: "none" })
    .then(({ active }) => active?.postMessage({ kind: "whole" }))
    .catch((error) => console.warn(error));
}
