// The service worker of Onsight: stores the program on the device, and seals the page while a picture is open.
//
// `cargo xtask build` replaces the next line, as its last step, with the version, the headers, and every file of the
// program and every model's manifest with its SHA-256. Without that, this file does nothing.
const BUILD = null;

// The program is stored as one set: a version is used only when all of its files are stored and match the hashes of the
// build. Until then the former set stays. Files that go missing are fetched again, and every file is hashed whenever it
// is served, because other pages of the same origin can write to caches too. Weights are in a separate cache, which the
// page's workers fill; this worker writes to it only what a visitor requests while a picture is open.
const SETS = "onsight-shell-";
const SET = SETS + BUILD?.version;
const BASE = new URL("./", self.location.href);
const FILES = new Map(BUILD?.files.map((file) => [file.path, file]));
const MANIFESTS = new Map(BUILD?.manifests.map((file) => [file.path, file]));
// Texts in English, which is the fallback, and in the languages that the browser asks for are stored from the start, the
// pages about labels among them: who reads an answer has a picture open, and nothing can be fetched then.
const SPOKEN = ["en", ...navigator.languages.map((tag) => tag.split("-")[0].toLowerCase())].filter((tag) => /^[a-z]+$/.test(tag));
const TEXTS = `((about/.*-|models/)?(${SPOKEN.join("|")})(-files)?)\\.txt$`;
// Stored on first use only, as most devices do not need them: the GPU worker, texts in other languages, and third-party
// licences. The multi-threaded worker is for devices with more than one core, from the first visit on which this worker
// serves the page itself.
const HAS_THREADS = navigator.hardwareConcurrency > 1 && Boolean(Atomics.waitAsync);
const ON_DEMAND = new RegExp(`^(worker_(gpu${HAS_THREADS ? "" : "|threads"})|notices\\.txt$|text/(?!${TEXTS}))`);
// The repair page is requested from the host first.
const FRESH_FIRST = /^recover\.(html|js|css)$/;
const TYPES = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

self.addEventListener("install", (event) => BUILD && event.waitUntil(install()));
self.addEventListener("activate", (event) => BUILD && event.waitUntil(activate()));
self.addEventListener("fetch", (event) => BUILD && event.respondWith(answer(event)));
self.addEventListener("message", (event) => BUILD && event.waitUntil(hear(event)));

// ---- One set of files ------------------------------------------------------------------------

async function install() {
  try {
    await whole();
  } catch (error) {
    // What has arrived is kept for the next attempt, unless storage is full.
    if (error.name === "QuotaExceededError") {
      await caches.delete(SET);
      for (const page of await everyPage()) page.postMessage({ kind: "no room" });
    }
    throw error;
  }
}

// Fetches the missing files of the set; one attempt at a time.
let filling;
function whole() {
  filling ??= fill().finally(() => (filling = undefined));
  return filling;
}

async function fill() {
  const set = await caches.open(SET);
  const others = (await caches.keys()).filter((name) => name.startsWith(SETS) && name !== SET);
  const sources = [set, ...(await Promise.all(others.map((name) => caches.open(name))))];
  const todo = [...FILES.values()];
  const has = async (file) => (await Promise.all(sources.map((source) => source.match(address(file.path))))).some(Boolean);
  const used = async (file) => !ON_DEMAND.test(file.path) || (await has(file));
  const one = async () => {
    for (let file = todo.shift(); file; file = todo.shift()) {
      if ((await set.match(address(file.path))) || !(await used(file))) continue;
      const body = (await keptBody(sources, file)) ?? (await fetchedBody(file));
      await set.put(address(file.path), new Response(body, { headers: headersOf(file.path) }));
    }
  };
  await Promise.all([one(), one(), one(), one()]);
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(SETS) && name !== SET) await caches.delete(name);
  }
  await self.clients.claim();
  // The repair page may have cleared the cache while this version waited. Requests do not wait for this.
  whole().catch(() => {});
}

