//! The table's rows: every known way for data to leave a page. `ways/` holds the script of each.

use super::context::Realm;

/// One way out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// Its function in `ways/`.
    pub(super) script: &'static str,
    /// Its name in the table. Unless it says `own host`, it leads to another one.
    pub(super) name: &'static str,
}

impl Way {
    /// A row of the table.
    pub(super) const fn new(script: &'static str, name: &'static str) -> Self {
        Self { script, name }
    }

    /// Why no page can stop this way from contacting a host, where none can. Nothing more than that may leave by it.
    pub(super) fn why_greeted(self, realm: Realm) -> Option<&'static str> {
        let is_of_frame = realm != Realm::Top && FRAME_GOES.contains(&self.script);
        let known = GREETS.iter().find(|(script, _)| *script == self.script).map(|(_, why)| *why);
        known.or_else(|| is_of_frame.then_some(AHEAD))
    }

    /// Whether any page of the same host can read what is said by it.
    pub(super) fn is_shared(self) -> bool {
        SHARED.contains(&self.script)
    }
}

/// What Onsight's own tabs and all other pages of the host share, and no page can take away from the others. Onsight's tabs
/// are sealed together; a page beside its folder is not.
const SHARED: [&str; 3] = ["storageEvent", "cacheOfTwo", "lockOfTwo"];

/// Chromium's log shows it as `is_preconnect`; nothing is requested on the connection.
const AHEAD: &str = "the browser looks the host of a frame up and greets it before the policy refuses the frame; seen by: the \
    policy's violation, which the page lists as refused, and the browser's network log";

/// Firefox 153; Chromium, in headless mode, has no such way.
const GREETED: &str =
    "Firefox greets the host of such a link, and no part of a policy covers that; seen by: the network alone";

/// Ways in which no page can prevent contact with a host, as this table shows for each.
const GREETS: [(&str, &str); 6] = [
    ("frame", AHEAD),
    ("frameHttps", AHEAD),
    ("frameOwn", AHEAD),
    ("frameSet", AHEAD),
    ("linkPreconnect", GREETED),
    ("linkPreconnectHttps", GREETED),
];

/// Ways that navigate a frame away when they are tried in one.
const FRAME_GOES: [&str; 19] = [
    "click",
    "clickArea",
    "clickDownloadOther",
    "formGet",
    "formPost",
    "formRequest",
    "formBlank",
    "formButton",
    "formOwn",
    "formOwnGet",
    "formFrame",
    "metaRefresh",
    "metaRefreshOwn",
    "location",
    "locationAssign",
    "locationReplace",
    "locationOwn",
    "navigate",
    "navigateOwn",
];

