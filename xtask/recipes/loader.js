// Starts the bundle `@BUNDLE@`, if its parts are what was built.
//
// First of all: what could carry something past the service worker is taken away, as `guard.js` does it for the page. A
// worker does not have the policy of its page, only that of a header: without one, and without a service worker, all that
// keeps it from other hosts is here.
const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const fixed = (of, name, value) => defineProperty(of, name, { value, writable: false, configurable: false });
for (const name of ['WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'BroadcastChannel', 'RTCPeerConnection', 'RTCDataChannel', 'Notification', 'TCPSocket', 'UDPSocket', 'XMLHttpRequest', 'FontFace']) {
  fixed(self, name, undefined);
}
for (const name of ['add', 'addAll']) delete self.Cache?.prototype[name];
// `await` reads both.
for (const name of ['constructor', 'then']) fixed(Promise.prototype, name, Promise.prototype[name]);
// Files of this folder by a plain name, and nothing with them. A file that is not there nobody reads to its end, and
// before that no browser lists the request. A worker that tells nobody of its requests gets its own parts, and no `fetch`.
let ask;
{
  const { fetch, Request, Response, Worker } = self;
  const folder = new URL('./', import.meta.url).href;
  const OWN = /^[\w./-]+\.\w+$/;
  const [addressOf, methodOf, cacheOf, integrityOf] = ['url', 'method', 'cache', 'integrity'].map((name) => getOwnPropertyDescriptor(Request.prototype, name).get);
  const [{ clone, arrayBuffer }, { exec }, { startsWith, slice }] = [Response.prototype, RegExp.prototype, String.prototype];
  ask = async (...given) => {
    const asked = construct(Request, given);
    const url = apply(addressOf, asked, []);
    const isOwn = apply(startsWith, url, [folder]) && apply(exec, OWN, [apply(slice, url, [folder.length])]);
    if (!isOwn || apply(methodOf, asked, []) !== 'GET') throw new TypeError('no file of Onsight');
    const options = { __proto__: null, cache: apply(cacheOf, asked, []), integrity: apply(integrityOf, asked, []), referrerPolicy: 'no-referrer' };
    const answer = await apply(fetch, self, [url, options]);
    if (!answer.ok) await apply(arrayBuffer, apply(clone, answer, []), []);
    return answer;
  };
  for (let owner = self; owner; owner = getPrototypeOf(owner)) if (getOwnPropertyDescriptor(owner, 'fetch')) fixed(owner, 'fetch', @FETCHES@ ? ask : undefined);
  const start = function (address, options) {
    const own = `${address}`;
    if (own !== `${folder}reader_loader.js` && own !== `${folder}worker_threads_helper.js`) throw new TypeError('no worker of Onsight');
    return construct(Worker, [own, options]);
  };
  start.prototype = Worker.prototype;
  fixed(Worker.prototype, 'constructor', start);
  fixed(self, 'Worker', start);
}
const part = async (file, integrity) => {
  const answer = await ask(new URL(file, import.meta.url), { integrity }).catch(() => undefined);
  if (answer?.ok) return answer;
  throw new Error(`${file} did not arrive, or is not what was built`);
};
// The page hears each second that this worker lives, until it can answer for itself.
const beat = @BEATS@ && setInterval(() => postMessage([new Uint8Array()]), 1000);
const module = part('@BUNDLE@_bg.wasm', '@MODULE@');
// Its failure is told where it is waited for.
module.catch(() => {});
// A module is imported by its name alone; what was fetched with a hash before is what the import gets.
await Promise.all([part('trusted.js', '@POLICY@'), part('@BUNDLE@.js', '@SCRIPT@')]);
const [{ default: init }] = await Promise.all([import('./@BUNDLE@.js'), import('./trusted.js')]);
await init({ module_or_path: module });
clearInterval(beat);
