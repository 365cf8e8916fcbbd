// Makes rooms: documents with an opaque origin, in several ways. Runs in the outer page.

const POLICY = "default-src 'none'; script-src 'wasm-unsafe-eval' blob: HASH; worker-src blob:; style-src 'unsafe-inline'; img-src blob: data:; font-src data:; connect-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'";
// What may become a part of the document, in a browser that knows Trusted Types: no frame.
const TYPED = "; require-trusted-types-for 'script'; trusted-types default";

// The first script of the room: what it gives away is taken first, then it runs what it is sent.
const FIRST = `
  const gone = /^(webkit|moz)?RTC|^WebTransport|^WebSocket|^EventSource$|^SharedWorker$|^(Presentation|Payment)Request|^XSLTProcessor$/;
  if (document.documentElement.dataset.bare === undefined) {
    for (const name of Object.getOwnPropertyNames(globalThis)) if (gone.test(name)) delete globalThis[name];
    // A browser that stops a frame from going elsewhere has already looked up the name of the host: there are no frames
    // in this one, and no links that connect (Firefox asks no policy for them). This document cannot stop its own
    // departure: it has no navigation events.
    const frames = /^(link|i?frame|frameset|object|embed|fencedframe|portal)$/i;
    // A class of its own would make one too.
    delete globalThis.customElements;
    const inText = /<[/]?(link|i?frame|frameset|object|embed|fencedframe|portal)/i;
    globalThis.trustedTypes?.createPolicy('default', {
      createHTML: text => (inText.test(text) ? null : text),
      createScriptURL: text => (text.startsWith('blob:') ? text : null),
    });
    for (const name of ['createElement', 'createElementNS']) {
      const plain = Document.prototype[name];
      Document.prototype[name] = function (...all) {
        const made = plain.apply(this, all);
        if (frames.test(made.localName)) throw new TypeError('not in this room');
        return made;
      };
    }
  }
  addEventListener('message', async event => {
    if (event.data?.kind !== 'program') return;
    const address = URL.createObjectURL(new Blob([event.data.code], { type: 'text/javascript' }));
    try {
      const { default: main } = await import(address);
      await main(event.data, (data, transfer) => parent.postMessage(data, '*', transfer), event.ports);
    } catch (error) {
      parent.postMessage({ kind: 'broken', why: String(error) }, '*');
    }
  });
  parent.postMessage({ kind: 'ready' }, '*');
`;

async function hashOf(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

/** The room's document; `also` is put at the end of its policy, `bare` leaves every API in its place. */
export async function documentOf({ also = '', bare = false } = {}) {
  const policy = POLICY.replace('HASH', await hashOf(FIRST)) + (bare ? '' : TYPED) + also;
  return `<!doctype html><html lang="en"${bare ? ' data-bare' : ''}><meta charset="utf-8">${bare ? '' : '<meta http-equiv="x-dns-prefetch-control" content="off">'}<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Room</title><style>body{font-family:system-ui;color:CanvasText}</style><script>${FIRST}</script><body><main id="main"></main></body></html>`;
}

/** Opens a room. `how`: srcdoc, blob, data, or an address. Resolves once its first script has run. */
export async function openRoom(how, { sandbox = 'allow-scripts allow-downloads allow-modals', allow = 'cross-origin-isolated; clipboard-write; clipboard-read', ...rest } = {}) {
  const frame = document.createElement('iframe');
  frame.title = 'Room';
  if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
  if (allow) frame.allow = allow;
  Object.assign(frame.style, { width: '600px', height: '300px', border: '1px solid' });
  const ready = new Promise((resolve, reject) => {
    addEventListener('message', event => event.source === frame.contentWindow && event.data?.kind === 'ready' && resolve());
    setTimeout(() => reject(new Error('no room within 5 s')), 5000);
  });
  const html = await documentOf(rest);
  if (how === 'srcdoc') frame.srcdoc = html;
  else if (how === 'blob') frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  else if (how === 'data') frame.src = `data:text/html,${encodeURIComponent(html)}`;
  else frame.src = how;
  document.body.append(frame);
  await ready;
  return frame;
}

/** Runs a program in a room and resolves with what it gives back. */
export function runIn(frame, code, given = {}, most = 30_000, transfer = []) {
  return new Promise((resolve, reject) => {
    addEventListener('message', event => {
      if (event.source !== frame.contentWindow) return;
      if (event.data?.kind === 'done') resolve(event.data.value);
      if (event.data?.kind === 'broken') reject(new Error(event.data.why));
    });
    setTimeout(() => reject(new Error('late')), most);
    frame.contentWindow.postMessage({ kind: 'program', code, ...given }, '*', transfer);
  });
}
