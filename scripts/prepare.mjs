// What must be true before anything runs: packages installed, Prisma's client generated, the shop built.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fingerprint, isStamped, stamp } from './fingerprint.mjs';
import { root, runToEnd } from './processes.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const inRoot = (...names) => path.join(root, ...names);
export const bin = (name) => [process.execPath, inRoot('node_modules', ...name)];

/** `npm ci` when packages are missing or the lock file changed. */
export async function installPackages(log) {
  const lock = createHash('sha256').update(await readFile(inRoot('package-lock.json'))).digest('hex');
  const isComplete = existsSync(inRoot('node_modules/next/package.json')) && existsSync(inRoot('node_modules/prisma/package.json'));
  if (isComplete && ((await isStamped('packages', lock)) || !existsSync(inRoot('.data/packages.stamp')))) return stamp('packages', lock);
  log('installing packages (npm ci)');
  await runToEnd('npm ci', [npm, 'ci', '--no-audit', '--no-fund', '--ignore-scripts'], { env: { NODE_ENV: 'development' }, timeoutMs: 15 * 60_000 });
  await stamp('packages', lock);
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
  if (existsSync(inRoot('.next/BUILD_ID')) && (await isStamped('build', wanted))) return;
  log('building the shop (next build), a minute or so');
  await rm(inRoot('.data/build.stamp'), { force: true });
  await runToEnd('next build', [...bin(['next', 'dist', 'bin', 'next']), 'build'], { env: { NEXT_TELEMETRY_DISABLED: '1', ...env, NODE_ENV: 'production' }, timeoutMs: 15 * 60_000 });
  await stamp('build', wanted);
}
