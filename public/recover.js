// Forgets the kept program, and nothing else: no weights, no settings, and not which other tabs have a picture open.
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
    await repair();
    outcome.textContent = "Done. Open Onsight again; other tabs of it should be closed first.";
  } catch (error) {
    outcome.textContent = `This browser did not allow it (${error.message}). Clear the data of this website in its settings instead.`;
  }
  await show();
});
await show();
