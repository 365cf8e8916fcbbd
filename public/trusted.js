// The Trusted Types policy of pages and workers of Onsight: the site's content security policy allows this one, and
// browsers with Trusted Types reject every other. Loaded before everything but `guard.js`. It calls only built-ins
// captured at the start, since a later script could replace them.
{
  const { apply } = Reflect;
  const { exec } = RegExp.prototype;
  const has = (pattern, text) => apply(exec, pattern, [text]) !== null;
  const home = new URL("./", globalThis.document?.baseURI ?? globalThis.location.href).href;
  const PROGRAMS = "(?:(?:worker|worker_threads|worker_gpu|reader|vault)_loader\\.js|worker_threads_helper\\.js|sw\\.js)";
  // By full address, or by a name relative to the page. No browser lists the request, so the number has few digits.
  const OWN = new RegExp(`^(?:\\./|${home.replace(/[^\w/:]/g, "\\$&")})?${PROGRAMS}(?:\\?threads=\\d{0,3})?$`);
  // Leptos creates static parts of the page from markup, and the model report is one such string. Neither contains
  // anything that executes or loads. XML can name an element with a prefix, or by an entity.
  const ACTS = /<\/?(?:[^\s<>/]*:)?(script|iframe|frame|frameset|object|embed|applet|base|meta|link|form|style|portal|fencedframe|template)\b|<!(doctype|entity)|[\s"'/]on\w+\s*=|\b(srcdoc|formaction|xlink:href)\b|javascript:/i;
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (has(ACTS, text) ? null : text),
    createScriptURL: (text) => (has(OWN, text) ? text : null),
  });
}