// A file that is cached at its first use. Another version at the host is refused, as at install.
async function keptOnDemand(file) {
  const fetched = await fetch(address(file.path), { cache: "no-cache", credentials: "same-origin" });
  const body = await fetched.arrayBuffer();
  if (!fetched.ok || (await sha256(body)) !== file.sha256) throw new Error(`${file.path}: the host sends other bytes than were built`);
  const response = new Response(body, { headers: headersOf(file.path) });
  await (await caches.open(SET)).put(address(file.path), response.clone()).catch(() => {});
  return response;
}

// A file of the set, if its hash is that of the build. The headers are rewritten.
async function keptAsBuilt(file) {
  const set = await caches.open(SET);
  const body = await (await set.match(address(file.path)))?.arrayBuffer();
  if (body && (await sha256(body)) === file.sha256) return new Response(body, { headers: headersOf(file.path) });
  if (body) await set.delete(address(file.path));
  return undefined;
}

// The same file from an older version or an interrupted attempt.
async function keptBody(sources, file) {
  for (const source of sources) {
    const body = await (await source.match(address(file.path)))?.arrayBuffer();
    if (body && (await sha256(body)) === file.sha256) return body;
  }
  return undefined;
}

// From the host; a second time bypassing all HTTP caches if the bytes are outdated or damaged.
async function fetchedBody(file) {
  for (const cache of ["no-cache", "reload"]) {
    // A newer version is not fetched while a picture is open.
    while (await anySealed()) await new Promise((resolve) => setTimeout(resolve, 500));
    // Many hosts redirect index.html to its folder.
    const path = file.path === "index.html" ? "" : file.path;
    const response = await fetch(address(path), { cache, credentials: "same-origin" });
    if (!response.ok) throw new Error(`${file.path}: status ${response.status}`);
    const body = await response.arrayBuffer();
    if ((await sha256(body)) === file.sha256) return body;
  }
  throw new Error(`${file.path}: the host sends other bytes than were built`);
}

async function keptHashes() {
  const set = await caches.open(SET);
  const one = async ({ path, sha256: built }) => {
    const body = await (await set.match(address(path)))?.arrayBuffer();
    const found = body ? await sha256(body) : "";
    return { path, sha256: found, asBuilt: found === built };
  };
  const all = await Promise.all([...FILES.values()].map(one));
  return all.filter(({ path, sha256 }) => sha256 || !ON_DEMAND.test(path));
}

async function sha256(body) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function address(path) {
  return new URL(path, BASE).href;
}

// The policy and related headers, for hosts that cannot send them.
function headersOf(path) {
  const type = TYPES[path.split(".").at(-1)] ?? "application/octet-stream";
  return { "Content-Type": type, "Cache-Control": "no-cache", ...BUILD.headers };
}

// ---- Requests --------------------------------------------------------------------------------

async function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  // When it was made: the last byte of a large file may come when a picture is open, and has not left since.
  const at = now();
  const who = await ownerOf(event);
  const tell = (answered, response) => {
    event.waitUntil(report(who, { at, url: url.href, method: request.method, answered, status: response.status }));
    return response;
  };
  if (request.method === "POST" && request.mode === "navigate" && url.href === address("share")) {
    return tell("device", await takeShared(event));
  }
  if (url.origin !== BASE.origin) return tell("refused", Response.error());
  if (request.method !== "GET" && request.method !== "HEAD") return tell("refused", plain(405, "This website takes nothing."));
  const path = url.pathname.startsWith(BASE.pathname) ? decode(url.pathname.slice(BASE.pathname.length)) : undefined;
  const file = FILES.get(path === "" ? "index.html" : path);
  const fromSet = async () => {
    const kept = file && (await keptAsBuilt(file));
    if (file && !kept && !ON_DEMAND.test(file.path)) event.waitUntil(whole().catch(() => {}));
    return kept && tell("device", kept);
  };
  if (file && !FRESH_FIRST.test(file.path)) {
    const kept = await fromSet();
    if (kept) return kept;
  }
  // From any client: a page is not the only one that could leak something of a picture.
  if ((await anySealed()) || gone.has(who.page)) {
    const refused = () => plain(503, "Refused: a picture is open in a tab of Onsight, and nothing is asked of the network until it is closed.");
    return (await fromSet()) ?? tell("refused", refused());
  }
  try {
    if (MANIFESTS.has(path)) return tell("network", await manifestAsBuilt(request, MANIFESTS.get(path)));
    return tell("network", await (file && ON_DEMAND.test(file.path) ? keptOnDemand(file) : fetch(request)));
  } catch {
    return (await fromSet()) ?? tell("failed", Response.error());
  }
}

