// What a string may become in a page or worker of Onsight (Trusted Types): the policy of the site asks for this
// one, and browsers that know it refuse every other. Loaded before everything but `guard.js`. What it calls is what the
// browser had at the start: a later script must not be asked whether it may.
{
  const { apply } = Reflect;
  const { exec } = RegExp.prototype;
  const has = (pattern, text) => apply(exec, pattern, [text]) !== null;
  const home = new URL("./", globalThis.document?.baseURI ?? globalThis.location.href).href;
  const PROGRAMS = "(?:(?:worker|worker_threads|worker_gpu|reader|vault)_loader\\.js|worker_threads_helper\\.js|sw\\.js)";
  // By its whole address, or by its name beside the page.
  const OWN = new RegExp(`^(?:\\./|${home.replace(/[^\w/:]/g, "\\$&")})?${PROGRAMS}(?:\\?threads=\\d*)?$`);
  // Leptos makes fixed parts of the page from their text, and the report of the model is one text. Neither has
  // anything that acts or that loads.
  const ACTS = /<\/?(script|iframe|frame|frameset|object|embed|applet|base|meta|link|form|style|portal|fencedframe|template)\b|[\s"'/]on\w+\s*=|\b(srcdoc|formaction|xlink:href)\b|javascript:/i;
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (has(ACTS, text) ? null : text),
    createScriptURL: (text) => (has(OWN, text) ? text : null),
  });
}
