// The whole program in a room in Firefox: opens a picture, answers, saves: `node whole_firefox.js`.

import { firefox } from './firefox.js';
import { site } from './site.js';
import { witnesses } from './witness.js';

const listening = await witnesses(site({ reports: () => {}, dist: process.env.DIST, asked: [] }));
const base = `http://127.0.0.1:${listening.ports.own}/`;
const browser = await firefox();
const pause = ms => new Promise(done => setTimeout(done, ms));
const element = async (value, using = 'css selector') => Object.values((await browser.tell('WebDriver:FindElement', { using, value })).value)[0];
const said = {};
for (const [name, address] of [['room', 'whole.html?isolated'], ['page', 'dist/index.html']]) {
  await browser.goto(base + address);
  const room = name === 'room';
  for (let tries = 0; tries < 60; tries += 1) {
    await pause(500);
    try {
      await browser.tell('WebDriver:SwitchToFrame', { element: null, id: null });
      if (room) await browser.tell('WebDriver:SwitchToFrame', { element: await element('iframe') });
      const input = await element('input[type=file]');
      await browser.tell('WebDriver:ElementSendKeys', { id: input, text: `${process.env.DIST}/examples/synthetic-class.png` });
      break;
    } catch (error) {
      console.error(name, error.message.slice(0, 120));
    }
  }
  await pause(12_000);
  const words = await browser.run('return document.body.innerText');
  said[name] = { threads: /CPU · \d threads|CPU/.exec(words)?.[0], answer: /Closest match[^]*?\n\n([^\n]+)/.exec(words)?.[1], took: /Answered in[^\n]+/.exec(words)?.[0], start: words.slice(0, 80), isolated: await browser.run('return String(crossOriginIsolated) + " " + origin + " " + typeof navigation') };
}
console.log(JSON.stringify({ version: browser.version, said }, null, 1));
await browser.close();
listening.close();
process.exit(0);
