// The kill switch: put this file in the place of sw.js when a version must be taken back at once.
// Every browser that asks for sw.js again (it does so at each visit, and once a day) then lets the
// program go and takes everything from the host. Weights and settings stay; open pages stay open.
// Where the page registers it again in the same moment it stays, and answers nothing.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(off()));

async function off() {
  for (const name of await caches.keys()) {
    if (name.startsWith("onsight-shell-") || name === "onsight-seal") await caches.delete(name);
  }
  await self.registration.unregister();
}
