// Ways that a script has in a page and mostly in a worker as well: `w` is the realm's global object.
Object.assign(ways, {
  fetch: (w, to) => w.fetch(to.http),
  fetchNoCors: (w, to) => w.fetch(to.http, { mode: "no-cors", credentials: "include" }),
  fetchPost: (w, to) => w.fetch(to.http, { method: "POST", mode: "no-cors", body: to.token }),
  fetchHeader: (w, to) => w.fetch(to.http, { headers: { "X-Word": to.token } }),
  fetchKeepalive: (w, to) => w.fetch(to.http, { method: "POST", mode: "no-cors", keepalive: true, body: to.token }),
  fetchStream: (w, to) =>
    w.fetch(to.https, { method: "POST", duplex: "half", body: new w.Blob([to.token]).stream() }),
  fetchHttps: (w, to) => w.fetch(to.https),
  fetchLater: (w, to) => w.fetchLater(to.http, { activateAfter: 0 }).activated,
  fetchOwn: (w, to) => w.fetch(to.own),
  fetchOwnPost: (w, to) => w.fetch(to.own, { method: "POST", body: to.token }),
  fetchOwnNamed: (w, to) => w.fetch(`${to.own}.txt`),
  fetchOwnHeader: (w, to) => w.fetch(to.own.replace(/no-such-file-.*/, "theme.js"), { cache: "no-store", headers: { "X-Word": to.token } }),
  fetchOwnKeepalive: (w, to) => w.fetch(to.own, { method: "POST", keepalive: true, body: to.token }),
  fetchOwnReferrer: (w, to) => w.fetch("./theme.js", { cache: "no-store", referrer: `./?${to.token}`, referrerPolicy: "unsafe-url" }),
  fetchLaterOwn: (w, to) => w.fetchLater(to.own, { activateAfter: 0 }).activated,
  xhr: (w, to) => sent(w, "GET", to.http),
  xhrPost: (w, to) => sent(w, "POST", to.http, to.token),
  xhrOwn: (w, to) => sent(w, "GET", to.own),
  xhrOwnSync: (w, to) => {
    const request = new w.XMLHttpRequest();
    request.open("POST", to.own, false);
    request.send(to.token);
  },
  beacon: (w, to) => w.navigator.sendBeacon(to.http, to.token),
  beaconOwn: (w, to) => w.navigator.sendBeacon(to.own, to.token),
  eventSource: (w, to) => void new w.EventSource(to.http),
  eventSourceOwn: (w, to) => void new w.EventSource(to.own),
  webSocket: (w, to) => void new w.WebSocket(to.ws),
  webSocketSecure: (w, to) => void new w.WebSocket(to.https.replace("https", "wss")),
  webSocketOwn: (w, to) => void new w.WebSocket(to.ownSocket),
  webSocketOwnProtocol: (w, to) => void new w.WebSocket(new URL("theme.js", to.ownSocket), to.token),
  webSocketStream: (w, to) => new w.WebSocketStream(to.ws).opened,
  webTransport: (w, to) => new w.WebTransport(`https://${to.host}:${to.ports.quic}/${to.token}`).ready,
  cacheAdd: async (w, to) => (await w.caches.open("a")).add(to.http),
  cacheAddOwn: async (w, to) => (await w.caches.open("a")).add(to.own),
  wasmStreaming: (w, to) => w.WebAssembly.compileStreaming(w.fetch(to.http)),
  importScripts: (w, to) => w.importScripts(to.http),
  // A script of its own realm; a frame's would have to be made from a word.
  dynamicImport: (w, to) => import(to.http),
  dynamicImportOwn: (w, to) => import(to.own),
  dynamicImportJson: (w, to) => import(to.http, { with: { type: "json" } }),
  worker: (w, to) => void new w.Worker(to.http),
  workerOwn: (w, to) => void new w.Worker(to.own),
  workerBlob: (w, to) => void new w.Worker(w.URL.createObjectURL(new w.Blob([`fetch("${to.http}")`]))),
  workerData: (w, to) => void new w.Worker(`data:text/javascript,fetch("${to.http}")`),
  workerBlobSocket: (w, to) => void new w.Worker(w.URL.createObjectURL(new w.Blob([`new WebSocket("${to.ws}")`]))),
  sharedWorker: (w, to) => void new w.SharedWorker(to.http),
  sharedWorkerOwn: (w, to) => void new w.SharedWorker(to.own),
  sharedWorkerBlob: (w, to) => void new w.SharedWorker(w.URL.createObjectURL(new w.Blob([`fetch("${to.http}")`]))),
  serviceWorkerOwn: (w, to) => w.navigator.serviceWorker.register(to.own),
  serviceWorkerName: (w, to) => w.navigator.serviceWorker.register(`./sw.js?${to.token}`),
  serviceWorkerScope: (w, to) => w.navigator.serviceWorker.register("./sw.js", { scope: `./${to.token}/` }),
  cookieOfUpdate: async (w, to) => {
    w.document.cookie = `word=${to.token}; path=/`;
    await (await w.navigator.serviceWorker.getRegistration()).update();
  },
  cookieStoreOfUpdate: async (w, to) => {
    await w.cookieStore.set("stored", to.token);
    await (await w.navigator.serviceWorker.getRegistration()).update();
  },
  backgroundFetch: async (w, to) =>
    (await w.navigator.serviceWorker.ready).backgroundFetch.fetch(to.token, [to.http], { title: "a" }),
  backgroundFetchOwn: async (w, to) =>
    (await w.navigator.serviceWorker.ready).backgroundFetch.fetch(`own-${to.token}`, [to.own], { title: "a" }),
  backgroundSync: async (w, to) => (await w.navigator.serviceWorker.ready).sync.register(to.token),
  push: async (w, to) => {
    const key = await w.crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
    const raw = await w.crypto.subtle.exportKey("raw", key.publicKey);
    return (await w.navigator.serviceWorker.ready).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw });
  },
  fontFace: (w, to) => new w.FontFace("a", `url(${to.http})`).load(),
  fontFaceOwn: (w, to) => new w.FontFace("a", `url(${to.own})`).load(),
  paintWorklet: (w, to) => w.CSS.paintWorklet.addModule(to.http),
  audioWorklet: (w, to) => new w.OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(to.http),
  audioWorkletOwn: (w, to) => new w.OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(to.own),
  audioWorkletBlob: (w, to) =>
    new w.OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(
      w.URL.createObjectURL(new w.Blob([`import "${to.http}"`], { type: "text/javascript" })),
    ),
  sharedStorage: (w, to) => w.sharedStorage.worklet.addModule(to.http),
  adAuction: (w, to) => w.navigator.runAdAuction({ seller: new URL(to.https).origin, decisionLogicURL: to.https, interestGroupBuyers: [] }),
  payment: (w, to) =>
    new w.PaymentRequest([{ supportedMethods: to.https }], { total: { label: "a", amount: { currency: "EUR", value: "1" } } }).canMakePayment(),
  credentialCreate: (w, to) =>
    w.navigator.credentials.create({
      publicKey: {
        rp: { id: to.host, name: "a" },
        user: { id: new Uint8Array(8), name: "a", displayName: "a" },
        challenge: new Uint8Array(16),
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        timeout: 2000,
      },
    }),
  credentialSignal: (w, to) =>
    w.PublicKeyCredential.signalUnknownCredential({ rpId: to.host, credentialId: "AAAAAAAAAAAAAAAAAAAAAA" }),
  // It takes no relying party, and makes none while a picture is open: `kept_cases_passkeys.rs` tries it without one.
  passkeyKept: (w, to) => w.onsightPasskeys.make({ publicKey: { rp: { id: to.host, name: to.token }, rpId: to.host } }),
  credentialIdentity: (w, to) =>
    w.navigator.credentials.get({ identity: { providers: [{ configURL: to.https, clientId: to.token }] } }),
  notification: (w, to) => void new w.Notification("a", { icon: to.http, image: to.http }),
  mediaSession: (w, to) => void (w.navigator.mediaSession.metadata = new w.MediaMetadata({ title: "a", artwork: [{ src: to.http }] })),
  languageModel: (w, to) => w.LanguageModel.create({ initialPrompts: [{ role: "system", content: to.token }] }),
  assistantTool: (w, to) =>
    w.navigator.modelContext.registerTool({ name: to.token, description: to.token, inputSchema: { type: "object" }, execute: () => "" }),
  protocolHandler: (w, to) => w.navigator.registerProtocolHandler("web+word", `${to.own}?%s`),
  share: (w, to) => w.navigator.share({ title: to.token, url: to.http }),
  speech: (w, to) => w.speechSynthesis.speak(new w.SpeechSynthesisUtterance(to.token)),
  presentation: (w, to) => new w.PresentationRequest([to.https]).getAvailability(),
  installOther: (w, to) => w.navigator.install(to.https, to.https),
});

function sent(w, method, url, body) {
  return new Promise((done) => {
    const request = new w.XMLHttpRequest();
    request.open(method, url);
    request.onloadend = () => done(request.status);
    request.send(body);
  });
}
