// The pages of the study, on a host that sends the headers which the address asks for.

import { readFile } from 'node:fs/promises';
import { documentOf } from './headless_room.js';

const TYPES = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm', json: 'application/json', css: 'text/css', png: 'image/png' };
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'same-origin' };

/** Answers requests; `reports` gets what a study page has found; `dist` is a built Onsight. */
export function site({ reports, dist, asked }) {
  return async (request, response, body) => {
    const url = new URL(request.url, 'http://x');
    const has = name => url.searchParams.has(name);
    const send = (status, type, text, headers = {}) => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
      response.end(text);
    };
    asked.push(`${url.pathname}${request.headers['service-worker'] ? ' (sw)' : ''}`);
    if (url.pathname === '/report') {
      const { key, value } = JSON.parse(body);
      reports(key, value);
      return send(204, 'text/plain');
    }
    if (['/outer.html', '/whole.html'].includes(url.pathname)) {
      const { hash } = await documentOf({});
      const { hash: bareHash } = await documentOf({ bare: true });
      const policy = has('plain')
        ? "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
        : `default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob: ${hash} ${bareHash}; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src data:; connect-src 'self'; worker-src 'self' blob:; frame-src ${has('frames') ? "'self' blob: data:" : "'none'"}; base-uri 'none'; form-action 'none'`;
      const index = await readFile(`${dist}/index.html`, 'utf8').catch(() => '');
      const [, module, wasm] = /data-module="([^"]+)" data-wasm="([^"]+)"/.exec(index) ?? [];
      const built = `data-module="${module}" data-wasm="${wasm}" data-sheet="${/stylesheet" href="([^"]+)"/.exec(index)?.[1]}"`;
      return send(200, TYPES.html, (await readFile(new URL(`.${url.pathname}`, import.meta.url), 'utf8')).replace('BUILT', built), {
        'Content-Security-Policy': policy,
        ...(has('isolated') ? ISOLATED : {}),
      });
    }
    if (url.pathname === '/room.html') {
      const { html, policy } = await documentOf({});
      return send(200, TYPES.html, html, {
        'Content-Security-Policy': `${policy}${has('sandboxed') ? '; sandbox allow-scripts allow-downloads allow-modals' : ''}`,
        ...(has('isolated') ? { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin' } : {}),
        ...(has('dip') ? { 'Document-Isolation-Policy': 'isolate-and-require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin' } : {}),
      });
    }
    if (url.pathname.includes('..')) return send(404, 'text/plain', '');
    const type = TYPES[url.pathname.split('.').at(-1)] ?? 'application/octet-stream';
    // The pages of the study, and beside them, or alone under /dist/, the built Onsight.
    const path = url.pathname.slice(1);
    for (const file of path.startsWith('dist/') ? [`${dist}/${path.slice(5)}`] : [new URL(`./${path}`, import.meta.url), `${dist}/${path}`]) {
      const found = await readFile(file).catch(() => undefined);
      if (found) return send(200, type, found, { 'Cache-Control': 'no-cache', ...(has('noheaders') ? {} : ISOLATED) });
    }
    return send(404, 'text/plain', 'no such file');
  };
}
