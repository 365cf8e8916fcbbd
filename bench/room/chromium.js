// Chromium with Playwright's protocol client; the browser itself is the system's.

import { createRequire } from 'node:module';

const require = createRequire(process.env.PLAYWRIGHT ? `${process.env.PLAYWRIGHT}/x.js` : import.meta.url);

export async function chromium(more = []) {
  const { chromium: driver } = require('playwright-core');
  return driver.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', ignoreDefaultArgs: ['--disable-background-networking'], args: ['--no-sandbox', ...more] });
}
