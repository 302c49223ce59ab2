// A Redis for the time of a run: the system's own program, started beside us, keeping nothing.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './ports.mjs';
import { runToEnd, startProcess } from './processes.mjs';

const SYSTEM = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

function findRedis() {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...SYSTEM];
  return folders.map((folder) => path.join(folder, 'redis-server')).find((file) => existsSync(file)) ?? null;
}

/** RUNLEVEL=1 keeps the package from starting a service of its own. */
async function fromDebian() {
  if (!existsSync('/usr/bin/apt-get')) return;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) => runToEnd(`apt-get ${args[0]}`, [...prefix, 'apt-get', args[0], '-q', ...args.slice(1)], { env, timeoutMs: 300_000 }).catch(() => '');
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', 'redis-server');
}

async function ensureRedis(log) {
  const present = findRedis();
  if (present) return present;
  log('installing the system’s redis-server package');
  await fromDebian();
  return findRedis();
}

async function answers(port) {
  const { createClient } = await import('@redis/client');
  const client = createClient({ socket: { host: '127.0.0.1', port, reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    if (client.isOpen) client.destroy();
  }
}

/**
 * Starts Redis on a free port of this machine, installing it first where that is possible; null when there is none.
 * @param {{ log?: (line: string) => void, port?: number }} [options]
 * @returns {Promise<{ url: string, port: number, stop: () => Promise<void> } | null>}
 */
export async function startRedis({ log = () => {}, port: wanted } = {}) {
  const program = await ensureRedis(log);
  if (!program) return null;
  const port = wanted ?? (await freePort());
  const server = await startProcess('redis', [program, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no', '--maxmemory-policy', 'noeviction', '--dir', '/']);
  const deadline = Date.now() + 20_000;
  while (!(await answers(port).catch(() => false))) {
    if (Date.now() > deadline || server.child.exitCode !== null) throw new Error(`Redis did not start:\n${server.tail()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url: `redis://127.0.0.1:${port}`, port, stop: server.stop };
}
