// The kill switch: put this file in the place of sw.js when a version must be taken back at once.
// Every browser that asks for sw.js again (it does so at each visit, and once a day) then lets the
// program go and takes everything from the host. Weights and settings stay; open pages stay open.
// Where the page registers it again in the same moment it stays, and answers nothing.
//
// While a picture is open it waits: it would break the seal, which it has no part in. A page that says nothing for ten
// seconds is one that must be taken back; if it was sealed all the same, it says that its seal is broken.
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
    // The last is of older versions.
    if (name.startsWith("onsight-shell-") || name === "onsight-seal") await caches.delete(name);
  }
  await self.registration.unregister();
}
