// Firefox by Marionette, the protocol under geckodriver: JSON with its length before it, over TCP.

import { spawn } from 'node:child_process';
import { mkdtemp, writeFile, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function firefox(log) {
  const profile = await mkdtemp(join(tmpdir(), 'room-firefox-'));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const prefs = { 'marionette.port': port, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false, 'app.update.enabled': false, 'network.proxy.type': 0, 'browser.startup.page': 0, 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false, 'browser.safebrowsing.downloads.remote.enabled': false };
  await writeFile(join(profile, 'user.js'), Object.entries(prefs).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`).join('\n'));
  const child = spawn(process.env.FIREFOX ?? 'firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', profile], { stdio: 'ignore', env: log ? { ...process.env, MOZ_LOG: 'timestamp,nsHostResolver:5,nsHttp:3', MOZ_LOG_FILE: log } : process.env });
  let socket;
  for (let tries = 0; tries < 100 && !socket; tries += 1) {
    await new Promise(done => setTimeout(done, 300));
    socket = await new Promise(done => {
      const one = net.connect(port, '127.0.0.1', () => done(one));
      one.on('error', () => done(undefined));
    });
  }
  if (!socket) throw new Error('Firefox does not listen');
  const waiting = new Map();
  let kept = Buffer.alloc(0);
  socket.on('data', bytes => {
    kept = Buffer.concat([kept, bytes]);
    for (;;) {
      const colon = kept.indexOf(58);
      if (colon < 0) return;
      const length = Number(kept.subarray(0, colon));
      if (kept.length < colon + 1 + length) return;
      const message = JSON.parse(kept.subarray(colon + 1, colon + 1 + length));
      kept = kept.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue;
      const [, id, error, value] = message;
      const { yes, no } = waiting.get(id);
      if (error) no(new Error(error.message));
      else yes(value);
    }
  });
  let last = 0;
  const tell = (name, parameters = {}) =>
    new Promise((yes, no) => {
      last += 1;
      waiting.set(last, { yes, no });
      const text = JSON.stringify([0, last, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  const { capabilities } = await tell('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
  await tell('WebDriver:SetTimeouts', { script: 120_000 });
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    tell,
    goto: url => tell('WebDriver:Navigate', { url }),
    /** Runs the body of an async function in the page. */
    run: async (script, args = []) => {
      const { value } = await tell('WebDriver:ExecuteAsyncScript', { script: `const done = arguments[arguments.length - 1]; (async (...args) => {${script}})(...arguments).then(value => done({ value }), error => done({ error: String(error) }));`, args, newSandbox: true, sandbox: null });
      if (value?.error) throw new Error(value.error);
      return value?.value;
    },
    close: async () => {
      await tell('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
      await new Promise(done => setTimeout(done, 500));
      child.kill();
      await rm(profile, { recursive: true, force: true }).catch(() => {});
    },
  };
}
