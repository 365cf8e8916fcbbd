// Ways to lift the seal, and ways by another tab of the same origin. Each is tried by itself, in the top document.
const worker = (w) => w.navigator.serviceWorker.controller;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
Object.assign(ways, {
  unseal: async (w, to) => {
    worker(w).postMessage({ kind: "unseal" });
    await pause(700);
    return w.fetch(to.own);
  },
  unsealOfFrame: async (w, to) => {
    const inner = w.document.documentElement.appendChild(w.document.createElement("iframe")).contentWindow;
    const registration = await inner.navigator.serviceWorker.getRegistration(w.location.href);
    registration.active.postMessage({ kind: "unseal" });
    await pause(700);
    return w.fetch(to.own);
  },
  activateMessage: async (w, to) => {
    const registration = await w.navigator.serviceWorker.getRegistration();
    for (const one of [registration.active, registration.waiting]) one?.postMessage({ kind: "activate" });
    await pause(700);
    return w.fetch(to.own);
  },
  noSealNotes: async (w, to) => {
    await w.caches.delete("onsight-seal");
    return w.fetch(to.own);
  },
  noCaches: async (w, to) => {
    for (const name of await w.caches.keys()) await w.caches.delete(name);
    return w.fetch(to.own);
  },
  noDatabases: async (w, to) => {
    for (const { name } of await w.indexedDB.databases()) w.indexedDB.deleteDatabase(name);
    await pause(300);
    return w.fetch(to.own);
  },
  unregister: async (w, to) => {
    await (await w.navigator.serviceWorker.getRegistration()).unregister();
    await pause(300);
    return w.fetch(to.own);
  },
  unregisterAndFrame: async (w, to) => {
    await (await w.navigator.serviceWorker.getRegistration()).unregister();
    await pause(300);
    const inner = w.document.documentElement.appendChild(w.document.createElement("iframe")).contentWindow;
    return inner.fetch(to.own);
  },
  killSwitch: async (w, to) => {
    await w.navigator.serviceWorker.register("./sw-off.js", { updateViaCache: "none" });
    await pause(1500);
    return w.fetch(to.own);
  },
  withoutMark: async (w, to) => {
    delete w.document.documentElement.dataset.sealed;
    return w.fetch(to.own);
  },
  channel: async (w, to) => {
    new w.BroadcastChannel("word").postMessage(to);
    await pause(1500);
  },
  channelOfStorageAccess: async (w, to) => {
    const handle = await w.document.requestStorageAccess({ BroadcastChannel: true });
    handle.BroadcastChannel("word").postMessage(to);
    await pause(1500);
  },
  storageEvent: async (w, to) => {
    w.localStorage.setItem("word", JSON.stringify(to));
    await pause(1500);
  },
  cacheOfTwo: async (w, to) => {
    await (await w.caches.open("word")).put("./word", new w.Response(JSON.stringify(to)));
    await pause(1500);
  },
  lockOfTwo: (w, to) => w.navigator.locks.request(JSON.stringify(to), () => pause(1500)),
  cookieOfTwo: async (w, to) => {
    w.document.cookie = `heard=${to.token}; path=/`;
    await pause(1500);
  },
});
// What another tab of this origin does once it is asked to: whatever it hears it sends on, to its own host and to others.
const relay = () => {
  const send = (to) => {
    fetch(to.own).catch(() => 0);
    fetch(to.http, { mode: "no-cors" }).catch(() => 0);
  };
  try {
    new BroadcastChannel("word").onmessage = ({ data }) => send(data);
  } catch {
    // Taken away in this tab as well; the other ways to it are tried all the same.
  }
  addEventListener("storage", ({ key, newValue }) => key === "word" && newValue && send(JSON.parse(newValue)));
  const told = new Set();
  setInterval(async () => {
    for (const { name } of (await navigator.locks.query()).held) {
      if (name.startsWith("{") && !told.has(name)) send(JSON.parse(name));
      told.add(name);
    }
  }, 300);
  setInterval(async () => {
    const found = await caches.match("./word");
    if (!found) return;
    await (await caches.open("word")).delete("./word");
    send(await found.json());
  }, 300);
  return 0;
};