/// Requests by a script, in a page or in a worker.
pub(super) const REQUESTS: [Way; 75] = [
    Way::new("fetch", "fetch"),
    Way::new("fetchNoCors", "fetch without CORS, with cookies"),
    Way::new("fetchPost", "fetch with a body"),
    Way::new("fetchHeader", "fetch with a header of one's own"),
    Way::new("fetchKeepalive", "fetch that outlives the page"),
    Way::new("fetchStream", "fetch with a stream as its body"),
    Way::new("fetchHttps", "fetch over TLS"),
    Way::new("fetchLater", "deferred fetch"),
    Way::new("fetchOwn", "fetch, own host"),
    Way::new("fetchOwnPost", "fetch with a body, own host"),
    Way::new("fetchOwnNamed", "fetch of a name like a file's, own host"),
    Way::new("fetchOwnHeader", "fetch with a header of one's own, own host"),
    Way::new("fetchOwnKeepalive", "fetch that outlives the page, own host"),
    Way::new("fetchOwnReferrer", "fetch with a referrer, own host"),
    Way::new("fetchLaterOwn", "deferred fetch, own host"),
    Way::new("xhr", "XMLHttpRequest"),
    Way::new("xhrPost", "XMLHttpRequest with a body"),
    Way::new("xhrOwn", "XMLHttpRequest, own host"),
    Way::new("xhrOwnSync", "XMLHttpRequest that blocks, own host"),
    Way::new("beacon", "beacon"),
    Way::new("beaconOwn", "beacon, own host"),
    Way::new("eventSource", "EventSource"),
    Way::new("eventSourceOwn", "EventSource, own host"),
    Way::new("webSocket", "WebSocket"),
    Way::new("webSocketSecure", "WebSocket over TLS"),
    Way::new("webSocketOwn", "WebSocket, own host"),
    Way::new("webSocketOwnProtocol", "name of a WebSocket's protocol, own host"),
    Way::new("webSocketStream", "WebSocketStream"),
    Way::new("webTransport", "WebTransport"),
    Way::new("cacheAdd", "Cache.add"),
    Way::new("cacheAddOwn", "Cache.add, own host"),
    Way::new("wasmStreaming", "WebAssembly compiled from a stream"),
    Way::new("importScripts", "importScripts"),
    Way::new("dynamicImport", "import()"),
    Way::new("dynamicImportOwn", "import(), own host"),
    Way::new("dynamicImportJson", "import() of JSON"),
    Way::new("worker", "worker"),
    Way::new("workerOwn", "worker, own host"),
    Way::new("workerBlob", "worker from a blob that fetches"),
    Way::new("workerData", "worker from a data: address that fetches"),
    Way::new("workerBlobSocket", "worker from a blob with a WebSocket"),
    Way::new("sharedWorker", "shared worker"),
    Way::new("sharedWorkerOwn", "shared worker, own host"),
    Way::new("sharedWorkerBlob", "shared worker from a blob that fetches"),
    Way::new("serviceWorkerOwn", "registration of a service worker, own host"),
    Way::new("serviceWorkerName", "a word in the address of the service worker, own host"),
    Way::new("serviceWorkerScope", "a word in the scope of a service worker, own host"),
    Way::new("cookieOfUpdate", "cookie taken along by registration.update(), own host"),
    Way::new("cookieStoreOfUpdate", "cookie of the Cookie Store taken along by registration.update(), own host"),
    Way::new("backgroundFetch", "background fetch"),
    Way::new("backgroundFetchOwn", "background fetch, own host"),
    Way::new("backgroundSync", "background sync"),
    Way::new("push", "push subscription"),
    Way::new("fontFace", "FontFace"),
    Way::new("fontFaceOwn", "FontFace, own host"),
    Way::new("paintWorklet", "paint worklet"),
    Way::new("audioWorklet", "audio worklet"),
    Way::new("audioWorkletOwn", "audio worklet, own host"),
    Way::new("audioWorkletBlob", "audio worklet from a blob that imports"),
    Way::new("sharedStorage", "shared storage worklet"),
    Way::new("adAuction", "ad auction"),
    Way::new("payment", "payment method's manifest"),
    Way::new("credentialCreate", "credentials.create with a foreign relying party"),
    Way::new("credentialSignal", "word to the keeper of a foreign relying party's passkeys"),
    Way::new("credentialIdentity", "credentials.get with a foreign identity provider"),
    Way::new("passkeyKept", "what the page has kept of passkeys, with a foreign relying party"),
    Way::new("notification", "notification's picture"),
    Way::new("mediaSession", "media session's picture"),
    Way::new("languageModel", "prompt of a built-in language model"),
    Way::new("assistantTool", "tool offered to the browser's assistant"),
    Way::new("protocolHandler", "handler of a protocol, own host"),
    Way::new("share", "web share"),
    Way::new("speech", "speech by a service"),
    Way::new("presentation", "presentation request"),
    Way::new("installOther", "installation of another page"),
];

/// By WebRTC.
pub(super) const PEERS: [Way; 6] = [
    Way::new("turnUserName", "WebRTC: user name at a TURN server"),
    Way::new("turnTcp", "WebRTC: TURN server over TCP"),
    Way::new("turnTls", "WebRTC: name of a TURN server over TLS"),
    Way::new("stunHostName", "WebRTC: name of a STUN server"),
    Way::new("iceUserFragment", "WebRTC: ICE user fragment"),
    Way::new("iceCandidateName", "WebRTC: name of a peer's candidate"),
];

