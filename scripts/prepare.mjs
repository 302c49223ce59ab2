// What must be true before anything runs: packages installed, Prisma's client generated, the shop built.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
import { root, runToEnd } from './processes.mjs';

// Under `npm run`, npm says where it is; a .cmd file cannot be spawned without a shell.
const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
const inRoot = (...names) => path.join(root, ...names);
export const bin = (name) => [process.execPath, inRoot('node_modules', ...name)];

const readLock = async (...names) => JSON.parse(await readFile(inRoot(...names), 'utf8').catch(() => '{}')).packages ?? {};

/** True when what is installed is what the lock file says; packages of other platforms may be absent. */
async function isInstalled() {
  const [wanted, present] = await Promise.all([readLock('package-lock.json'), readLock('node_modules', '.package-lock.json')]);
  return Object.entries(wanted).every(([place, { version, optional }]) => place === '' || (present[place] ? present[place].version === version : optional));
}

/** `npm ci` when packages are missing or the lock file changed. */
export async function installPackages(log) {
  if (await isInstalled()) return;
  log('installing packages (npm ci)');
  const flags = ['--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
  await runToEnd('npm ci', [...npm, 'ci', ...flags], { env: { NODE_ENV: 'development' }, timeoutMs: 15 * 60_000 });
}

export async function generateClient(log) {
  const wanted = await fingerprint(['prisma/schema.prisma', 'package-lock.json']);
  if (existsSync(inRoot('generated/prisma/client.ts')) && (await isStamped('prisma', wanted))) return;
  log('generating the database client');
  await runToEnd('prisma generate', [...bin(['prisma', 'build', 'index.js']), 'generate'], { timeoutMs: 120_000 });
  await stamp('prisma', wanted);
}

const SOURCES = ['app', 'components', 'lib', 'i18n', 'messages', 'public', 'prisma/schema.prisma', 'next.config.mjs', 'proxy.ts', 'instrumentation.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'];

/** `next build`, unless the sources are those of the last build. */
export async function buildShop(log, env = {}) {
  const wanted = await fingerprint(SOURCES, process.version);
  const marked = async () => `${wanted} ${await readFile(inRoot('.next/BUILD_ID'), 'utf8').catch(() => 'none')}`;
  if (existsSync(inRoot('.next/BUILD_ID')) && (await isStamped('build', await marked()))) return;
  log('building the shop (next build), a minute or so');
  await rm(inRoot('.data/build.stamp'), { force: true });
  await runToEnd('next build', [...bin(['next', 'dist', 'bin', 'next']), 'build'], { env: { NEXT_TELEMETRY_DISABLED: '1', ...env, NODE_ENV: 'production' }, timeoutMs: 15 * 60_000 });
  await stamp('build', await marked());
}
