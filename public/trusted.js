// What a string may become in a page or worker of Onsight (Trusted Types): the policy of the site asks for this
// one, and browsers that know it refuse every other. Loaded before everything else.
{
  const home = new URL("./", globalThis.document?.baseURI ?? globalThis.location.href).href;
  const PROGRAMS = /^(worker|worker_threads|worker_gpu|reader)_loader\.js$|^worker_threads_helper\.js$|^sw\.js$/;
  // Leptos makes fixed parts of the page from their text, and the report of the model is one text. Neither has
  // anything that acts or that loads.
  const ACTS = /<\/?(script|iframe|frame|object|embed|base|meta|link|form|style|portal|template)\b|[\s"'/]on\w+\s*=|\b(srcdoc|formaction|xlink:href)\b|javascript:/i;
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (text) => (ACTS.test(text) ? null : text),
    createScriptURL: (text) => {
      const { href, search } = new URL(text, home);
      const file = href.slice(home.length).split(/[?#]/)[0];
      return href.startsWith(home) && (search === "" || search.startsWith("?threads=")) && PROGRAMS.test(file) ? text : null;
    },
  });
}
