// The network's own pace, page and room in turn: the self-check, again and again in one worker:
// `node speed.js [rounds] [checks]`.

import { chromium } from './chromium.js';
import { site } from './site.js';
import { witnesses } from './witness.js';

const [rounds, checks] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 6)];
const listening = await witnesses(site({ reports: () => {}, dist: process.env.DIST, asked: [] }));
const base = `http://127.0.0.1:${listening.ports.own}/`;
const WAYS = {
  'page': ['dist/index.html', 'dist/', 'worker_loader.js'],
  'room': ['whole.html?isolated', '', 'worker_loader.js'],
  'page, threads': ['dist/index.html', 'dist/', 'worker_threads_loader.js?threads=2'],
  'room, threads': ['whole.html?isolated', '', 'worker_threads_loader.js?threads=2'],
};

/** Speaks with a worker of Onsight, as `bench/page/onsight.js` does; runs in page or room. */
const measure = ({ folder, script, checks }) =>
  new Promise((resolve, reject) => {
    const begun = performance.now();
    const said = [];
    let ready;
    const text = words => [words.length, ...new TextEncoder().encode(words)];
    const worker = new Worker(folder + script, { type: 'module', name: 'cpu' });
    const send = bytes => worker.postMessage([new Uint8Array(bytes)]);
    let sent;
    const check = () => {
      sent = performance.now();
      send([3]);
    };
    worker.onerror = event => reject(new Error(event.message || 'no worker'));
    worker.onmessage = ({ data: [bytes] }) => {
      if (!bytes.length) return;
      if (bytes[0] === 0) send([0, ...text(folder), ...text('brain-mri'), 1, 0, 0, 0, 0, 0]);
      if (bytes[0] === 2) {
        ready = performance.now() - begun;
        check();
      }
      if (bytes[0] === 8) reject(new Error(new TextDecoder().decode(bytes)));
      if (bytes[0] !== 7) return;
      said.push(performance.now() - sent);
      checks -= 1;
      if (checks > 0) return check();
      worker.terminate();
      resolve({ ready, runs: said });
    };
    setTimeout(() => reject(new Error('late')), 60_000);
  });

const median = list => list.toSorted((a, b) => a - b)[list.length >> 1];
const results = {};
for (let round = 0; round < rounds; round += 1) {
  for (const [name, [address, folder, script]] of Object.entries(WAYS)) {
    const browser = await chromium();
    const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
    await page.goto(base + address);
    const inner = name.startsWith('room') ? await (await page.waitForSelector('iframe')).contentFrame() : page;
    await inner.waitForFunction(() => /self-check passed/.test(document.body.innerText), undefined, { timeout: 60_000 });
    const { ready, runs } = await inner.evaluate(measure, { folder: base + folder, script, checks });
    // The compiler's second pass comes within the first runs.
    (results[name] ??= []).push({ ready, run: median(runs.slice(runs.length >> 1)) });
    await browser.close();
  }
}
for (const [name, list] of Object.entries(results)) console.log(name.padEnd(14), 'ready', median(list.map(one => one.ready)).toFixed(0), 'ms, one check', median(list.map(one => one.run)).toFixed(1), 'ms');
for (const kind of ['', ', threads']) {
  const ratios = key => median(results[`room${kind}`].map((one, index) => one[key] / results[`page${kind}`][index][key])).toFixed(3);
  console.log(`room / page${kind}: ready ${ratios('ready')}, one check ${ratios('run')}`);
}
listening.close();
process.exit(0);
