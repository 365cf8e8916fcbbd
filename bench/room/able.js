// What works in a room, in each way of making one: `node able.js [chromium|firefox]`.

import { chromium } from './chromium.js';
import { firefox } from './firefox.js';
import { site } from './site.js';
import { witnesses } from './witness.js';

const which = process.argv[2] ?? 'chromium';
const found = {};
let tell = () => {};
const asked = [];
const listening = await witnesses(site({ reports: (key, value) => { found[key] = value; tell(); }, dist: process.env.DIST, asked }));
const base = `http://127.0.0.1:${listening.ports.own}/`;
const browser = which === 'firefox' ? await firefox() : await chromium();
const page = which === 'firefox' ? browser : await browser.newPage();
const version = which === 'firefox' ? browser.version : `Chromium ${browser.version()}`;
for (const key of ['isolated', 'plain', 'sw&addheaders']) {
  const name = encodeURIComponent(key);
  const told = new Promise(done => (tell = done));
  await page.goto(`${base}outer.html?abilities=${name}&frames&${key.replace('plain', '')}`);
  await Promise.race([told, new Promise(done => setTimeout(done, 90_000))]);
}
console.log(JSON.stringify({ version, found }, null, 1));
await browser.close();
listening.close();
process.exit(0);
