// Servers that listen: whatever reaches one of them has left the page. Each attempt carries a mark of its own,
// `leak-NAME-`, and is seen by the server that finds it in an address, a header, a body or a datagram.

import dgram from 'node:dgram';
import http from 'node:http';
import net from 'node:net';
import { networkInterfaces } from 'node:os';

/** Starts a witness for each protocol; `site` answers what is asked of the page's own host. */
export async function witnesses(site) {
  const seen = new Map();
  const note = (protocol, bytes) => {
    const text = bytes.toString('latin1');
    for (const [, mark] of text.matchAll(/leak-([a-z0-9_]+)-/g)) {
      if (!seen.has(mark)) seen.set(mark, new Set());
      seen.get(mark).add(protocol);
    }
  };
  const bare = new Set();
  const web = (name, answer) => {
    const server = http.createServer((request, response) => {
      const parts = [];
      request.on('data', part => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts);
        const path = new URL(request.url, 'http://x').pathname;
        // What a study page tells of itself is no leak.
        if (path !== '/report') note(name, Buffer.from(`${request.url} ${JSON.stringify(request.headers)} ${body}`));
        answer(request, response, body);
      });
    });
    server.on('upgrade', (request, socket) => {
      note(`${name} websocket`, Buffer.from(request.url));
      socket.destroy();
    });
    return server;
  };
  const own = web('own host', site);
  const other = web('other host', (_, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    response.end('x');
  });
  // TURN over TCP, preconnect, TLS: a connection alone is known by its port.
  const tcp = net.createServer(socket => {
    bare.add('tcp');
    socket.on('error', () => {});
    socket.on('data', bytes => note('tcp', bytes));
  });
  // Datagrams too: each attempt has a port of its own.
  const datagrams = Array.from({ length: 3 }, (_, index) => {
    const udp = dgram.createSocket('udp4');
    udp.on('message', bytes => {
      bare.add(`udp${index}`);
      note('udp', bytes);
    });
    return udp;
  });
  await Promise.all([own, other, tcp].map(server => new Promise(done => server.listen(0, '0.0.0.0', done))));
  await Promise.all(datagrams.map(udp => new Promise(done => udp.bind(0, '0.0.0.0', done))));
  const port = server => server.address().port;
  return {
    seen,
    bare,
    ports: { own: port(own), other: port(other), tcp: port(tcp), udp: datagrams.map(port) },
    /** An address that is not the loopback, which WebRTC leaves out. */
    address: Object.values(networkInterfaces()).flat().find(one => one.family === 'IPv4' && !one.internal)?.address ?? '127.0.0.1',
    close: () => [own, other, tcp, ...datagrams].forEach(server => server.close()),
  };
}
