// The outer page of the whole program in a room: fetches the built Onsight and hands it in.

import { openRoom, runIn } from './room.js';

const folder = new URL('./', location.href).href;
const get = name => fetch(folder + name);
// The names of the built files, which the host of the study writes in.
const { module, wasm, sheet } = document.documentElement.dataset;
const name = file => file.replace('./', '');
const text = file => get(file).then(answer => answer.text());
const opening = openRoom('srcdoc', { sandbox: 'allow-scripts allow-modals allow-downloads' });
const [js, program, css, en, more, frame, code] = await Promise.all([
  text(name(module)),
  get(name(wasm)).then(answer => answer.arrayBuffer()),
  text(name(sheet)),
  text('text/en.txt'),
  text('text/en-files.txt'),
  opening,
  text('inside.js'),
]);
// What the room asks for: files of this folder alone, by name, without a query.
const serve = port => {
  port.onmessage = async ({ data }) => {
    if (data.port) return serve(data.port);
    const { href, search } = new URL(data.url, folder);
    const allowed = href.startsWith(folder) && !search;
    const answer = allowed ? await fetch(href) : new Response('', { status: 403 });
    const body = await answer.arrayBuffer();
    port.postMessage({ id: data.id, status: answer.status, body }, [body]);
  };
};
const { port1, port2 } = new MessageChannel();
serve(port1);
// The address of this page names the room's page too, for links, reloading and bookmarks.
addEventListener('message', ({ source, data }) => {
  if (source === frame.contentWindow && data?.kind === 'at' && /^(#[-/\w?=&]{0,200})?$/.test(data.hash)) history.replaceState(history.state, "", data.hash || location.pathname + location.search);
});
const done = runIn(frame, code, { hash: location.hash, folder, files: { js, wasm: program }, css, html: '', words: { en, 'en-files': more }, language: 'en', ports: [] }, 60_000, [port2]);
globalThis.room = await done;
