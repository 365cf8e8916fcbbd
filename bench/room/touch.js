// What a visitor does, in the whole program in a room: files, dropping, pasting, saving, printing, keys, readers, going back.

import { chromium } from './chromium.js';
import { site } from './site.js';
import { witnesses } from './witness.js';

const listening = await witnesses(site({ reports: () => {}, dist: process.env.DIST, asked: [] }));
const base = `http://127.0.0.1:${listening.ports.own}/`;
const picture = `${process.env.DIST}/examples/synthetic-class.png`;
const browser = await chromium(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan']);
const said = {};
const open = async () => {
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(`${base}whole.html?isolated`);
  const room = await (await page.waitForSelector('iframe')).contentFrame();
  await room.waitForSelector('input[type=file]', { state: 'attached' });
  return { page, room };
};
const check = async (name, act) => {
  const { page, room } = await open();
  try {
    said[name] = await Promise.race([act(page, room), new Promise((_, no) => setTimeout(() => no(new Error('late')), 20_000))]);
  } catch (error) {
    said[name] = `${error.message}`.split('\n')[0].slice(0, 160);
  }
  await page.context().close();
};
const answered = room => room.waitForFunction(() => /Answered in/.test(document.body.innerText), undefined, { timeout: 15_000 }).then(() => 'answered');

await check('file input', async (_, room) => (await room.setInputFiles('input[type=file]', picture), answered(room)));
await check('file picker by click', async (page, room) => {
  const chosen = page.waitForEvent('filechooser');
  await room.locator('label:has(input[type=file]), input[type=file]').first().click();
  await (await chosen).setFiles(picture);
  return answered(room);
});
await check('drop', async (page, room) => {
  const client = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await client.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data: { items: [], files: [picture], dragOperationsMask: 1 } });
  return answered(room);
});
await check('paste a picture', async (page, room) => {
  await page.evaluate(async () => navigator.clipboard.write([new ClipboardItem({ 'image/png': (await fetch('examples/synthetic-class.png')).blob() })]));
  await page.mouse.click(640, 300);
  await page.keyboard.press('Control+V');
  return answered(room);
});
await check('copy text', async (page, room) => {
  await page.mouse.click(640, 300);
  return room.evaluate(() => navigator.clipboard.writeText('x').then(() => 'written'));
});
await check('save a blob', async (page, room) => {
  const saved = page.waitForEvent('download', { timeout: 5000 });
  await room.evaluate(() => Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'a.txt' }).click());
  return `saved ${(await saved).suggestedFilename()}`;
});
await check('showSaveFilePicker', async (page, room) => {
  await page.mouse.click(640, 300);
  return room.evaluate(() => Promise.race([showSaveFilePicker().then(() => 'opened', error => `${error.name}: ${error.message}`), new Promise(done => setTimeout(done, 2000, 'a dialog is open'))]));
});
await check('print', async (_, room) =>
  room.evaluate(() => new Promise(done => {
    const seen = [];
    addEventListener('beforeprint', () => seen.push('beforeprint'));
    addEventListener('afterprint', () => seen.push('afterprint'));
    print();
    setTimeout(() => done(seen.join(', ') || 'nothing happened'), 500);
  })));
await check('keys go in and out', async (page, room) => {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('button'), { textContent: 'outside', id: 'out' })));
  const where = [];
  for (let press = 0; press < 24; press += 1) {
    await page.keyboard.press('Tab');
    const inside = await room.evaluate(() => (document.hasFocus() && document.activeElement !== document.body ? document.activeElement.localName : ''));
    where.push(inside || (await page.evaluate(() => document.activeElement.id || document.activeElement.localName)));
  }
  return where.join(' ');
});
await check('accessibility tree', async (page, room) => {
  await room.setInputFiles('input[type=file]', picture);
  await answered(room);
  return (await page.locator('iframe').contentFrame().locator('main').ariaSnapshot()).split('\n').slice(0, 6).join(' / ').slice(0, 300);
});
await check('history: forward by a link, back', async (page, room) => {
  const seen = [];
  const look = async () => seen.push(`${await room.evaluate(() => location.hash)} ${(await room.evaluate(() => document.title)).slice(0, 24)}`);
  await look();
  await room.getByRole('link', { name: 'Model', exact: true }).click();
  await page.waitForTimeout(400);
  await look();
  await page.evaluate(() => history.back());
  await page.waitForTimeout(600);
  await look();
  return `${seen.join(' | ')}; the address says ${new URL(page.url()).hash || 'nothing'}; length ${await page.evaluate(() => history.length)}`;
});
await check('reload of the tab', async (page, room) => {
  await room.getByRole('link', { name: 'Model', exact: true }).click();
  await page.waitForTimeout(300);
  await page.reload();
  const again = await (await page.waitForSelector('iframe')).contentFrame();
  await again.waitForSelector('input[type=file], main h1', { state: 'attached' });
  return again.evaluate(() => location.href);
});
await check('dark', async (page, room) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  return room.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
});
await check('WebGPU in the room (software adapter)', async (_, room) => room.evaluate(async () => (await navigator.gpu?.requestAdapter())?.info.vendor ?? 'no adapter'));
await check('WebGPU in the outer page (software adapter)', async page => page.evaluate(async () => (await navigator.gpu?.requestAdapter())?.info.vendor ?? 'no adapter'));
await check('compiled module from the outer page', async (page, room) => {
  await room.evaluate(() => addEventListener('message', event => event.data?.kind === 'module' && (globalThis.got = 'arrived')) ?? addEventListener('messageerror', () => (globalThis.got = 'messageerror')));
  const sent = await page.evaluate(async () => {
    try {
      document.querySelector('iframe').contentWindow.postMessage({ kind: 'module', module: await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) }, '*');
      return 'sent';
    } catch (error) {
      return error.name;
    }
  });
  await page.waitForTimeout(300);
  return `${sent}, ${await room.evaluate(() => globalThis.got ?? 'nothing came')}`;
});
await check('shared memory from the outer page', async (page, room) => {
  await room.evaluate(() => addEventListener('message', event => event.data?.kind === 'shared' && (globalThis.got = 'arrived')) ?? addEventListener('messageerror', () => (globalThis.got = 'messageerror')));
  await page.evaluate(() => document.querySelector('iframe').contentWindow.postMessage({ kind: 'shared', memory: new SharedArrayBuffer(8) }, '*'));
  await page.waitForTimeout(300);
  return room.evaluate(() => globalThis.got ?? 'nothing came');
});
console.log(JSON.stringify({ version: `Chromium ${browser.version()}`, said }, null, 1));
await browser.close();
listening.close();
process.exit(0);
