// Elements, styles and texts that load something by themselves.
const put = (w, name, set, text) => {
  const one = w.document.createElement(name);
  for (const [key, value] of Object.entries(set)) one.setAttribute(key, value);
  if (text) one.textContent = text;
  return void (w.document.body ?? w.document.documentElement).append(one);
};
const link = (rel, more = {}) => (w, to) => put(w, "link", { rel, href: to.http, ...more });
const linkHttps = (rel) => (w, to) => put(w, "link", { rel, href: to.https });
const svg = (inside) => (w, to) => {
  const name = "http://www.w3.org/2000/svg";
  const root = w.document.createElementNS(name, "svg");
  inside((tag, set, parent = root) => {
    const one = w.document.createElementNS(name, tag);
    for (const [key, value] of Object.entries(set)) one.setAttribute(key, value);
    parent.append(one);
    return one;
  }, to);
  (w.document.body ?? w.document.documentElement).append(root);
};
const styled = (property, value) => (w, to) => {
  const one = w.document.createElement(property.startsWith("list") ? "li" : "div");
  one.textContent = "a";
  one.style.setProperty(property, value(to));
  (w.document.body ?? w.document.documentElement).append(one);
};
const sheet = (text) => async (w, to) => {
  const one = new w.CSSStyleSheet();
  await one.replace(text(to));
  w.document.adoptedStyleSheets = [...w.document.adoptedStyleSheets, one];
  put(w, "span", { style: "" , class: `of-${to.token}` }, "word");
};
const xml = (w, text) => new w.DOMParser().parseFromString(text, "text/xml");
const XHTML = "http://www.w3.org/1999/xhtml";
// A frame whose markup a filter of HTML may not know. What counts is what its own functions can do.
const framed = (w, frame, to) => {
  w.document.body.append(frame);
  return void new frame.contentWindow.WebSocket(to.ownSocket);
};
// A link that says nothing of a host yet.
const authored = (w, to) => {
  const one = w.document.createElement("link");
  one.setAttribute("rel", "author");
  one.setAttribute("href", to.https);
  return w.document.head.appendChild(one);
};
const blob = (w, text, type) => w.URL.createObjectURL(new w.Blob([text], { type }));