/// Navigation of the page, or into a new tab: each is tried separately.
pub(super) const LEAVING: [Way; 46] = [
    Way::new("open", "window.open"),
    Way::new("openOwn", "window.open, own host"),
    Way::new("openAlone", "window.open without an opener"),
    Way::new("openNamed", "window.open, then another address"),
    Way::new("openWritten", "fetch by a window without an address"),
    Way::new("clickBlank", "link into a new tab"),
    Way::new("clickBlankOwn", "link into a new tab, own host"),
    Way::new("click", "link"),
    Way::new("clickTop", "link of the whole tab"),
    Way::new("clickArea", "area of a map"),
    Way::new("clickPing", "ping of a link"),
    Way::new("clickPingOwn", "ping of a link, own host"),
    Way::new("clickDownload", "download, own host"),
    Way::new("clickDownloadOther", "download"),
    Way::new("clickBase", "link into a new tab by a base element"),
    Way::new("clickMiddle", "link pressed with the middle button"),
    Way::new("clickSvgShow", "link of SVG into a new tab"),
    Way::new("clickSvgSet", "link of SVG whose target is animated"),
    Way::new("clickAttribution", "attribution source of a link"),
    Way::new("clickScript", "link with a javascript: address"),
    Way::new("clickScheme", "link to another program"),
    Way::new("formGet", "form"),
    Way::new("formPost", "form with a body"),
    Way::new("formRequest", "form by requestSubmit"),
    Way::new("formBlank", "form into a new tab"),
    Way::new("formButton", "form by a button into a new tab"),
    Way::new("formOwn", "form with a body, own host"),
    Way::new("formOwnGet", "form, own host"),
    Way::new("formFrame", "form into a frame"),
    Way::new("metaRefresh", "meta refresh"),
    Way::new("metaRefreshOwn", "meta refresh, own host"),
    Way::new("location", "location"),
    Way::new("locationAssign", "location.assign"),
    Way::new("locationReplace", "location.replace"),
    Way::new("locationOwn", "location.assign, own host"),
    Way::new("locationQuery", "location's query, own host"),
    Way::new("locationTop", "location of the whole tab"),
    Way::new("locationScript", "location: a javascript: address"),
    Way::new("locationBlob", "location: a blob with a picture"),
    Way::new("historyReload", "history, then reload, own host"),
    Way::new("historyManifest", "history, then a referrer, own host"),
    Way::new("navigate", "navigation.navigate"),
    Way::new("navigateOwn", "navigation.navigate, own host"),
    Way::new("credentialGet", "credentials.get with a foreign relying party"),
    Way::new("documentWrite", "document.write"),
    Way::new("policyReport", "report of a broken policy"),
];

/// By breaking the seal, and through another tab of the same origin: each is tried separately.
pub(super) const TABS: [Way; 16] = [
    Way::new("unseal", "word to the service worker that lifts the seal, own host"),
    Way::new("unsealOfFrame", "the same by a frame without an address, own host"),
    Way::new("activateMessage", "word to the service worker that activates another, own host"),
    Way::new("noSealNotes", "deletion of the seal's cache, own host"),
    Way::new("noCaches", "deletion of all caches, own host"),
    Way::new("noDatabases", "deletion of all databases, own host"),
    Way::new("unregister", "the service worker unregistered, own host"),
    Way::new("unregisterAndFrame", "the service worker unregistered, fetch by a frame, own host"),
    Way::new("killSwitch", "sw-off.js registered by the page, own host"),
    Way::new("withoutMark", "the seal's mark taken off the document, own host"),
    Way::new("channel", "BroadcastChannel to another tab"),
    Way::new("channelOfStorageAccess", "BroadcastChannel of a storage access handle to another tab"),
    Way::new("storageEvent", "localStorage read by another tab"),
    Way::new("cacheOfTwo", "cache read by another tab"),
    Way::new("lockOfTwo", "lock whose name another tab reads"),
    Way::new("cookieOfTwo", "cookie for the next request, own host"),
];
