// The kill switch: replace sw.js with this file when a version must be withdrawn at once. Every browser that checks
// sw.js again (at each visit, and once a day) then deletes the stored program and loads everything from the host.
// Weights and settings stay; open pages stay open. If the page registers it again at the same moment, it stays
// registered and handles no requests.
//
// While a picture is open it waits, because taking over would break the seal. A page that does not answer within ten
// seconds is taken to be broken; if it was sealed after all, it reports that its seal is broken.
self.addEventListener("install", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => event.data?.kind === "unseal" && event.waitUntil(takeOver()));
self.addEventListener("activate", (event) => event.waitUntil(off()));

async function takeOver() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const said = await Promise.all(pages.map(isSealed));
  if (!said.some(Boolean)) await self.skipWaiting();
}

function isSealed(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data?.sealed === true);
    setTimeout(resolve, 10_000, false);
    page.postMessage({ kind: "sealed?" }, [port2]);
  });
}

async function off() {
  for (const name of await caches.keys()) {
    // The last name was used by older versions.
    if (name.startsWith("onsight-shell-") || name === "onsight-seal") await caches.delete(name);
  }
  await self.registration.unregister();
}
