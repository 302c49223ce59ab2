import { existsSync } from 'node:fs';
import { bin } from './prepare.mjs';
import { runToEnd } from './processes.mjs';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const systemChromium = () => process.env.CHROMIUM_PATH ?? SYSTEM.find((file) => existsSync(file)) ?? null;

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

const attempt = (name, command, options) => runToEnd(name, command, options).then(() => true, () => false);

async function fromDebian() {
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await attempt('apt-get update', [...prefix, 'apt-get', 'update', '-q'], { env, timeoutMs: 300_000 });
  return attempt('apt-get install chromium', [...prefix, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'], { env, timeoutMs: 900_000 });
}

/** A Chromium for the journeys: one that is here, else Playwright's own, else the system's package. Answers its path. */
export async function ensureChromium(log) {
  const present = (await playwrightsOwn()) ?? systemChromium();
  if (present) return present;
  log('downloading Chromium');
  await attempt('playwright install', [...bin(['playwright', 'cli.js']), 'install', 'chromium'], { timeoutMs: 180_000 });
  const own = await playwrightsOwn();
  if (own) return own;
  log('installing the system’s chromium package');
  await fromDebian();
  const system = systemChromium();
  if (!system) throw new Error('no Chromium: set CHROMIUM_PATH to one');
  return system;
}
