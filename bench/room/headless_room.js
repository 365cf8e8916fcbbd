// The room's document as the host of the study sends it, with its policy apart: the same text that room.js makes in
// the page.

import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;

export async function documentOf(options) {
  const room = await import('./room.js');
  const html = await room.documentOf(options);
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)[1];
  return { html, policy, hash: /'sha256-[^']+'/.exec(policy)[0] };
}
