// The first script of the page. It takes away what could carry something past the service worker, before any other
// script runs, and it holds the seal: whether a picture is open is known in here and nowhere else, and the secret that
// lifts the seal never stands where another script can read it.
//
// Whatever is called after the start is what the browser had at the start: a script that comes later may put
// functions of its own in the place of the browser's, and must not be called by this one.
(() => {
  "use strict";
  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
  const { Promise, MessageChannel, Uint8Array, CustomEvent, Error, setTimeout, clearTimeout, setInterval } = window;
  const call = (act, self, ...given) => apply(act, self, given);
  const getter = (of, name) => getOwnPropertyDescriptor(of?.prototype ?? {}, name)?.get;
  const method = (of, name) => of?.prototype[name];
  const fixed = (of, name, value) => defineProperty(of, name, { value, writable: false, enumerable: false, configurable: false });
  // The page's module reaches the seal by these.
  for (const name of ["call", "apply", "bind"]) fixed(Function.prototype, name, Function.prototype[name]);
  fixed(window, "Reflect", Object.freeze(Reflect));
  Object.freeze(WebAssembly.Table.prototype);

  // ---- Page alone, or the outer page of a room -------------------------------------------------

  // `cargo xtask build` writes here the hash of the list of what a room runs (`room-files.json`).
  const ROOM_FILES = "";
  // A page with a room opens no picture itself: it makes a document without an origin for them (`shell.js`). By the
  // address, else as it was chosen on an earlier visit.
  const isShell = (() => {
    const asked = new URLSearchParams(location.search).get("room");
    try {
      return (asked ?? localStorage.getItem("onsight.room") ?? "0") !== "0";
    } catch {
      return (asked ?? "0") !== "0";
    }
  })();
  // What only a room needs: its first script by its hash, and scripts that it has made itself. A room inherits the policy of
  // its page, so that the page's must allow it; a page without one takes it away again.
  const written = document.querySelector("meta[http-equiv=Content-Security-Policy]");
  const [, roomScript = "'none'"] = / blob: ('sha256-[^']+')/.exec(written?.content ?? "") ?? [];
  if (isShell) {
    document.documentElement.toggleAttribute("data-shell", true);
  } else if (written) {
    const strict = written.cloneNode();
    strict.content = written.content.replace(/ blob: 'sha256-[^']+'/, "").replace("worker-src 'self' blob:", "worker-src 'self'").replace(" room", "");
    document.head.prepend(strict);
  }

  // ---- What is stopped is told ---------------------------------------------------------------

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

  // A list that a browser reads by an iterator of its own: that of arrays can be changed by every script.
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

  // What is kept of `navigator.credentials`, which is taken away below: a passkey of this host is made, or gives 32 bytes of
  // its own (the extension `prf` of WebAuthn), by which the case vault opens. Whoever has these two functions puts nothing
  // into a question but ids of passkeys, which are looked up on this device. Questions have no prototype, and lists an
  // iterator of their own: a browser would read what is missing from where every script can write.
  let isSealed = false;
  const { crypto } = window;
  const random = crypto.getRandomValues;
  const passkeys = (() => {
    const { credentials } = navigator;
    const { PublicKeyCredential: Kind } = window;
    const host = location.hostname;
    // No passkey belongs to an address of numbers.
    if (!credentials || !Kind || /^[\d.]*$|:/.test(host)) return undefined;
    const { create, get } = credentials;
    const rawId = getter(Kind, "rawId");
    const { getClientExtensionResults } = Kind.prototype;
    const lengthOf = getter(Reflect.getPrototypeOf(Uint8Array), "length");
    const first = new TextEncoder().encode("onsight-vault passkey 1");
    const extensions = { __proto__: null, prf: { __proto__: null, eval: { __proto__: null, first } } };
    const type = "public-key";
    const drawn = () => call(random, crypto, new Uint8Array(32));
    // What a passkey gave; without `output` where it cannot.
    const given = (made, output) => ({ __proto__: null, id: new Uint8Array(call(rawId, made)), output: output && new Uint8Array(output) });

    const ask = async (ids) => {
      const length = ids.length;
      if (!(length > 0 && length <= 8)) throw new Error("1 to 8 passkeys");
      const allowCredentials = listOf(length, (at) => {
        const id = new Uint8Array(ids[at]);
        if (call(lengthOf, id) > 1023) throw new Error("no passkey has such an id");
        // No other device is asked, which would be asked over the network.
        return { __proto__: null, type, id, transports: listOf(1, () => "internal") };
      });
      const publicKey = { __proto__: null, rpId: host, challenge: drawn(), allowCredentials, userVerification: "required", extensions };
      const found = await call(get, credentials, { __proto__: null, publicKey });
      return given(found, call(getClientExtensionResults, found).prf?.results?.first);
    };

    const make = async () => {
      // A device may send a new one to its owner's account.
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
      // Many give their bytes only when they are asked.
      return made.output || !prf?.enabled ? made : ask({ __proto__: null, length: 1, 0: made.id });
    };
    return Object.freeze({ __proto__: null, make, ask });
  })();
  // Beside it stand functions that ask foreign hosts.
  for (const kind of ["PublicKeyCredential", "IdentityCredential", "IdentityProvider"]) {
    for (const name of ["signalUnknownCredential", "signalAllAcceptedCredentials", "signalCurrentUserDetails", "disconnect", "getUserInfo"]) {
      if (window[kind]) deleteProperty(window[kind], name);
    }
  }

  // ---- Ways out that no service worker sees ----------------------------------------------------

  // What reaches other hosts, other pages of this origin, other programs, or a realm with functions of its own.
  for (const name of [
    "RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection", "RTCDataChannel", "RTCIceTransport",
    "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "BroadcastChannel", "SharedWorker", "fetchLater",
    "Notification", "PaymentRequest", "PresentationRequest", "SpeechRecognition", "webkitSpeechRecognition",
    "SpeechSynthesisUtterance", "XSLTProcessor", "FencedFrameConfig", "TCPSocket", "UDPSocket",
  ]) {
    if (name in window) fixed(window, name, refusal(name));
  }
  for (const name of ["cookieStore", "documentPictureInPicture", "speechSynthesis", "sharedStorage", "fence"]) {
    if (name in window && !deleteProperty(window, name)) fixed(window, name, undefined);
  }
  for (const name of [
    "credentials", "share", "canShare", "presentation", "registerProtocolHandler", "joinAdInterestGroup", "runAdAuction",
    "login", "contacts", "bluetooth", "requestMIDIAccess", "sharedStorage", "privateAttribution",
  ]) {
    deleteProperty(Navigator.prototype, name);
  }
  // A browser sends cookies along where nobody sees it.
  defineProperty(Document.prototype, "cookie", { get: () => "", set: () => stopped("document.cookie"), configurable: false });

  // ---- Realms of their own: frames and windows ---------------------------------------------------

  // An empty frame has everything anew that was taken away, and no policy forbids it. None is made.
  const FRAMES = { __proto__: null, iframe: 1, frame: 1, frameset: 1, object: 1, embed: 1, applet: 1, fencedframe: 1, portal: 1 };
  const nameOf = getter(Element, "localName");
  const rootOf = getter(Document, "documentElement");
  const { createElement } = Document.prototype;
  const isFrame = (element) => element !== null && call(nameOf, element) in FRAMES;
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
  // A request that stops the page until it is answered passes the service worker by.
  replace(window.XMLHttpRequest?.prototype, "open", (open) =>
    function (...given) {
      if (given.length > 2 && !given[2]) return refusal("XMLHttpRequest that blocks")();
      return apply(open, this, given);
    },
  );
  // A hint of what may be needed makes the browser look up a host and greet it, which no policy forbids.
  const HINTS = /dns-prefetch|preconnect|prefetch|prerender|dictionary/i;
  const { exec: find } = RegExp.prototype;
  const { toLowerCase } = String.prototype;
  const relOf = window.HTMLLinkElement && getOwnPropertyDescriptor(HTMLLinkElement.prototype, "rel");
  if (relOf?.set) {
    const isHint = (rel) => {
      const found = call(find, HINTS, rel) !== null;
      if (found) stopped("link to a host");
      return found;
    };
    defineProperty(HTMLLinkElement.prototype, "rel", {
      ...relOf,
      configurable: false,
      set(given) {
        const rel = `${given}`;
        if (!isHint(rel)) call(relOf.set, this, rel);
      },
    });
    defineProperty(HTMLLinkElement.prototype, "relList", { get: () => undefined, configurable: false });
    for (const [name, at] of [["setAttribute", 0], ["setAttributeNS", 1]]) {
      replace(Element.prototype, name, (act) =>
        function (...given) {
          if (call(nameOf, this) !== "link") return apply(act, this, given);
          given[at] = `${given[at]}`;
          given[at + 1] = `${given[at + 1]}`;
          if (call(toLowerCase, given[at]) === "rel" && isHint(given[at + 1])) return undefined;
          return apply(act, this, given);
        },
      );
    }
    for (const name of ["setAttributeNode", "setAttributeNodeNS"]) {
      replace(Element.prototype, name, (act) =>
        function (...given) {
          return call(nameOf, this) === "link" ? refusal(name)() : apply(act, this, given);
        },
      );
    }
  }
  // An element of one's own may be a frame under another name.
  replace(window.CustomElementRegistry?.prototype, "define", () => refusal("customElements.define"));

  // The one frame that there is: the room. Its document is written here, and its script is let in by the hash that stands in
  // the page's policy; the list of what it runs is looked at before it is handed over, and the room looks at each part.
  const ROOM_POLICY =
    `default-src 'none'; script-src 'wasm-unsafe-eval' blob: ${roomScript}; worker-src blob:; img-src blob: data:; connect-src 'none'; ` +
    "frame-src 'none'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types default";
  const roomText = (script, list) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="x-dns-prefetch-control" content="off">` +
    `<meta http-equiv="Content-Security-Policy" content="${ROOM_POLICY}"><meta name="color-scheme" content="light dark">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><meta name="built" content='${list}'>` +
    `<title>Onsight</title><script>${script}</script><body></body></html>`;
  // Nobody else can make a policy of this name after this.
  const typed = isShell ? window.trustedTypes?.createPolicy("room", { createHTML: (text) => text }) : undefined;
  const { createHTML } = typed ?? {};
  const setSource = getOwnPropertyDescriptor(window.HTMLIFrameElement?.prototype ?? {}, "srcdoc")?.set;
  const { setAttribute } = Element.prototype;
  const { appendChild } = Node.prototype;
  const bodyOf = getter(Document, "body");

  // Text that becomes a part of the page: browsers with Trusted Types ask `trusted.js`, in others it is looked at here.
  if (!window.trustedTypes) {
    const ACTS = /<\/?(script|iframe|frame|frameset|object|embed|applet|base|meta|link|form|style|portal|fencedframe|template)\b|[\s"'/]on\w+\s*=|\b(srcdoc|formaction|xlink:href)\b|javascript:/i;
    const { exec } = RegExp.prototype;
    const plain = (text, at) => (call(exec, ACTS, `${text}`) ? refusal(at)() : `${text}`);
    const set = (of, name) => {
      const found = of && getOwnPropertyDescriptor(of, name);
      if (found?.set) defineProperty(of, name, { ...found, configurable: false, set(text) { call(found.set, this, plain(text ?? "", name)); } });
    };
    const looked = (of, name, at) =>
      replace(of, name, (act) => function (...given) {
        // `document.write` takes several pieces, which together are one text.
        for (let part = at; part < (at ? at + 1 : given.length); part += 1) given[part] = plain(given[part], name);
        return apply(act, this, given);
      });
    for (const of of [Element.prototype, window.ShadowRoot?.prototype]) {
      set(of, "innerHTML");
      set(of, "outerHTML");
      looked(of, "setHTMLUnsafe", 0);
    }
    looked(Element.prototype, "insertAdjacentHTML", 1);
    looked(DOMParser.prototype, "parseFromString", 0);
    looked(Range.prototype, "createContextualFragment", 0);
    looked(Document, "parseHTMLUnsafe", 0);
    for (const name of ["write", "writeln", "execCommand"]) replace(Document.prototype, name, () => refusal(`document.${name}`));
    if (window.HTMLIFrameElement) set(HTMLIFrameElement.prototype, "srcdoc");
  }

  // Nobody opens a window with an address that carries something. (Pages that the service worker has answered are
  // sandboxed as well, which no script can undo.)
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
  const targets = { __proto__: null, "": 1, _self: 1 };
  const opensWindow = (element, event) => {
    let link = null;
    try {
      link = call(closest, element, "a, area");
    } catch {
      // No element.
    }
    const held = event?.ctrlKey || event?.metaKey || event?.shiftKey;
    return link !== null && (held || !((call(getAttribute, link, "target") ?? "") in targets));
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

  // A policy cannot stop a page from going elsewhere; the browser's navigation events can. While a picture is open no
  // script takes this tab away from the site, downloads anything, or changes the address, which a reload would send; and none
  // ever takes it to another site unless the visitor asked for it.
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
      // What the page has made itself is saved so.
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

  // ---- The service worker is ours ----------------------------------------------------------------

  const workers = (() => {
    try {
      return navigator.serviceWorker;
    } catch {
      // In a frame without an origin.
      return undefined;
    }
  })();
  const { ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorker, MessagePort, MessageEvent } = window;
  const controllerOf = getter(ServiceWorkerContainer, "controller");
  const registrationOf = method(ServiceWorkerContainer, "getRegistration");
  const states = ["installing", "waiting", "active"].map((name) => getter(ServiceWorkerRegistration, name));
  const controller = () => (workers ? call(controllerOf, workers) : null);
  // Why it does not come, where it is known.
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
  // The look for a newer version is a request that no service worker sees.
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

  // What a service worker answers; undefined when it is silent for so many milliseconds. `note` is told of progress, which
  // comes before an answer with the word `came`.
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

  // The one in charge, and whoever may be so next.
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

  // A new room, with the script and the list that are given as text. Another list than the built one makes none.
  const encode = TextEncoder.prototype.encode;
  const encoder = new TextEncoder();
  const room = async (script, list) => {
    // Without https no browser hashes; then the host is believed, as for everything else.
    if (digest && (await hashed(call(encode, encoder, list))) !== ROOM_FILES) throw new Error("room-files.json is not what was built");
    const frame = call(createElement, document, "iframe");
    // One by one: a loop would ask functions that others can replace.
    call(setAttribute, frame, "id", "room");
    call(setAttribute, frame, "title", "Onsight");
    call(setAttribute, frame, "sandbox", "allow-scripts allow-modals");
    call(setAttribute, frame, "allow", "cross-origin-isolated; clipboard-write");
    const text = roomText(script, list);
    call(setSource, frame, typed ? call(createHTML, typed, text) : text);
    return call(appendChild, call(bodyOf, document), frame);
  };

  const mark = () => document.documentElement.toggleAttribute("data-sealed", isSealed);

  // Gives "sealed", or why the page is not.
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

  // Has a model fetched because the visitor wants it; `note` is told "3/9" when three of nine files are here. Gives "done", or
  // why it did not come. The seal stays on: the service worker makes the requests, for nothing but what was built, and for
  // nobody who does not know the secret. A model is asked for three times at most until the seal is lifted, and one at a
  // time: how often and in which order is all that a script can choose.
  const MODEL_MS = 250_000;
  const MOST_TRIES = 3;
  let tries = { __proto__: null };
  let isFetching = false;
  const model = async (folder, note) => {
    if (!keeper || !secret || isFetching) return "unsealed";
    const name = `${folder}`;
    tries[name] = (tries[name] ?? 0) + 1;
    if (tries[name] > MOST_TRIES) return "often";
    isFetching = true;
    const answer = await ask(keeper, { kind: "model", secret, folder: name }, MODEL_MS, note);
    isFetching = false;
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

  // Whether the seal still holds, and whether another tab is sealed.
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
    // Heard before every other script, and by no other.
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
    // A page that goes lets the others have the network at once; one that comes back seals itself again.
    call(listen, window, "pagehide", () => {
      const worker = controller();
      if (worker && secret) call(tell, worker, { kind: "unseal", secret });
    });
    call(listen, window, "pageshow", (event) => {
      if (event.persisted && isSealed) seal();
    });
  }

  // Whoever takes it first has it: nobody after them finds anything. The seal is taken by the page's module when it starts,
  // and passkeys by the kept cases when they are loaded.
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