Object.assign(ways, {
  image: (w, to) => void (new w.Image().src = to.http),
  imageElement: (w, to) => put(w, "img", { src: to.http }),
  imageOwn: (w, to) => put(w, "img", { src: to.own }),
  imageSet: (w, to) => put(w, "img", { srcset: `${to.http} 1x` }),
  imageLazy: (w, to) => put(w, "img", { src: to.http, loading: "lazy" }),
  imageAttribution: (w, to) => put(w, "img", { attributionsrc: to.https, src: "data:image/gif;base64,R0lGODlhAQABAAAAACw=" }),
  picture: (w, to) => {
    const one = w.document.createElement("picture");
    one.append(Object.assign(w.document.createElement("source"), { srcset: to.http }), w.document.createElement("img"));
    (w.document.body ?? w.document.documentElement).append(one);
  },
  inputImage: (w, to) => put(w, "input", { type: "image", src: to.http }),
  video: (w, to) => put(w, "video", { src: to.http, preload: "auto" }),
  videoPoster: (w, to) => put(w, "video", { poster: to.http }),
  audio: (w, to) => void (new w.Audio(to.http).preload = "auto"),
  track: (w, to) => {
    const one = w.document.createElement("video");
    one.append(Object.assign(w.document.createElement("track"), { src: to.own, default: true, kind: "subtitles" }));
    one.append(Object.assign(w.document.createElement("track"), { src: to.http, kind: "subtitles" }));
    (w.document.body ?? w.document.documentElement).append(one);
    for (const text of one.textTracks) text.mode = "showing";
  },
  embed: (w, to) => put(w, "embed", { src: to.http }),
  embedPdf: (w, to) => put(w, "embed", { src: to.http, type: "application/pdf" }),
  object: (w, to) => put(w, "object", { data: to.http }),
  bodyBackground: (w, to) => w.document.body.setAttribute("background", to.http),
  frame: (w, to) => put(w, "iframe", { src: to.http }),
  frameHttps: (w, to) => put(w, "iframe", { src: to.https }),
  frameOwn: (w, to) => put(w, "iframe", { src: to.own }),
  frameData: (w, to) => put(w, "iframe", { src: `data:text/html,<img src="${to.http}">` }),
  frameBlob: (w, to) => put(w, "iframe", { src: blob(w, `<img src="${to.http}">`, "text/html") }),
  frameScript: (w, to) => put(w, "iframe", { src: `javascript:fetch("${to.http}")` }),
  frameSrcdoc: (w, to) => put(w, "iframe", { srcdoc: `<img src="${to.http}">` }),
  frameSet: (w, to) => {
    const set = w.document.createElement("frameset");
    set.append(Object.assign(w.document.createElement("frame"), { src: to.http }));
    w.document.documentElement.append(set);
  },
  fencedFrame: (w, to) => {
    const one = w.document.createElement("fencedframe");
    one.config = new w.FencedFrameConfig(to.https);
    w.document.body.append(one);
  },
  portal: (w, to) => put(w, "portal", { src: to.http }),
  linkStylesheet: link("stylesheet"),
  linkIcon: link("icon"),
  linkIconOwn: (w, to) => put(w, "link", { rel: "icon", href: to.own }),
  linkIconHref: (w, to) => void (w.document.querySelector("link[rel~=icon]").href = to.own),
  linkTouchIcon: link("apple-touch-icon"),
  linkPreloadImage: link("preload", { as: "image" }),
  linkPreloadFetch: link("preload", { as: "fetch", crossorigin: "" }),
  linkPreloadFont: link("preload", { as: "font", crossorigin: "" }),
  linkPreloadScript: link("preload", { as: "script" }),
  linkPreloadOwn: (w, to) => put(w, "link", { rel: "preload", as: "fetch", href: to.own, crossorigin: "" }),
  linkModulePreload: link("modulepreload"),
  linkPrefetch: link("prefetch"),
  linkPrefetchOwn: (w, to) => put(w, "link", { rel: "prefetch", href: to.own }),
  linkPrerender: link("prerender"),
  linkDnsPrefetch: link("dns-prefetch"),
  linkPreconnect: link("preconnect"),
  linkPreconnectHttps: linkHttps("preconnect"),
  linkAttributeNode: (w, to) => void (authored(w, to).getAttributeNode("rel").value = "preconnect"),
  linkAttributeMap: (w, to) => void (authored(w, to).attributes.rel.value = "preconnect"),
  linkAttributePath: (w, to) => void (w.document.evaluate("@rel", authored(w, to)).iterateNext().value = "preconnect"),
  linkManifest: link("manifest"),
  linkManifestOwn: (w, to) => put(w, "link", { rel: "manifest", href: to.own }),
  manifestIcon: (w, to) => {
    const manifest = { name: "a", start_url: to.own, display: "standalone", icons: [{ src: to.http, sizes: "192x192", type: "image/png" }] };
    return put(w, "link", { rel: "manifest", href: `data:application/manifest+json,${encodeURIComponent(JSON.stringify(manifest))}` });
  },
  linkSearch: link("search", { type: "application/opensearchdescription+xml" }),
  linkDictionary: linkHttps("compression-dictionary"),
  linkHeadHint: (w, to) => {
    w.document.head.append(Object.assign(w.document.createElement("meta"), { httpEquiv: "x-dns-prefetch-control", content: "on" }));
    put(w, "a", { href: to.https }, "a");
  },
  script: (w, to) => put(w, "script", { src: to.http }),
  scriptOwn: (w, to) => put(w, "script", { src: to.own }),
  scriptModule: (w, to) => put(w, "script", { src: to.http, type: "module" }),
  scriptInline: (w, to) => put(w, "script", {}, `fetch("${to.http}")`),
  scriptHandler: (w, to) => put(w, "img", { src: "data:,", onerror: `fetch("${to.http}")` }),
  importMap: (w, to) => put(w, "script", { type: "importmap" }, JSON.stringify({ imports: { a: to.http } })) ?? import("a"),
  speculationPrefetch: (w, to) =>
    put(w, "script", { type: "speculationrules" }, JSON.stringify({ prefetch: [{ source: "list", urls: [to.https], eagerness: "immediate" }] })),
  speculationPrerender: (w, to) =>
    put(w, "script", { type: "speculationrules" }, JSON.stringify({ prerender: [{ source: "list", urls: [to.own], eagerness: "immediate" }] })),
  webBundle: (w, to) =>
    put(w, "script", { type: "webbundle" }, JSON.stringify({ source: to.http, resources: [`${to.http}/a`] })),
  evalWord: (w, to) => w.eval(`fetch("${to.http}")`),
  functionWord: (w, to) => w.Function(`fetch("${to.http}")`)(),
  timerWord: (w, to) => void w.setTimeout(`fetch("${to.http}")`),
  htmlImage: (w, to) => void (w.document.createElement("div").innerHTML = `<img src="${to.http}">`),
  htmlHandler: (w, to) => void (w.document.createElement("div").innerHTML = `<img src="data:," onerror='fetch("${to.http}")'>`),
  htmlFrame: (w, to) => w.document.body.insertAdjacentHTML("beforeend", `<iframe src="${to.http}"></iframe>`),
  htmlUnsafe: (w, to) => w.document.createElement("div").setHTMLUnsafe(`<img src="${to.http}">`),
  htmlSafe: (w, to) =>
    w.document.body
      .appendChild(w.document.createElement("div"))
      .setHTML(`<link rel="preconnect" href="${to.https}">`, { sanitizer: { elements: ["link"], attributes: ["rel", "href"] } }),
  htmlSafeDocument: (w, to) => {
    const options = { sanitizer: { elements: ["html", "head", "body", "link"], attributes: ["rel", "href"] } };
    const other = w.Document.parseHTML(`<link rel="preconnect" href="${to.https}">`, options);
    w.document.head.append(other.querySelector("link"));
  },
  htmlFragment: (w, to) => w.document.body.append(w.document.createRange().createContextualFragment(`<script src="${to.http}"></script>`)),
  styleBackground: styled("background-image", (to) => `url(${to.http})`),
  styleBackgroundOwn: styled("background-image", (to) => `url(${to.own})`),
  styleImageSet: styled("background-image", (to) => `image-set(url(${to.http}) 1x)`),
  styleContent: styled("content", (to) => `url(${to.http})`),
  styleCursor: styled("cursor", (to) => `url(${to.http}), auto`),
  styleListImage: styled("list-style-image", (to) => `url(${to.http})`),
  styleBorderImage: styled("border-image-source", (to) => `url(${to.http})`),
  styleMask: styled("mask-image", (to) => `url(${to.http})`),
  styleFilter: styled("filter", (to) => `url(${to.http}#a)`),
  styleClip: styled("clip-path", (to) => `url(${to.http}#a)`),
  styleShape: styled("shape-outside", (to) => `url(${to.http})`),
  styleElement: (w, to) => put(w, "style", {}, `body { background: url(${to.http}) }`),
  styleImport: (w, to) => put(w, "style", {}, `@import url(${to.http});`),
  sheetFont: sheet((to) => `@font-face { font-family: "${to.token}"; src: url(${to.http}) } .of-${to.token} { font-family: "${to.token}" }`),
  sheetBackground: sheet((to) => `.of-${to.token} { background: url(${to.http}) }`),
  sheetRule: (w, to) => {
    const style = w.document.documentElement.appendChild(w.document.createElement("style"));
    style.sheet.insertRule(`@import url(${to.http});`);
  },
  svgImage: svg((add, to) => add("image", { href: to.http, width: 9, height: 9 })),
  svgUse: svg((add, to) => add("use", { href: `${to.own}#a` })),
  svgUseOther: svg((add, to) => add("use", { href: `${to.http}#a` })),
  svgFilterImage: svg((add, to) => {
    const filter = add("filter", { id: `f-${to.token}` });
    add("feImage", { href: to.http }, filter);
    add("rect", { width: 9, height: 9, filter: `url(#f-${to.token})` });
  }),
  svgScript: svg((add, to) => add("script", { href: to.http })),
  objectHttps: (w, to) => put(w, "object", { data: to.https, type: "text/html" }),
  xmlFrame: (w, to) => framed(w, xml(w, `<h:iframe xmlns:h="${XHTML}"/>`).documentElement, to),
  xmlEntityFrame: (w, to) => {
    const text = `<!DOCTYPE a [<!ENTITY b "&#60;iframe xmlns='${XHTML}'/>">]><a>&b;</a>`;
    return framed(w, xml(w, text).documentElement.firstElementChild, to);
  },
  xmlMarkupFrame: (w, to) => {
    const other = new w.Document();
    const inside = other.appendChild(other.createElementNS(XHTML, "div"));
    inside.innerHTML = `<h:iframe xmlns:h="${XHTML}"/>`;
    return framed(w, inside.firstElementChild, to);
  },
  xmlEntity: (w, to) => xml(w, `<!DOCTYPE a [<!ENTITY b SYSTEM "${to.http}">]><a>&b;</a>`),
  xslInclude: (w, to) => {
    const text = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:include href="${to.http}"/></xsl:stylesheet>`;
    new w.XSLTProcessor().importStylesheet(xml(w, text));
  },
  xslDocument: (w, to) => {
    const text = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><b><xsl:copy-of select="document('${to.own}')"/></b></xsl:template></xsl:stylesheet>`;
    const processor = new w.XSLTProcessor();
    processor.importStylesheet(xml(w, text));
    processor.transformToFragment(xml(w, "<a/>"), w.document);
  },
  metaCookie: (w, to) => put(w, "meta", { "http-equiv": "set-cookie", content: `meta=${to.token}` }),
});
