// Starts the bundle `@BUNDLE@`, if its parts are what was built.
//
// First of all: what could carry something past the service worker is taken away, as `guard.js` does it for the page.
for (const name of ['WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'BroadcastChannel', 'RTCPeerConnection', 'RTCDataChannel', 'Notification', 'TCPSocket', 'UDPSocket']) {
  Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
}
const part = async (file, integrity) => {
  const answer = await fetch(new URL(file, import.meta.url), { integrity }).catch(() => undefined);
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
