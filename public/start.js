// Starts the page. A file of its own, so that the content security policy
// needs no inline script. Trunk writes the names of the built files into the tag.
const { dataset } = document.querySelector("script[data-module]");
const boot = document.getElementById("boot");
try {
  const { default: init } = await import(new URL(dataset.module, document.baseURI));
  await init({ module_or_path: new URL(dataset.wasm, document.baseURI) });
  boot.remove();
} catch (error) {
  console.error(error);
  boot.dataset.failed = "";
  document.getElementById("boot-line").textContent =
    "Onsight could not start in this browser. It needs WebAssembly with SIMD: " +
    "Chrome or Edge 91, Firefox 89, Safari 16.4 or newer. If yours is newer, check the connection and reload.";
}
