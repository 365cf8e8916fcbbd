// The outer page of the study: opens the rooms that the address asks for, and reports.

import { openRoom, runIn } from './room.js';
import { abilities } from './abilities.js';

const asked = new URLSearchParams(location.search);
const report = (key, value) => fetch('report', { method: 'POST', body: JSON.stringify({ key, value }) });
const code = await (await fetch('abilities.js')).text();

const WAYS = {
  'srcdoc': ['srcdoc', {}],
  'srcdoc, no allow': ['srcdoc', { allow: '' }],
  'blob:': ['blob', {}],
  'data:': ['data', {}],
  'served, sandboxed by header': ['room.html?sandboxed&isolated', { sandbox: null }],
  'served, sandboxed by attribute': ['room.html?isolated', {}],
  'served, both': ['room.html?sandboxed&isolated', {}],
  'served, no headers': ['room.html', {}],
  'served, document isolation policy': ['room.html?dip', {}],
};

globalThis.openRoom = openRoom;
globalThis.runIn = runIn;
globalThis.reporting = report;

globalThis.studyRun = async text => {
  const { options, given, most } = JSON.parse(text);
  const attempts = await import('./attempts.js');
  if (!options) return JSON.stringify(await attempts.tryAll(given));
  const frame = await openRoom('srcdoc', options);
  // Time for a click.
  await new Promise(done => setTimeout(done, 400));
  return JSON.stringify(await runIn(frame, await (await fetch('attempts.js')).text(), given, most + 3000));
};

if (asked.has('abilities')) {
  const key = asked.get('abilities');
  const only = asked.get('only');
  if (asked.has('sw')) {
    await navigator.serviceWorker.register('sw.js');
    await navigator.serviceWorker.ready;
    if (asked.has('addheaders') && !crossOriginIsolated && !sessionStorage.again) {
      sessionStorage.again = 1;
      location.reload();
      await new Promise(() => {});
    }
    if (!navigator.serviceWorker.controller) await new Promise(done => (navigator.serviceWorker.oncontrollerchange = done));
  }
  const all = only ? {} : { page: await abilities() };
  for (const [name, [how, options]] of Object.entries(WAYS)) {
    if (only && name !== only) continue;
    try {
      const frame = await openRoom(how, options);
      all[name] = await runIn(frame, code);
      frame.remove();
    } catch (error) {
      all[name] = { failed: error.message };
    }
  }
  if (asked.has('sw')) {
    const { port1, port2 } = new MessageChannel();
    navigator.serviceWorker.controller.postMessage('tell', [port2]);
    all.sw = await new Promise(done => (port1.onmessage = ({ data }) => done(data)));
  }
  await report(key, all);
}
// The policy of this page stops what a frame wants to become; it is told here.
globalThis.stopped = [];
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => stopped.push(`${effectiveDirective} ${blockedURI}`));
document.documentElement.dataset.ready = '';
