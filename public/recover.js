// Deletes the stored program, and nothing else: no weights, no settings, and no record of which tabs have a picture
// open.
const ours = (name) => name.startsWith("onsight-shell-");
const outcome = document.getElementById("outcome");
const scope = new URL("./", location.href).href;

async function show() {
  const names = "caches" in window ? await caches.keys() : [];
  const words = (name) => (ours(name) ? `${name}: the program; forgotten on repair` : `${name}: stays`);
  const lines = names.length ? names.map(words) : ["Nothing."];
  document.getElementById("kept").replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })),
  );
}

// Whether a picture is open in another tab, according to the service worker that seals it. One that does not answer
// seals nothing, and is what needs repair.
async function isSealed() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const { active } = registrations.find((registration) => registration.scope === scope) ?? {};
  if (!active) return false;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data?.elsewhere === true);
    setTimeout(resolve, 5000, false);
    active.postMessage({ kind: "sealed?" }, [port2]);
  });
}

async function repair() {
  for (const name of "caches" in window ? await caches.keys() : []) {
    if (ours(name)) await caches.delete(name);
  }
  for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    if (registration.scope === scope) await registration.unregister();
  }
}

document.getElementById("repair").addEventListener("click", async () => {
  try {
    if (await isSealed()) {
      outcome.textContent = "A picture is open in another tab of Onsight, which is sealed until then. Close the picture or the tab, and try again.";
      return;
    }
    await repair();
    outcome.textContent = "Done. Open Onsight again; other tabs of it should be closed first.";
  } catch (error) {
    outcome.textContent = `This browser did not allow it (${error.message}). Clear the data of this website in its settings instead.`;
  }
  await show();
});
await show();
