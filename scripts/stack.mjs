// The whole shop on this machine: database, sandbox, catalogue, web, worker. Used by the demo, the journeys and the benches.
import path from 'node:path';
import { readCatalogues, workerEnv } from './catalogue.mjs';
import { startPostgres } from './embedded-postgres.mjs';
import { migrate } from './migrate.mjs';
import { claimPort, holdPort } from './ports.mjs';
import { bin, buildShop } from './prepare.mjs';
import { answersAt, startProcess, tsx, waitUntil } from './processes.mjs';
import { demoSecrets, shopSettings, writeSettings } from './settings.mjs';

async function startDatabase({ dataDir, databaseUrl, databasePort, log }) {
  if (databaseUrl) return { url: databaseUrl, stop: async () => {} };
  return startPostgres({ dataDir, choosePort: () => claimPort(databasePort, 'PostgreSQL', { log }), log });
}

function sandboxAddresses(base) {
  const at = (offset, scheme = 'http') => `${scheme}://127.0.0.1:${base + offset}`;
  return { controls: at(0), mail: `${at(0)}/mail`, airalo: at(1), esimgo: at(2), stripe: at(3), smtp: at(4, 'smtp'), onence: at(5) };
}

async function startSandbox(base, { webPort, secrets, logFile }) {
  const urls = sandboxAddresses(base);
  const env = {
    SANDBOX_PORT: String(base), SIMPLIFY_ENV: 'demo', NODE_ENV: 'development',
    SANDBOX_STRIPE_WEBHOOK_URL: `http://localhost:${webPort}/api/webhooks/stripe`, STRIPE_WEBHOOK_SECRET: secrets.STRIPE_WEBHOOK_SECRET,
  };
  const sandbox = await startProcess('sandbox', tsx('sandbox/main.ts'), { env, logFile });
  return { ...sandbox, urls };
}

async function startWeb(settings, { isDev, logFile }) {
  const next = bin(['next', 'dist', 'bin', 'next']);
  return startProcess('web', [...next, isDev ? 'dev' : 'start', '-p', settings.PORT], { env: { ...settings, NODE_ENV: isDev ? 'development' : 'production' }, logFile });
}

/** Web and worker start side by side: the shop is healthy when both live. */
async function openDoors(settings, { isDev, logFile, stops }) {
  const web = await startWeb(settings, { isDev, logFile: logFile('web') });
  stops.push(web.stop);
  const worker = await startProcess('worker', tsx('worker/main.ts'), { env: { ...settings, ...workerEnv }, logFile: logFile('worker') });
  stops.push(worker.stop);
  const home = `http://localhost:${settings.PORT}`;
  await Promise.all([waitUntil(web, answersAt(`${home}/`), 120_000), waitUntil(worker, answersAt(`${home}/api/health`), 120_000)]);
  return { web, worker };
}

/**
 * Starts everything; answers addresses, settings, the processes and `stop`. Nothing is left running when it fails.
 * `given` are variables that win over the sandbox's; `isKept` lets a later start reuse what this one read.
 */
export async function startStack(options) {
  const { dataDir, webPort = 3000, sandboxPort = 4100, isDev = false, isKept = false, given = {}, log = console.log } = options;
  const folder = path.dirname(dataDir);
  const logFile = (name) => path.join(folder, 'logs', `${name}.log`);
  const stops = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each().catch(() => {});
  };
  try {
    const database = await startDatabase({ databasePort: 54_329, ...options, log });
    stops.push(database.stop);
    await migrate({ url: database.url, log });
    const secrets = await demoSecrets(folder);
    if (given.STRIPE_WEBHOOK_SECRET) secrets.STRIPE_WEBHOOK_SECRET = given.STRIPE_WEBHOOK_SECRET;
    const base = await claimPort(sandboxPort, 'sandbox', { count: 6, log });
    const port = await claimPort(webPort, 'web', { log });
    const releasePort = await holdPort(port);
    stops.push(releasePort);
    const sandbox = await startSandbox(base, { webPort: port, secrets, logFile: logFile('sandbox') });
    stops.push(sandbox.stop);
    await waitUntil(sandbox, answersAt(sandbox.urls.controls));
    const settings = shopSettings({ databaseUrl: database.url, port, secrets, sandboxUrls: sandbox.urls, given });
    await writeSettings(folder, settings);
    await Promise.all([readCatalogues(settings, { isKept, log }), isDev ? null : buildShop(log, settings)]);
    await releasePort();
    log('starting web and worker');
    const doors = await openDoors(settings, { isDev, logFile, stops });
    return { settings, url: settings.APP_URL, sandbox: sandbox.urls, processes: { ...doors, sandbox }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