// A model is defined by its manifest. A manifest other than the built one is rejected: it could be another model under
// this name, or have other class names.
async function manifestAsBuilt(request, { sha256: built }) {
  const answer = await fetch(request);
  if (!answer.ok || (await sha256(await answer.clone().arrayBuffer())) === built) return answer;
  return plain(502, "this is not the manifest that this version was built with");
}

function plain(status, words) {
  return new Response(words, { status, statusText: words, headers: { "Content-Type": TYPES.txt, "Cache-Control": "no-store" } });
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

// ---- Who is sealed, and who requests -------------------------------------------------------------

// A page that opens a picture registers a lock: the hash of a secret that its first script keeps to itself. Only the
// secret removes that lock; closing a page removes its locks. While any page has a lock, no client of this origin has
// network access. All of this is kept in memory, not on disk, where other scripts could delete it and space may be
// short. The browser may terminate this worker between two events, and another version may take over: a client that the
// new one does not know is queried, and counts as sealed until it answers.
const locks = new Map();
// Pages that were left with a picture open: their lock is removed, and a script may still make requests while they close.
const gone = new Set();
const asking = new Map();
const PATIENCE_MS = 2000;

function everyPage() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true });
}

async function isSealed(page) {
  const has = () => locks.get(page.id)?.size;
  if (has() !== undefined) return has() > 0;
  if (!asking.has(page.id)) {
    const answer = asked(page, "sealed?").then((said) => {
      asking.delete(page.id);
      if (has() === undefined) locks.set(page.id, new Set(said?.sealed ? [`${said.lock ?? ""}`] : []));
    });
    asking.set(page.id, { answer, until: Date.now() + PATIENCE_MS });
  }
  const { answer, until } = asking.get(page.id);
  await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, until - Date.now()))]);
  // Documents other than the page, such as an image opened in a tab, do not answer and open no pictures.
  return has() === undefined ? isThePage(page) : has() > 0;
}

function isThePage(page) {
  return ["", "index.html"].some((path) => page.url.split(/[?#]/)[0] === address(path));
}

// The answer of a page, with an optional timeout in milliseconds.
function asked(page, kind, most) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    if (most) setTimeout(resolve, most);
    page.postMessage({ kind }, [port2]);
  });
}

// The pages that are here, each with whether it is sealed. Removes closed ones on the way.
async function everySeal() {
  const pages = await everyPage();
  const here = new Set(pages.map((page) => page.id));
  for (const [id, { size }] of locks) {
    if (size && !here.has(id)) {
      locks.delete(id);
      gone.add(id);
    }
  }
  for (const id of asking.keys()) if (!here.has(id)) asking.delete(id);
  return Promise.all(pages.map(async (page) => ({ page, sealed: await isSealed(page) })));
}

async function anySealed() {
  return (await everySeal()).some(({ sealed }) => sealed);
}

async function anyOtherSealed(than) {
  return (await everySeal()).some(({ page, sealed }) => sealed && page.id !== than);
}

// Tells each page whether another one blocks its network access.
async function announce() {
  const all = await everySeal();
  for (const { page } of all) {
    page.postMessage({ kind: "elsewhere", sealed: all.some((other) => other.sealed && other.page.id !== page.id) });
  }
}

// The page behind a request; a page's workers count as the page. After a restart of this worker they belong to no page.
const owners = new Map();

async function ownerOf(event) {
  const { request, clientId, resultingClientId } = event;
  // A page being navigated to: nothing is open in it yet.
  if (request.mode === "navigate") {
    if (resultingClientId) locks.set(resultingClientId, new Set());
    return { page: resultingClientId, known: false, coming: true };
  }
  const page = clientId && (owners.get(clientId) ?? clientId);
  if (request.destination === "worker" && page && resultingClientId) owners.set(resultingClientId, page);
  const known = Boolean(clientId) && (page !== clientId || (await self.clients.get(clientId))?.type === "window");
  return { page, known };
}

