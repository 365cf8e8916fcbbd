// What gets out of a page, and out of a room, with servers that listen: `node leave.js [chromium|firefox] [contexts] [attempts]`.

import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ATTEMPTS, DEPARTURES } from './attempts.js';
import { chromium } from './chromium.js';
import { firefox } from './firefox.js';
import { site } from './site.js';
import { witnesses } from './witness.js';

const which = process.argv[2] ?? 'chromium';
const only = process.argv[3]?.split(',');
const named = new RegExp(process.argv[4] ?? '.');
const sandbox = 'allow-scripts allow-modals';
/** Name, page's address, room's options (none for the page itself), attempts that differ there. */
const CONTEXTS = [
  ['page', 'outer.html?plain', null],
  ['room, APIs left', 'outer.html?isolated', { sandbox, bare: true }],
  ['room, webrtc block', 'outer.html?isolated', { sandbox, bare: true, also: "; webrtc 'block'" }, /^rtc/],
  ['room', 'outer.html?isolated', { sandbox }],
  ['room, downloads', 'outer.html?isolated', { sandbox: `${sandbox} allow-downloads` }, /download/],
].filter(([name]) => !only || only.includes(name));
const PORTS = { rtc_stun: 'udp0', rtc_ice: 'udp1', rtc_turn_tcp: 'tcp' };

const pause = ms => new Promise(done => setTimeout(done, ms));
const table = {};
let version;
const look = async ([context, address, options, those = /./]) => {
  const some = { test: name => those.test(name) && named.test(name) };
  const listening = await witnesses(site({ reports: () => {}, dist: process.env.DIST, asked: [] }));
  const hosts = { ...listening.ports, address: listening.address };
  const base = `http://127.0.0.1:${hosts.own}/`;
  const log = join(tmpdir(), `room-${which}-${process.pid}-${CONTEXTS.findIndex(one => one[0] === context)}.log`);
  const browser = which === 'firefox' ? await firefox(log) : await chromium([`--log-net-log=${log}`, '--net-log-capture-mode=Everything']);
  version = which === 'firefox' ? browser.version : `Chromium ${browser.version()}`;
  // A browser without a page ends.
  const spare = which === 'firefox' ? undefined : await (await browser.newContext()).newPage();
  const said = {};
  const visit = async (names, most) => {
    const page = which === 'firefox' ? browser : await browser.newPage();
    try {
      await page.goto(base + address);
      if (which !== 'firefox') await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 8000 });
      else await pause(700);
      const given = { names, hosts, most };
      if (which === 'firefox') {
        // In the page's own realm, by a script of the page's host: a sandbox of the driver has rights of its own.
        Object.assign(said, await browser.run(`return await (window.wrappedJSObject ?? window).studyRun(${JSON.stringify(JSON.stringify({ options, given, most }))}).then(text => JSON.parse(text))`));
      } else {
        // The visitor has just clicked.
        await page.mouse.click(300, 20);
        const acted = page.evaluate(text => studyRun(text), JSON.stringify({ options, given, most })).then(JSON.parse).catch(error => ({ [names[0]]: error.message.slice(0, 90) }));
        if (options) {
          await pause(400);
          await page.mouse.click(300, 200);
        }
        Object.assign(said, await Promise.race([acted, pause(most + (names.length > 1 ? 6000 : 1300)).then(() => ({}))]));
      }
    } catch (error) {
      for (const name of names) said[name] ??= String(error.message).split('\n')[0].slice(0, 100);
    }
    if (which !== 'firefox') for (const one of browser.contexts().flatMap(one => one.pages())) if (one !== spare) await one.close().catch(() => {});
  };
  const all = Object.keys(ATTEMPTS).filter(name => some.test(name));
  for (let at = 0; at < all.length; at += 16) await visit(all.slice(at, at + 16), 3000);
  for (const name of Object.keys(DEPARTURES).filter(name => some.test(name))) await visit([name], 900);
  await pause(500);
  await browser.close();
  await pause(500);
  listening.close();
  const texts = await Promise.all([log, `${log}.moz_log`].map(file => readFile(file, 'latin1').catch(() => '')));
  // What the browser's own log of its network names: a host that was looked up, a connection, a request.
  const logged = new Map();
  const kinds = which === 'firefox' ? {} : Object.fromEntries([...texts[0].slice(0, 200_000).matchAll(/"([A-Z0-9_]+)":(\d+)/g)].map(([, name, number]) => [number, name]));
  for (const line of texts.join('\n').split('\n')) {
    const mark = /leak-([a-z0-9_-]+?)-x/.exec(line)?.[1].replaceAll('-u-', '_');
    if (!mark) continue;
    const type = kinds[/"type":(\d+)\}?,?$/.exec(line)?.[1]] ?? line;
    const what = /HOST_RESOLVER|DNS|nsHostRes|resolv/i.test(type) ? 'name looked up' : /HTTP_STREAM_JOB_CONT/.test(type) ? 'connection' : 'request';
    (logged.get(mark) ?? logged.set(mark, new Set()).get(mark)).add(what);
  }
  for (const name of [...Object.keys(ATTEMPTS), ...Object.keys(DEPARTURES)].filter(name => some.test(name))) {
    const seen = [...(listening.seen.get(name) ?? [])];
    if (listening.bare.has(PORTS[name])) seen.push(PORTS[name].replace(/\d/, ''));
    seen.push(...[...(logged.get(name) ?? [])].map(what => `log: ${what}`));
    (table[name] ??= {})[context] = { seen, said: said[name] };
  }
};
// Three at a time: they wait for most of it.
const todo = [...CONTEXTS];
const side = async () => {
  for (let one = todo.shift(); one; one = todo.shift()) await look(one).catch(error => console.error(one[0], error.message.split('\n')[0]));
};
await Promise.all([side(), side(), side()]);
console.log(JSON.stringify({ version, table }, null, 1));
process.exit(0);
