import { existsSync } from 'node:fs';
import { bin } from './prepare.mjs';
import { runToEnd } from './processes.mjs';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const HEADLESS = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'data:text/html,it-runs'];
export const systemChromium = () => process.env.CHROMIUM_PATH ?? SYSTEM.find((file) => existsSync(file)) ?? null;

const attempt = (name, command, options) => runToEnd(name, command, options).then(() => true, () => false);
const playwright = (...args) => [...bin(['playwright', 'cli.js']), ...args];

/** A browser that is there may still lack a library: only one that opens a page counts. */
async function opens(file) {
  const printed = await runToEnd('chromium', [file, ...HEADLESS], { timeoutMs: 60_000 }).catch(() => '');
  return printed.includes('it-runs');
}

async function findChromium() {
  const { chromium } = await import('@playwright/test');
  for (const file of [process.env.CHROMIUM_PATH, chromium.executablePath(), ...SYSTEM]) {
    if (file && existsSync(file) && (await opens(file))) return file;
  }
  return null;
}

async function fromDebian() {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await attempt('apt-get update', [...prefix, 'apt-get', 'update', '-q'], { env, timeoutMs: 300_000 });
  return attempt('apt-get install chromium', [...prefix, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'], { env, timeoutMs: 900_000 });
}

const WAYS = [
  ['downloading Chromium', () => attempt('playwright install', playwright('install', 'chromium'), { timeoutMs: 300_000 })],
  ['installing the libraries Chromium needs', async () => {
    const { chromium } = await import('@playwright/test');
    if (existsSync(chromium.executablePath())) await attempt('playwright install-deps', playwright('install-deps', 'chromium'), { timeoutMs: 600_000 });
  }],
  ['installing the system’s chromium package', fromDebian],
];

/** A Chromium for the journeys: one that is here, else Playwright's own, else the system's package. Answers its path. */
export async function ensureChromium(log) {
  const present = await findChromium();
  if (present) return present;
  for (const [title, install] of WAYS) {
    log(title);
    await install();
    const found = await findChromium();
    if (found) return found;
  }
  throw new Error('no Chromium could be found or installed: set CHROMIUM_PATH to one');
}