// ---- A model for which a visitor asks while a picture is open ----------------------------------

// Where the page's workers look for a model, and under which addresses: `src/browser/src/storage.rs`, `src/worker/src/parts.rs`.
const MODELS = "onsight-models-1";
// For each of the two steps, the manifest and everything that it names: browsers end an event after some minutes.
const STEP_MS = 240_000;
// Whether a fetch is in progress. Only one at a time: the interleaving of two could carry information.
let isFetching = false;

// Fetches and stores a model at the visitor's request. The message names the model, and nothing else in it has any
// effect: the manifest is requested, then every part that it lists, in the order of the build. No request depends on
// what is stored, on the page, or on an earlier fetch; nothing is stored before everything has arrived; and a fetch
// runs to its end whatever happens to the page. So a script that can start it cannot put anything into the requests.
//
// Only the page's first script can start it, because the lock must belong to the given secret: any script can register
// a lock of its own. It is refused while another page has a picture open, whose visitor has not agreed.
async function model(page, { secret, folder }, tell) {
  const manifest = MANIFESTS.get(`models/${folder}/manifest.json`);
  if (!manifest || page.type !== "window" || !(secret instanceof Uint8Array)) return "refused";
  const said = await asked(page, "sealed?", PATIENCE_MS);
  if (!said?.sealed || said.lock !== (await sha256(secret))) return "refused";
  if (await anyOtherSealed(page.id)) return "elsewhere";
  if (isFetching) return "refused";
  isFetching = true;
  try {
    return await keepModel(page, `models/${folder}/`, manifest, tell);
  } catch (error) {
    return error.name === "QuotaExceededError" ? "full" : "failed";
  } finally {
    isFetching = false;
  }
}

async function keepModel(page, inside, manifest, tell) {
  const [body] = await fetchedAsAsked(page, [manifest]);
  const text = new TextDecoder().decode(body);
  const { weights } = JSON.parse(text);
  const parts = weights.chunks?.length ? weights.chunks : [weights];
  const total = parts.length + 1;
  let done = 1;
  tell(done, total);
  const named = parts.map(({ file, sha256 }) => ({ path: inside + file, sha256 }));
  const bodies = await fetchedAsAsked(page, named, () => tell((done += 1), total));
  const cache = await caches.open(MODELS);
  const keys = named.map(({ path, sha256 }) => `${address(path)}?sha256=${sha256}`);
  const had = await Promise.all(keys.map((key) => cache.match(key)));
  try {
    for (const [at, key] of keys.entries()) await cache.put(key, new Response(bodies[at]));
  } catch (error) {
    // Parts without their manifest would only take space.
    for (const [at, key] of keys.entries()) if (!had[at]) await cache.delete(key);
    throw error;
  }
  // Last, so that a stored manifest implies complete weights; then files of earlier versions are deleted.
  await cache.put(address(manifest.path), new Response(text));
  keys.push(address(manifest.path));
  for (const { url } of await cache.keys()) {
    // Versions that can be chosen are in subfolders, and stay.
    const isOwn = url.startsWith(address(inside)) && !url.slice(address(inside).length).includes("/");
    if (isOwn && !keys.includes(url)) await cache.delete(url);
  }
  return "done";
}

// The bytes of files, verified against the build. All requests are made in one go, so that a busy page cannot stretch
// the intervals between them. They are reported to the page first: the browser may terminate this worker while they are
// under way.
async function fetchedAsAsked(page, files, came = () => {}) {
  for (const { path } of files) await report({ page: page.id, known: true }, { url: address(path), method: "GET", answered: "asked" });
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), STEP_MS);
  const options = { cache: "no-store", credentials: "same-origin", redirect: "error", referrerPolicy: "no-referrer", signal: stop.signal };
  const one = async ({ path, sha256: built }) => {
    const response = await fetch(address(path), options);
    const body = await response.arrayBuffer();
    if (!response.ok || (await sha256(body)) !== built) throw new Error(`${path}: the host sends other bytes than were built`);
    came();
    return body;
  };
  try {
    const all = await Promise.allSettled(files.map(one));
    const failed = all.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    return all.map(({ value }) => value);
  } finally {
    clearTimeout(late);
  }
}

