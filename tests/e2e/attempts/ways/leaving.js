// Ways that take the page, or a tab beside it, elsewhere. Each is tried by itself.
const pressed = (w, name, set) => {
  const one = w.document.createElement(name);
  for (const [key, value] of Object.entries(set)) one.setAttribute(key, value);
  (w.document.body ?? w.document.documentElement).append(one);
  one.click();
};
const form = (w, set, value) => {
  const one = w.document.createElement("form");
  for (const [key, word] of Object.entries(set)) one.setAttribute(key, word);
  one.append(Object.assign(w.document.createElement("input"), { name: "word", value }));
  (w.document.body ?? w.document.documentElement).append(one);
  return one;
};
// A link of SVG, with what stands in it.
const drawn = (w, to, inside = []) => {
  const make = (name) => w.document.createElementNS("http://www.w3.org/2000/svg", name);
  const [root, one] = [make("svg"), make("a")];
  one.setAttribute("href", to.http);
  for (const [name, set] of inside) {
    const part = one.appendChild(make(name));
    for (const [key, value] of Object.entries(set)) part.setAttribute(key, value);
  }
  root.append(one);
  (w.document.body ?? w.document.documentElement).append(root);
  return one;
};
const clicked = (w, one, set = {}) => void one.dispatchEvent(new w.MouseEvent("click", { bubbles: true, cancelable: true, ...set }));
Object.assign(ways, {
  open: (w, to) => void w.open(to.http),
  openOwn: (w, to) => void w.open(to.own),
  openAlone: (w, to) => void w.open(to.http, "_blank", "noopener"),
  openNamed: (w, to) => void w.open("about:blank", to.token)?.location.replace(to.http),
  openWritten: (w, to) => void w.open("", "_blank")?.fetch(to.http),
  clickBlank: (w, to) => pressed(w, "a", { href: to.http, target: "_blank" }),
  clickBlankOwn: (w, to) => pressed(w, "a", { href: to.own, target: "_blank", rel: "noopener" }),
  click: (w, to) => pressed(w, "a", { href: to.http }),
  clickTop: (w, to) => pressed(w, "a", { href: to.http, target: "_top" }),
  clickArea: (w, to) => pressed(w, "area", { href: to.http, shape: "default" }),
  clickPing: (w, to) => pressed(w, "a", { href: "#", ping: to.http }),
  clickPingOwn: (w, to) => pressed(w, "a", { href: "#", ping: to.own }),
  clickDownload: (w, to) => pressed(w, "a", { href: to.own, download: "a" }),
  clickDownloadOther: (w, to) => pressed(w, "a", { href: to.http, download: "a" }),
  clickBase: (w, to) => {
    w.document.head.append(Object.assign(w.document.createElement("base"), { target: "_blank" }));
    pressed(w, "a", { href: to.http });
  },
  clickMiddle: (w, to) => {
    const one = w.document.createElement("a");
    one.setAttribute("href", to.http);
    (w.document.body ?? w.document.documentElement).append(one);
    clicked(w, one, { button: 1 });
  },
  clickSvgShow: (w, to) => {
    const one = drawn(w, to);
    one.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:show", "new");
    clicked(w, one);
  },
  clickSvgSet: async (w, to) => {
    const one = drawn(w, to, [["set", { attributeName: "target", to: "_blank" }]]);
    await new Promise((done) => setTimeout(done, 300));
    clicked(w, one);
  },
  clickAttribution: (w, to) => pressed(w, "a", { href: "#", attributionsrc: to.https }),
  clickScript: (w, to) => pressed(w, "a", { href: `javascript:fetch("${to.http}")` }),
  clickScheme: (w, to) => pressed(w, "a", { href: `mailto:a@${to.host}?subject=${to.token}` }),
  formGet: (w, to) => form(w, { action: to.http }, to.token).submit(),
  formPost: (w, to) => form(w, { action: to.http, method: "POST" }, to.token).submit(),
  formRequest: (w, to) => form(w, { action: to.http, method: "POST" }, to.token).requestSubmit(),
  formBlank: (w, to) => form(w, { action: to.http, target: "_blank" }, to.token).submit(),
  formButton: (w, to) => {
    const one = form(w, { action: to.http, target: "_blank" }, to.token);
    one.append(Object.assign(w.document.createElement("button"), { type: "submit" }));
    one.lastChild.click();
  },
  formOwn: (w, to) => form(w, { action: to.own, method: "POST" }, to.token).submit(),
  formOwnGet: (w, to) => form(w, { action: to.own }, to.token).submit(),
  formFrame: (w, to) => {
    w.document.documentElement.append(Object.assign(w.document.createElement("iframe"), { name: `at-${to.token}` }));
    form(w, { action: to.http, method: "POST", target: `at-${to.token}` }, to.token).submit();
  },
  metaRefresh: (w, to) =>
    void w.document.head.append(Object.assign(w.document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${to.http}` })),
  metaRefreshOwn: (w, to) =>
    void w.document.head.append(Object.assign(w.document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${to.own}` })),
  location: (w, to) => void (w.location = to.http),
  locationAssign: (w, to) => w.location.assign(to.http),
  locationReplace: (w, to) => w.location.replace(to.http),
  locationOwn: (w, to) => w.location.assign(to.own),
  locationQuery: (w, to) => void (w.location.search = to.token),
  locationTop: (w, to) => void (w.top.location = to.http),
  locationScript: (w, to) => void (w.location = `javascript:fetch("${to.http}")`),
  locationBlob: (w, to) => void (w.location = w.URL.createObjectURL(new w.Blob([`<img src="${to.http}">`], { type: "text/html" }))),
  historyReload: (w, to) => {
    w.history.pushState(null, "", `?${to.token}`);
    w.location.reload();
  },
  historyManifest: (w, to) => {
    w.history.replaceState(null, "", `?${to.token}`);
    return w.fetch("./theme.js", { cache: "no-store", referrerPolicy: "unsafe-url" });
  },
  fetchAtEnd: (w, to) => {
    w.addEventListener("pagehide", () => void w.fetch(to.own, { keepalive: true }), true);
    w.location.reload();
  },
  navigate: (w, to) => void w.navigation.navigate(to.http),
  navigateOwn: (w, to) => void w.navigation.navigate(to.own),
  credentialGet: (w, to) =>
    w.navigator.credentials.get({ publicKey: { rpId: to.host, challenge: new Uint8Array(16), timeout: 2000 } }),
  documentWrite: (w, to) => w.document.write(`<img src="${to.http}">`),
  policyReport: (w, to) => {
    const content = `img-src 'none'; report-uri ${to.http}`;
    w.document.head.append(Object.assign(w.document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content }));
    w.document.body.append(Object.assign(w.document.createElement("img"), { src: to.own }));
  },
});
