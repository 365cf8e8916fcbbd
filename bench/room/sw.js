// Counts whose requests it sees.
addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
const seen = [];
addEventListener('fetch', event => {
  const { request, clientId, resultingClientId } = event;
  seen.push(`${request.mode} ${request.destination} ${new URL(request.url).pathname}`);
  // Headers as Onsight's own service worker adds them.
  if (request.mode === 'navigate' && new URL(request.url).searchParams.has('addheaders'))
    event.respondWith(fetch(request).then(answer => {
      const headers = new Headers(answer.headers);
      headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
      headers.set('Cross-Origin-Opener-Policy', 'same-origin');
      headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
      return new Response(answer.body, { status: answer.status, headers });
    }));
});
addEventListener('message', async event => {
  const all = await clients.matchAll({ includeUncontrolled: true });
  event.ports[0].postMessage({ seen: seen.splice(0), clients: all.map(c => `${c.frameType} ${c.url.replace(/^http:..[^/]+/, '')}`) });
});