// ---- What is told to the page ----------------------------------------------------------------

// Sent at once, and again when a page starts to listen: the request for the page itself precedes the page.
const told = new Map();
const MOST_TOLD = 300;
const START = Date.now().toString(36);
let count = 0;

function now() {
  return performance.timeOrigin + performance.now();
}

async function report(who, entry) {
  count += 1;
  const message = { kind: "ledger", id: `${START}-${count}`, at: now(), ...entry };
  const page = who.page && (await self.clients.get(who.page));
  if (!who.known && page?.type !== "window" && !who.coming) {
    // From a worker of an unknown page: every page is notified.
    for (const window of await self.clients.matchAll({ type: "window" })) window.postMessage(message);
    return;
  }
  const log = told.get(who.page) ?? [];
  told.set(who.page, log);
  if (log.length < MOST_TOLD) log.push(message);
  if (told.size > 20) told.delete(told.keys().next().value);
  page?.postMessage(message);
}

// ---- Messages --------------------------------------------------------------------------------

async function hear(event) {
  const page = event.source;
  const reply = (message) => event.ports[0]?.postMessage(message);
  switch (event.data?.kind) {
    case "listen":
      for (const message of told.get(page.id) ?? []) page.postMessage(message);
      reply({ version: BUILD.version, files: FILES.size });
      return page.postMessage({ kind: "elsewhere", sealed: await anyOtherSealed(page.id) });
    case "seal": {
      // Nothing new is fetched afterwards; requests under way may finish.
      if (filling) await Promise.race([filling.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2000))]);
      if (page.type !== "window") return reply({ kind: "seal", sealed: false });
      // In addition to existing locks: another script of the page may have added one.
      locks.set(page.id, (locks.get(page.id) ?? new Set()).add(`${event.data.lock ?? ""}`));
      // It may have come back from the back/forward cache.
      gone.delete(page.id);
      reply({ kind: "seal", sealed: true });
      return announce();
    }
    case "unseal": {
      const { secret, leaves } = event.data;
      const lock = secret instanceof Uint8Array ? await sha256(secret) : "";
      if (locks.get(page.id)?.delete(lock) && leaves) gone.add(page.id);
      reply({ kind: "unseal" });
      return announce();
    }
    case "model":
      return reply({ came: await model(page, event.data, (done, total) => reply({ came: "", done, total })) });
    case "sealed?":
      // The requesting page is running, and answers.
      await isSealed(page);
      await asking.get(page.id)?.answer;
      return reply({ sealed: Boolean(locks.get(page.id)?.has(event.data.lock)), elsewhere: await anyOtherSealed(page.id) });
    // Sent by each page when it has started: one that registered at the moment when the repair page unregistered would
    // otherwise have neither files nor clients.
    case "whole":
      await whole();
      return self.clients.claim();
    case "hashes":
      return reply({ files: await keptHashes() });
    case "shared":
      reply({ files: shared });
      shared = [];
      return;
    case "activate":
      if ((await anyOtherSealed(page.id)) || (await anyBusy(page.id))) return reply({ kind: "busy" });
      reply({ kind: "activate" });
      return self.skipWaiting();
  }
}

// An update waits while any other page has a picture open. A page that does not answer is suspended or broken; any
// pictures in it are not taken away.
async function anyBusy(asker) {
  const others = (await everyPage()).filter((page) => page.id !== asker && !FRESH_FIRST.test(page.url.slice(BASE.href.length)));
  const answers = await Promise.all(others.map((page) => asked(page, "busy?", 2000)));
  return answers.some((answer) => answer?.busy ?? true);
}

// ---- Pictures shared from another program of this device ---------------------------------------

// Held in memory, and only until the page that is about to open requests them.
let shared = [];

async function takeShared(event) {
  const parts = (await event.request.formData()).getAll("pictures");
  shared = parts.filter((part) => part instanceof File);
  return Response.redirect(address("#/"), 303);
}
