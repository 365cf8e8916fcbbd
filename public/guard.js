// The first script of the page. Before any other script runs it removes the APIs that could send something without the
// service worker seeing it. It also holds the seal: whether a picture is open is known only in this closure, and the
// secret that lifts the seal is never stored where another script could read it.
//
// Every function that is called after start-up is the browser's own, captured here: a script that runs later may
// replace built-in functions, and its replacements must not be called.
(() => {
  "use strict";
  const { apply, construct, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
  const { Promise, MessageChannel, Uint8Array, CustomEvent, Error, setTimeout, clearTimeout, setInterval } = window;
  const call = (act, self, ...given) => apply(act, self, given);
  const getter = (of, name) => getOwnPropertyDescriptor(of?.prototype ?? {}, name)?.get;
  const method = (of, name) => of?.prototype[name];
  const fixed = (of, name, value) => defineProperty(of, name, { value, writable: false, enumerable: false, configurable: false });
  // The page's module calls the seal through these.
  for (const name of ["call", "apply", "bind"]) fixed(Function.prototype, name, Function.prototype[name]);
  fixed(window, "Reflect", Object.freeze(Reflect));
  // `await` reads both.
  for (const name of ["constructor", "then"]) fixed(Promise.prototype, name, Promise.prototype[name]);
  // A promise asks what it is resolved with whether it is one too.
  fixed(window.Response.prototype, "then", undefined);
  Object.freeze(WebAssembly.Table.prototype);

  // ---- Page alone, or the outer page of a room -------------------------------------------------

  // `cargo xtask build` inserts the hash of the list of files that a room may run (`room-files.json`).
  const ROOM_FILES = "";
  // A page with a room opens no picture itself: it creates a document with an opaque origin for that (`shell.js`). The
  // address decides, otherwise the choice made on an earlier visit.
  const isShell = (() => {
    const asked = new URLSearchParams(location.search).get("room");
    try {
      return (asked ?? localStorage.getItem("onsight.room") ?? "0") !== "0";
    } catch {
      return (asked ?? "0") !== "0";
    }
  })();
  // Needed by a room only: its first script, by hash, and scripts from `blob:` URLs. A room inherits the policy of its
  // page, so the page's policy has to allow them; a page without a room revokes both.
  const written = document.querySelector("meta[http-equiv=Content-Security-Policy]");
  const [, roomScript = "'none'"] = / blob: ('sha256-[^']+')/.exec(written?.content ?? "") ?? [];
  if (isShell) {
    document.documentElement.toggleAttribute("data-shell", true);
  } else if (written) {
    const strict = written.cloneNode();
    strict.content = written.content.replace(/ blob: 'sha256-[^']+'/, "").replace("worker-src 'self' blob:", "worker-src 'self'").replace(" room", "");
    document.head.prepend(strict);
  }

  // ---- Reporting what was blocked -------------------------------------------------------------

  const listen = EventTarget.prototype.addEventListener;
  const dispatch = EventTarget.prototype.dispatchEvent;
  const stopped = (detail) => call(dispatch, window, new CustomEvent("onsight-stopped", { detail }));
  const refusal = (name) =>
    function () {
      stopped(name);
      throw new Error(`${name} is taken away: Onsight has no use for it`);
    };
  const replace = (of, name, make) => {
    const found = of && getOwnPropertyDescriptor(of, name);
    if (typeof found?.value === "function") fixed(of, name, make(found.value));
  };

  // A list with an iterator of its own: any script can change that of arrays, which the browser would use.
  const { iterator } = Symbol;
  const listOf = (length, make) => ({
    __proto__: null,
    [iterator]() {
      let at = 0;
      const next = () => (at < length ? { __proto__: null, done: false, value: make(at++) } : { __proto__: null, done: true });
      return { __proto__: null, next };
    },
  });

  // ---- Passkeys ----------------------------------------------------------------------------------

  // What remains of `navigator.credentials`, which is removed below: creating a passkey for this host, and getting 32
  // bytes from one (WebAuthn extension `prf`), which open the case vault. A caller of these two functions can supply
  // nothing but credential ids, which are looked up on this device. The option objects have no prototype, and the lists
  // have iterators of their own: the browser would read missing members from prototypes, which any script can write to.
  let isSealed = false;
  const { crypto } = window;
  const random = crypto.getRandomValues;
  const passkeys = (() => {
    const { credentials } = navigator;
    const { PublicKeyCredential: Kind } = window;
    const host = location.hostname;
    // A numeric address cannot be a relying party.
    if (!credentials || !Kind || /^[\d.]*$|:/.test(host)) return undefined;
    const { create, get } = credentials;
    const rawId = getter(Kind, "rawId");
    const { getClientExtensionResults } = Kind.prototype;
    const lengthOf = getter(Reflect.getPrototypeOf(Uint8Array), "length");
    const first = new TextEncoder().encode("onsight-vault passkey 1");
    const extensions = { __proto__: null, prf: { __proto__: null, eval: { __proto__: null, first } } };
    const type = "public-key";
    const drawn = () => call(random, crypto, new Uint8Array(32));
    // The result of an assertion; `output` is undefined where the authenticator does not support `prf`.
    const given = (made, output) => ({ __proto__: null, id: new Uint8Array(call(rawId, made)), output: output && new Uint8Array(output) });

    const ask = async (ids) => {
      const length = ids.length;
      if (!(length > 0 && length <= 8)) throw new Error("1 to 8 passkeys");
      const allowCredentials = listOf(length, (at) => {
        const id = new Uint8Array(ids[at]);
        if (call(lengthOf, id) > 1023) throw new Error("no passkey has such an id");
        // Internal authenticators only: another device would be reached over the network.
        return { __proto__: null, type, id, transports: listOf(1, () => "internal") };
      });
      const publicKey = { __proto__: null, rpId: host, challenge: drawn(), allowCredentials, userVerification: "required", extensions };
      const found = await call(get, credentials, { __proto__: null, publicKey });
      return given(found, call(getClientExtensionResults, found).prf?.results?.first);
    };

    const make = async () => {
      // A new passkey may be synchronised to its owner's account.
      if (isSealed) refusal("credentials.create")();
      const publicKey = {
        __proto__: null,
        rp: { __proto__: null, id: host, name: "Onsight" },
        user: { __proto__: null, id: drawn(), name: "Onsight", displayName: "Onsight" },
        challenge: drawn(),
        pubKeyCredParams: listOf(2, (at) => ({ __proto__: null, type, alg: at ? -257 : -7 })),
        authenticatorSelection: { __proto__: null, authenticatorAttachment: "platform", residentKey: "required", userVerification: "required" },
        attestation: "none",
        extensions,
      };
      const found = await call(create, credentials, { __proto__: null, publicKey });
      const prf = call(getClientExtensionResults, found).prf;
      const made = given(found, prf?.results?.first);
      // Many authenticators return `prf` results only for an assertion.
      return made.output || !prf?.enabled ? made : ask({ __proto__: null, length: 1, 0: made.id });
    };
    return Object.freeze({ __proto__: null, make, ask });
  })();
  // Static methods that contact other hosts.
  for (const kind of ["PublicKeyCredential", "IdentityCredential", "IdentityProvider"]) {
    for (const name of ["signalUnknownCredential", "signalAllAcceptedCredentials", "signalCurrentUserDetails", "disconnect", "getUserInfo"]) {
      if (window[kind]) deleteProperty(window[kind], name);
    }
  }

  // ---- APIs that bypass the service worker -------------------------------------------------------

  // APIs that reach other hosts, other pages of this origin, other programs, or a realm with fresh built-ins.
  for (const name of [
    "RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "RTCDataChannel", "RTCIceTransport",
    "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "BroadcastChannel", "SharedWorker", "fetchLater",
    "Notification", "PaymentRequest", "PresentationRequest", "SpeechRecognition", "webkitSpeechRecognition",
    "SpeechSynthesisUtterance", "XSLTProcessor", "XPathEvaluator", "FencedFrameConfig", "TCPSocket", "UDPSocket", "MediaMetadata",
    "Translator", "LanguageDetector", "LanguageModel", "Summarizer", "Writer", "Rewriter", "Proofreader",
  ]) {
    if (name in window) fixed(window, name, refusal(name));
  }
  for (const name of ["cookieStore", "documentPictureInPicture", "speechSynthesis", "sharedStorage", "fence"]) {
    if (name in window && !deleteProperty(window, name)) fixed(window, name, undefined);
  }
  for (const name of [
    "credentials", "share", "canShare", "presentation", "registerProtocolHandler", "joinAdInterestGroup", "runAdAuction",
    "login", "contacts", "bluetooth", "usb", "hid", "serial", "requestMIDIAccess", "sharedStorage", "privateAttribution",
    "mediaSession", "install", "modelContext",
  ]) {
    deleteProperty(Navigator.prototype, name);
  }
  // Their handles have fresh constructors of a BroadcastChannel and a SharedWorker.
  for (const name of ["requestStorageAccess", "requestStorageAccessFor"]) deleteProperty(Document.prototype, name);
  // Another website may have opened this page. It is disowned, and what windows say is not heard: an answer could be given.
  window.opener = null;
  if (!isShell) call(listen, window, "message", (event) => call(stop, event), true);
  // Cookies are sent with requests that no service worker sees.
  defineProperty(Document.prototype, "cookie", { get: () => "", set: () => stopped("document.cookie"), configurable: false });

  // ---- Frames and windows: realms of their own ---------------------------------------------------

  // The realm of an empty frame has fresh copies of everything removed here, and no policy prevents such frames. So
  // none can be created. A `<base>` would open every link in a new window. A form is not sent, by policy, but Chromium
  // opens the window in which its answer would be shown.
  const FRAMES = /^(iframe|frame|frameset|object|embed|applet|fencedframe|portal|base|form)$/;
  const { exec: find } = RegExp.prototype;
  const nameOf = getter(Element, "localName");
  const rootOf = getter(Document, "documentElement");
  const { createElement } = Document.prototype;
  const isFrame = (element) => element !== null && call(find, FRAMES, call(nameOf, element)) !== null;
  const withoutFrames = (make) =>
    function (...given) {
      const made = apply(make, this, given);
      if (!isFrame(made)) return made;
      stopped(`<${call(nameOf, made)}>`);
      return call(createElement, document, "span");
    };
  replace(Document.prototype, "createElement", withoutFrames);
  replace(Document.prototype, "createElementNS", withoutFrames);
  replace(DOMImplementation.prototype, "createDocument", (make) =>
    function (...given) {
      const made = apply(make, this, given);
      return isFrame(call(rootOf, made)) ? refusal("createDocument")() : made;
    },
  );
  // Markup that a browser takes for harmless, with hints to hosts, and markup that comes as a stream.
  for (const of of [Element.prototype, ShadowRoot.prototype, Document]) {
    for (const name of Object.getOwnPropertyNames(of)) {
      if (/^(set|stream|append|prepend|before|after|replace|parse)\w*HTML/.test(name)) replace(of, name, () => refusal(name));
    }
  }
  // A synchronous request bypasses the service worker.
  replace(window.XMLHttpRequest?.prototype, "open", (open) =>
    function (...given) {
      if (given.length > 2 && !given[2]) return refusal("XMLHttpRequest that blocks")();
      return apply(open, this, given);
    },
  );
  // A resource hint makes the browser look up a host and connect to it, which no policy prevents.
  // What icons and the manifest request is not listed anywhere: those of the page stay as they are.
  const HINTS = /dns-prefetch|preconnect|prefetch|prerender|dictionary|icon|manifest/i;
  const { toLowerCase } = String.prototype;
  const Link = HTMLLinkElement.prototype;
  const relOf = getter(HTMLLinkElement, "rel");
  const isHint = (link, name, text) => {
    const found = (name === "rel" || name === "href") && call(find, HINTS, name === "rel" ? text : call(relOf, link)) !== null;
    if (found) stopped("link to a host");
    return found;
  };
  for (const name of ["rel", "href"]) {
    const found = getOwnPropertyDescriptor(Link, name);
    defineProperty(Link, name, {
      ...found,
      configurable: false,
      set(given) {
        const text = `${given}`;
        if (!isHint(this, name, text)) call(found.set, this, text);
      },
    });
  }
  defineProperty(Link, "relList", { get: () => undefined, configurable: false });
  for (const [name, at] of [["setAttribute", 0], ["setAttributeNS", 1]]) {
    replace(Element.prototype, name, (act) =>
      function (...given) {
        if (call(nameOf, this) !== "link") return apply(act, this, given);
        given[at] = `${given[at]}`;
        given[at + 1] = `${given[at + 1]}`;
        if (isHint(this, call(toLowerCase, given[at]), given[at + 1])) return undefined;
        return apply(act, this, given);
      },
    );
  }
  // An attribute can be changed by its node as well.
  const unlinked = (name) => (act) =>
    function (...given) {
      return call(nameOf, this) === "link" ? refusal(name)() : apply(act, this, given);
    };
  for (const name of ["setAttributeNode", "setAttributeNodeNS", "getAttributeNode", "getAttributeNodeNS"]) {
    replace(Element.prototype, name, unlinked(name));
  }
  defineProperty(Element.prototype, "attributes", { get: unlinked("attributes")(getter(Element, "attributes")), configurable: false });
  for (const name of ["evaluate", "createExpression"]) replace(Document.prototype, name, () => refusal(`document.${name}`));
  // A customised built-in element may be a frame under another name.
  replace(window.CustomElementRegistry?.prototype, "define", () => refusal("customElements.define"));

  // What a worklet loads, and so far what a cache fetches for itself, the browser does not list. The page needs neither.
  replace(window.Worklet?.prototype, "addModule", () => refusal("addModule"));
  for (const name of ["add", "addAll"]) replace(window.Cache?.prototype, name, () => refusal(`Cache.${name}`));

  // The only frame that is allowed: the room. Its document is composed here, and its script is allowed by the hash in
  // the page's policy. The list of files that it may run is verified before it is passed on, and the room verifies each
  // file.
  const ROOM_POLICY =
    `default-src 'none'; script-src 'wasm-unsafe-eval' blob: ${roomScript}; worker-src blob:; img-src blob: data:; connect-src 'none'; ` +
    "frame-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types default";
  const roomText = (script, list) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="x-dns-prefetch-control" content="off">` +
    `<meta http-equiv="Content-Security-Policy" content="${ROOM_POLICY}"><meta name="color-scheme" content="light dark">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="built" content='${list}'>` +
    `<title>Onsight</title><script>${script}</script><body></body></html>`;
  // A policy name can be used only once, so no other script can create this policy.
  const typed = isShell ? window.trustedTypes?.createPolicy("room", { createHTML: (text) => text }) : undefined;
  const { createHTML } = typed ?? {};
  const setSource = getOwnPropertyDescriptor(window.HTMLIFrameElement?.prototype ?? {}, "srcdoc")?.set;
  const { setAttribute } = Element.prototype;
  const { appendChild } = Node.prototype;
  const bodyOf = getter(Document, "body");

  // Strings that become markup: browsers with Trusted Types call the policy in `trusted.js`; in others they are checked
  // here.
  if (!window.trustedTypes) {
    const ACTS = /<\/?(?:[^\s<>/]*:)?(script|iframe|frame|frameset|object|embed|applet|base|meta|link|form|style|portal|fencedframe|template)\b|<!(doctype|entity)|[\s"'/]on\w+\s*=|\b(srcdoc|formaction|xlink:href)\b|javascript:/i;
    const plain = (text, at) => (call(find, ACTS, `${text}`) ? refusal(at)() : `${text}`);
    const set = (of, name) => {
      const found = of && getOwnPropertyDescriptor(of, name);
      if (found?.set) defineProperty(of, name, { ...found, configurable: false, set(text) { call(found.set, this, plain(text ?? "", name)); } });
    };
    const looked = (of, name, at) =>
      replace(of, name, (act) => function (...given) {
        // `document.write` concatenates its arguments.
        for (let part = at; part < (at ? at + 1 : given.length); part += 1) given[part] = plain(given[part], name);
        return apply(act, this, given);
      });
    for (const of of [Element.prototype, window.ShadowRoot?.prototype]) {
      set(of, "innerHTML");
      set(of, "outerHTML");
    }
    looked(Element.prototype, "insertAdjacentHTML", 1);
    looked(DOMParser.prototype, "parseFromString", 0);
    looked(Range.prototype, "createContextualFragment", 0);
    for (const name of ["write", "writeln", "execCommand"]) replace(Document.prototype, name, () => refusal(`document.${name}`));
    if (window.HTMLIFrameElement) set(HTMLIFrameElement.prototype, "srcdoc");
  }

  // No window can be opened with an address that carries data. (Pages served by the service worker are sandboxed as
  // well, which no script can undo.)
  fixed(window, "open", (address = "") => {
    stopped(`${address}`);
    return null;
  });
  replace(Document.prototype, "open", (open) =>
    function (...given) {
      // With three arguments it opens a window.
      return given.length < 3 ? apply(open, this, given) : refusal("document.open")();
    },
  );
  const { closest, getAttribute } = Element.prototype;
  const spaceOf = getter(Element, "namespaceURI");
  const targets = { __proto__: null, "": 1, _self: 1 };
  const held = ["ctrlKey", "metaKey", "shiftKey", "button"].map((name) => getter(MouseEvent, name));
  const opensWindow = (element, event) => {
    let link = null;
    let opens = false;
    try {
      link = call(closest, element, "a, area");
      for (let at = 0; event && at < 4; at += 1) opens ||= call(held[at], event);
    } catch {
      // The target is not an element, or the event is not one of the mouse.
    }
    // A link of SVG can say so by `xlink:show`, or by an animation.
    return link !== null && (opens || call(spaceOf, link) !== "http://www.w3.org/1999/xhtml" || !((call(getAttribute, link, "target") ?? "") in targets));
  };
  replace(HTMLElement.prototype, "click", (click) =>
    function () {
      if (opensWindow(this)) return stopped("target=_blank");
      return call(click, this);
    },
  );
  replace(EventTarget.prototype, "dispatchEvent", () =>
    function (event) {
      if (opensWindow(this, event)) return stopped("target=_blank");
      return call(dispatch, this, event);
    },
  );

  // No policy prevents a page from navigating; navigation events can be cancelled. While a picture is open, no script
  // navigates this tab away from the site, starts a download from it, or changes the address, which a reload would
  // send. A navigation to another site always needs the visitor.
  const home = new URL("./", document.baseURI).href;
  const [here] = location.href.split("#");
  const { startsWith } = String.prototype;
  const event = (name) => getter(window.NavigateEvent, name);
  const navigate = ["destination", "userInitiated", "navigationType", "downloadRequest"].map(event);
  const urlOf = getter(window.NavigationDestination, "url");
  const sameOf = getter(window.NavigationDestination, "sameDocument");
  const prevent = Event.prototype.preventDefault;
  if (window.navigation && urlOf && navigate[0]) {
    call(listen, window.navigation, "navigate", (event) => {
      const destination = call(navigate[0], event);
      const isAsked = call(navigate[1], event);
      const url = call(urlOf, destination);
      const isWeb = call(startsWith, url, "http:") || call(startsWith, url, "https:");
      const elsewhere = isWeb && !call(startsWith, url, home);
      // Saving a `blob:` URL, which the page has created itself.
      const isSaved = !isWeb && typeof (navigate[3] && call(navigate[3], event)) === "string";
      const leaves = call(sameOf, destination)
        ? url !== here && !call(startsWith, url, `${here}#`)
        : call(navigate[2], event) !== "reload" && !isSaved;
      const stops = elsewhere ? isSealed || !isAsked : isSealed && leaves && !isAsked;
      if (!stops || !event.cancelable) return;
      call(prevent, event);
      stopped(url);
    });
  }

  // ---- Restrictions on service worker APIs -------------------------------------------------------

  const workers = (() => {
    try {
      return navigator.serviceWorker;
    } catch {
      // Throws in a frame with an opaque origin.
      return undefined;
    }
  })();
  const { ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorker, MessagePort, MessageEvent } = window;
  const controllerOf = getter(ServiceWorkerContainer, "controller");
  const registrationOf = method(ServiceWorkerContainer, "getRegistration");
  const states = ["installing", "waiting", "active"].map((name) => getter(ServiceWorkerRegistration, name));
  const controller = () => (workers ? call(controllerOf, workers) : null);
  // Why no service worker takes control, where that is known.
  let lacks = workers ? "coming" : "none";
  replace(ServiceWorkerContainer?.prototype, "register", (register) =>
    async function (script) {
      if (`${script}` !== "./sw.js" || (isSealed && controller())) return refusal("serviceWorker.register")();
      try {
        const found = await call(register, workers, "./sw.js", { updateViaCache: "none" });
        const coming = call(states[0], found);
        if (coming) {
          call(listen, coming, "statechange", () => {
            if (coming.state === "redundant" && lacks === "coming") lacks = "failed";
          });
        }
        return found;
      } catch (error) {
        if (lacks === "coming") lacks = "failed";
        throw error;
      }
    },
  );
  // Without a service worker, the ledger has what the browser lists of itself: a request once its response has been read
  // to the end. A response that may not be stored is read when the script reads it, and not before. So a sealed page may
  // then fetch nothing but files by a plain name, as the page does for itself, and each response is read here.
  const isLoose = () => isSealed && !controller();
  const OWN = /^[\w./-]+\.\w+$/;
  const { slice } = String.prototype;
  const { Request, Response, fetch } = window;
  const [addressOf, methodOf, cacheOf, integrityOf] = ["url", "method", "cache", "integrity"].map((name) => getter(Request, name));
  const { clone, arrayBuffer } = Response.prototype;
  window.fetch = async (...given) => {
    if (controller()) return apply(fetch, window, given);
    const asked = construct(Request, given);
    const url = call(addressOf, asked);
    const isPlain = call(methodOf, asked) === "GET";
    if (!isSealed && isPlain) return call(fetch, window, asked);
    if (!isPlain || !call(startsWith, url, home) || !call(find, OWN, call(slice, url, home.length))) return refusal("fetch")();
    const options = { __proto__: null, cache: call(cacheOf, asked), integrity: call(integrityOf, asked) };
    const answer = await call(fetch, window, url, options);
    await call(arrayBuffer, call(clone, answer));
    return answer;
  };
  for (const [of, name] of [[window.XMLHttpRequest?.prototype, "send"], [Navigator.prototype, "sendBeacon"]]) {
    replace(of, name, (act) =>
      function (...given) {
        return isLoose() ? refusal(name)() : apply(act, this, given);
      },
    );
  }
  // An update check is a request that no service worker sees.
  for (const name of ["update", "unregister"]) {
    replace(ServiceWorkerRegistration?.prototype, name, (act) =>
      async function () {
        return isSealed ? refusal(`registration.${name}`)() : call(act, this);
      },
    );
  }
  for (const name of ["pushManager", "backgroundFetch", "sync", "periodicSync", "paymentManager", "cookies", "index", "navigationPreload", "showNotification"]) {
    if (ServiceWorkerRegistration) deleteProperty(ServiceWorkerRegistration.prototype, name);
  }

  // ---- The seal ------------------------------------------------------------------------------------

  const LOOK_MS = 5000;
  const tell = method(ServiceWorker, "postMessage");
  const tellPort = method(MessagePort, "postMessage");
  const startPort = method(MessagePort, "start");
  const ports = ["port1", "port2"].map((name) => getter(MessageChannel, name));
  const dataOf = getter(MessageEvent, "data");
  const portsOf = getter(MessageEvent, "ports");
  const stop = Event.prototype.stopImmediatePropagation;
  const digest = crypto.subtle?.digest;
  let secret;
  let lock = "";
  // The service worker that has confirmed the seal.
  let keeper = null;
  let isElsewhere = false;
  let hear = () => {};

  // Sends a message to a service worker and returns its answer; undefined if it is silent for `most` milliseconds.
  // `note` is called with progress messages, which precede the answer; only the answer has a non-empty `came`.
  const ask = (worker, message, most = 3000, note) =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      const port = call(ports[0], channel);
      let isOver = false;
      const end = (answer) => {
        isOver = true;
        resolve(answer);
      };
      let late = setTimeout(end, most);
      call(listen, port, "message", (event) => {
        const data = call(dataOf, event);
        if (!note || data.came) return end(data);
        if (isOver) return;
        clearTimeout(late);
        late = setTimeout(end, most);
        note(`${data.done}/${data.total}`);
      });
      call(startPort, port);
      call(tell, worker, message, listOf(1, () => call(ports[1], channel)));
    });

  // The controlling service worker, and those that may take control next.
  const everyWorker = async () => {
    const all = [];
    const add = (worker) => {
      for (let at = 0; at < all.length; at += 1) if (all[at] === worker) return;
      if (worker) defineProperty(all, all.length, { value: worker });
    };
    add(controller());
    const found = workers && (await call(registrationOf, workers));
    for (let at = 0; found && at < states.length; at += 1) add(call(states[at], found));
    return all;
  };

  const DIGITS = "0123456789abcdef";
  const hashed = async (bytes) => {
    const hash = new Uint8Array(await call(digest, crypto.subtle, "SHA-256", bytes));
    let text = "";
    for (let at = 0; at < 32; at += 1) text += DIGITS[hash[at] >> 4] + DIGITS[hash[at] & 15];
    return text;
  };

  // Creates a room from its script and its list of files, both given as text. A list other than the built one is
  // rejected.
  const encode = TextEncoder.prototype.encode;
  const encoder = new TextEncoder();
  const room = async (script, list) => {
    // Without https there is no `crypto.subtle`; then the host has to be trusted, as for everything else.
    if (digest && (await hashed(call(encode, encoder, list))) !== ROOM_FILES) throw new Error("room-files.json is not what was built");
    const frame = call(createElement, document, "iframe");
    // Without a loop: iteration calls functions that other scripts can replace.
    call(setAttribute, frame, "id", "room");
    call(setAttribute, frame, "title", "Onsight");
    call(setAttribute, frame, "sandbox", "allow-scripts allow-modals");
    call(setAttribute, frame, "allow", "cross-origin-isolated; clipboard-write");
    const text = roomText(script, list);
    call(setSource, frame, typed ? call(createHTML, typed, text) : text);
    return call(appendChild, call(bodyOf, document), frame);
  };

  const mark = () => document.documentElement.toggleAttribute("data-sealed", isSealed);

  // Returns "sealed", or why the page is not sealed.
  const seal = async () => {
    isSealed = true;
    mark();
    if (!secret && digest) {
      const fresh = call(random, crypto, new Uint8Array(32));
      lock = await hashed(fresh);
      secret = fresh;
    }
    let came = lacks;
    const all = await everyWorker();
    for (let at = 0; at < all.length; at += 1) {
      const reply = await ask(all[at], { kind: "seal", lock });
      if (all[at] !== controller()) continue;
      came = reply?.sealed === true ? "sealed" : "silent";
      if (came === "sealed" && isSealed) keeper = all[at];
    }
    return came;
  };

  const unseal = async () => {
    isSealed = false;
    keeper = null;
    mark();
    const spent = secret;
    secret = undefined;
    lock = "";
    tries = { __proto__: null };
    const all = await everyWorker();
    for (let at = 0; spent && at < all.length; at += 1) await ask(all[at], { kind: "unseal", secret: spent });
  };

  // Fetches a model at the visitor's request; `note` is called with "3/9" when three of nine files have arrived.
  // Returns "done", or why it failed. The seal stays in force: the service worker makes the requests itself, only for
  // files of the build, and only for a caller who knows the secret. Until the seal is lifted, each model can be
  // requested three times, and one at a time; a script can choose nothing but which model, when and how often.
  const MODEL_MS = 250_000;
  const MOST_TRIES = 3;
  let tries = { __proto__: null };
  let isFetching = false;
  const model = async (folder, note) => {
    if (!keeper || !secret || isFetching) return "unsealed";
    const name = `${folder}`;
    // Of this seal: lifting it starts another count.
    const counts = tries;
    if ((counts[name] ?? 0) >= MOST_TRIES) return "often";
    counts[name] = (counts[name] ?? 0) + 1;
    isFetching = true;
    const answer = await ask(keeper, { kind: "model", secret, folder: name }, MODEL_MS, note);
    isFetching = false;
    // Then no request was made.
    if (answer?.came === "elsewhere" || answer?.came === "refused") counts[name] -= 1;
    return answer?.came ?? "silent";
  };

  const breaks = (why) => {
    if (!keeper) return;
    keeper = null;
    hear(why);
  };
  const turns = (now) => {
    if (isElsewhere !== now) hear((isElsewhere = now) ? "elsewhere" : "alone");
  };

  // Checks whether the seal is still in force, and whether another tab is sealed.
  const look = async () => {
    const asked = keeper;
    if (asked && controller() !== asked) return breaks("lost");
    const worker = asked ?? (isElsewhere ? controller() : null);
    if (!worker) return turns(false);
    const answer = (await ask(worker, { kind: "sealed?", lock })) ?? (await ask(worker, { kind: "sealed?", lock }));
    if (asked && keeper === asked && !answer?.sealed) breaks(answer ? "lifted" : "mute");
    turns(Boolean(answer?.elsewhere));
  };

  if (workers) {
    // This listener runs first and stops propagation, so no other script sees the event.
    call(listen, workers, "message", (event) => {
      const data = event.isTrusted && call(dataOf, event);
      switch (data?.kind) {
        case "sealed?":
          call(stop, event);
          return call(tellPort, call(portsOf, event)[0], { sealed: isSealed, lock });
        case "elsewhere":
          return turns(data.sealed === true);
        case "no room":
          lacks = "full";
      }
    });
    call(listen, workers, "controllerchange", () => controller() !== keeper && breaks("lost"));
    workers.startMessages?.();
    setInterval(look, LOOK_MS);
    // A page that is being left releases its lock at once; one restored from the back/forward cache is sealed again.
    call(listen, window, "pagehide", () => {
      const worker = controller();
      if (worker && secret) call(tell, worker, { kind: "unseal", secret, leaves: true });
    });
    call(listen, window, "pageshow", (event) => {
      if (event.persisted && isSealed) seal();
    });
  }

  // A handle can be taken once; afterwards the property is undefined. The page's module takes the seal when it starts,
  // and the kept cases take the passkeys when they are loaded.
  const once = (name, held) =>
    defineProperty(window, name, {
      configurable: false,
      get() {
        const taken = held;
        held = undefined;
        return taken;
      },
    });
  const listenTo = (to) => {
    hear = to;
    if (isElsewhere) hear("elsewhere");
  };
  once("onsightSeal", Object.freeze({ __proto__: null, seal, unseal, model, listen: listenTo, room: isShell ? room : undefined }));
  if (!isShell) once("onsightPasskeys", passkeys);
})();
