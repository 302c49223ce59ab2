// The whole shop on this machine: database, sandbox, catalogue, web, worker. Used by the demo, the journeys and the benches.
import path from 'node:path';
import { startPostgres } from './embedded-postgres.mjs';
import { migrate } from './migrate.mjs';
import { claimPort } from './ports.mjs';
import { bin, buildShop } from './prepare.mjs';
import { answersAt, root, runToEnd, startProcess, waitUntil } from './processes.mjs';
import { demoSecrets, sandboxSettings, shopSettings } from './settings.mjs';

const tsx = (script, ...args) => [process.execPath, '--import', 'tsx', script, ...args];
const workerEnv = { TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.worker.json') };

async function startDatabase({ dataDir, port, log }) {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  return startPostgres({ dataDir, port: await claimPort(port, 'PostgreSQL', { log: () => {} }), log });
}

function sandboxAddresses(base) {
  const at = (offset, scheme = 'http') => `${scheme}://127.0.0.1:${base + offset}`;
  return { controls: at(0), mail: `${at(0)}/mail`, airalo: at(1), esimgo: at(2), stripe: at(3), smtp: at(4, 'smtp') };
}

async function startSandboxProcess(base, { webPort, secrets, logFile }) {
  const urls = sandboxAddresses(base);
  const env = {
    SANDBOX_PORT: String(base), SIMPLIFY_ENV: 'demo', NODE_ENV: 'development',
    SANDBOX_STRIPE_WEBHOOK_URL: `http://localhost:${webPort}/api/webhooks/stripe`, STRIPE_WEBHOOK_SECRET: secrets.STRIPE_WEBHOOK_SECRET,
  };
  const sandbox = await startProcess('sandbox', tsx('sandbox/main.ts'), { env, logFile });
  await waitUntil(sandbox, answersAt(urls.controls));
  return { ...sandbox, urls };
}

export async function startWorker(settings, logFile) {
  return startProcess('worker', tsx('worker/main.ts'), { env: { ...settings, ...workerEnv, NODE_ENV: 'production' }, logFile });
}

async function startWeb(settings, { isDev, logFile }) {
  const next = bin(['next', 'dist', 'bin', 'next']);
  const mode = isDev ? 'development' : 'production';
  const web = await startProcess('web', [...next, isDev ? 'dev' : 'start', '-p', settings.PORT], { env: { ...settings, NODE_ENV: mode }, logFile });
  await waitUntil(web, answersAt(`http://localhost:${settings.PORT}/help`), 90_000);
  return web;
}

export const syncCatalogue = (settings) =>
  runToEnd('sync-catalog', tsx('worker/sync-catalog.ts'), { env: { ...settings, ...workerEnv, NODE_ENV: 'production' }, timeoutMs: 300_000 });

/** Starts everything; answers addresses, settings, the processes and `stop`. */
export async function startStack({ dataDir, webPort = 3000, sandboxPort = 4100, databasePort = 54_329, isDev = false, isSynced = async () => false, log = console.log }) {
  const logFile = (name) => path.join(dataDir, '..', 'logs', `${name}.log`);
  const stops = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each().catch(() => {});
  };
  try {
    const database = await startDatabase({ dataDir, port: databasePort, log });
    stops.push(database.stop);
    await migrate({ url: database.url, log });
    const secrets = { ...(await demoSecrets(path.dirname(dataDir))), ...(process.env.STRIPE_WEBHOOK_SECRET ? { STRIPE_WEBHOOK_SECRET: process.env.STRIPE_WEBHOOK_SECRET } : {}) };
    const port = await claimPort(Number(process.env.PORT ?? webPort), 'web', { log });
    const base = await claimPort(sandboxPort, 'sandbox', { count: 5, log });
    const sandbox = await startSandboxProcess(base, { webPort: port, secrets, logFile: logFile('sandbox') });
    stops.push(sandbox.stop);
    const settings = shopSettings({ databaseUrl: database.url, port, secrets, sandbox: sandboxSettings(sandbox.urls) });
    const sync = (await isSynced(database.url)) ? Promise.resolve() : (log('reading the catalogues'), syncCatalogue(settings));
    await Promise.all([sync, isDev ? null : buildShop(log, settings)]);
    const worker = await startWorker(settings, logFile('worker'));
    stops.push(worker.stop);
    const web = await startWeb(settings, { isDev, logFile: logFile('web') });
    stops.push(web.stop);
    return { settings, url: settings.APP_URL, sandbox: sandbox.urls, processes: { web, worker, sandbox }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
