// What the room costs: the built page as it is, and the same in a room, one after the other: `node cost.js [rounds]`.

import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from './chromium.js';
import { site } from './site.js';
import { witnesses } from './witness.js';

const rounds = Number(process.argv[2] ?? 5);
const listening = await witnesses(site({ reports: () => {}, dist: process.env.DIST, asked: [] }));
const base = `http://127.0.0.1:${listening.ports.own}/`;
const WAYS = {
  'page': 'dist/index.html?threads=1',
  'room': 'whole.html',
  'page, threads': 'dist/index.html',
  'room, threads': 'whole.html?isolated',
};

/** Memory of this browser, shared pages divided among those that share them, in MiB. */
function memory() {
  const parents = new Map();
  for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      parents.set(id, /\) \S+ (\d+)/.exec(readFileSync(`/proc/${id}/stat`, 'latin1'))[1]);
    } catch {
      // It has ended.
    }
  }
  const ours = id => id && (id === String(process.pid) || ours(parents.get(id)));
  let sum = 0;
  for (const id of parents.keys()) {
    if (id === String(process.pid) || !ours(id)) continue;
    try {
      sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'latin1'))?.[1] ?? 0);
    } catch {
      // It has ended.
    }
  }
  return sum / 1024;
}

const results = Object.fromEntries(Object.keys(WAYS).map(name => [name, []]));
for (let round = 0; round < rounds; round += 1) {
  for (const [name, address] of Object.entries(WAYS)) {
    const browser = await chromium();
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(base + address, { waitUntil: 'commit' });
    const begun = await page.evaluate(() => performance.timeOrigin);
    const inner = name.startsWith('room') ? await (await page.waitForSelector('iframe')).contentFrame() : page;
    const when = async (test, options) => inner.waitForFunction(test, undefined, options).then(handle => handle.jsonValue());
    const shown = await when(() => document.querySelector('input[type=file]') && performance.timeOrigin + performance.now());
    const ready = await when(() => /self-check passed/.test(document.body.innerText) && performance.timeOrigin + performance.now(), { timeout: 60_000 });
    const device = await inner.evaluate(() => /\b(\d+ threads|CPU[^\n]*)/.exec(document.body.innerText)?.[0]);
    const given = await inner.evaluate(() => {
      document.querySelector('input[type=file]').addEventListener('change', () => (globalThis.givenAt = performance.timeOrigin + performance.now()), { capture: true });
    }).then(() => inner.setInputFiles('input[type=file]', `${process.env.DIST}/examples/synthetic-class.png`));
    const answered = await when(() => /Answered in/.test(document.body.innerText) && performance.timeOrigin + performance.now());
    const [givenAt, words] = await inner.evaluate(() => [globalThis.givenAt, /Answered in (\d+) ms, of which the network took (\d+) ms/.exec(document.body.innerText)]);
    results[name].push({ shown: shown - begun, ready: ready - begun, answer: answered - givenAt, engine: Number(words?.[1]), network: Number(words?.[2]), memory: memory(), device });
    await browser.close();
  }
}
const median = list => list.toSorted((a, b) => a - b)[list.length >> 1];
const table = Object.fromEntries(Object.entries(results).map(([name, list]) => [name, Object.fromEntries(Object.keys(list[0]).map(key => [key, typeof list[0][key] === 'number' ? Math.round(median(list.map(one => one[key]))) : [...new Set(list.map(one => one[key]))].join(', ')]))]));
console.table(table);
for (const [room, page] of [['room', 'page'], ['room, threads', 'page, threads']]) {
  const ratios = key => median(results[room].map((one, index) => one[key] / results[page][index][key])).toFixed(3);
  console.log(room, Object.fromEntries(['shown', 'ready', 'answer', 'engine', 'network', 'memory'].map(key => [key, ratios(key)])));
}
listening.close();
process.exit(0);
