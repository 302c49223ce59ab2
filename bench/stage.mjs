// A throw-away database and the sandbox, for the time of one bench.
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../scripts/embedded-postgres.mjs';
import { migrate } from '../scripts/migrate.mjs';
import { claimPort } from '../scripts/ports.mjs';
import { answersAt, root, startProcess, waitUntil } from '../scripts/processes.mjs';
import { demoSecrets, shopSettings } from '../scripts/settings.mjs';

/** Runs `work({ settings, controls })` with everything started; stops and removes it all afterwards. */
export async function onStage(work) {
  const folder = path.join(os.tmpdir(), `simplify-bench-${process.pid}`);
  const database = await startPostgres({ dataDir: path.join(folder, 'postgres') });
  await migrate({ url: database.url });
  const base = await claimPort(4700, 'sandbox', { count: 6 });
  const sandbox = await startProcess('sandbox', [process.execPath, '--import', 'tsx', 'sandbox/main.ts'], { env: { SANDBOX_PORT: String(base), SIMPLIFY_ENV: 'demo', NODE_ENV: 'development' } });
  const at = (offset, scheme = 'http') => `${scheme}://127.0.0.1:${base + offset}`;
  try {
    await waitUntil(sandbox, answersAt(at(0)));
    const urls = { controls: at(0), airalo: at(1), esimgo: at(2), stripe: at(3), smtp: at(4, 'smtp'), onence: at(5) };
    const given = shopSettings({ databaseUrl: database.url, port: 3000, secrets: await demoSecrets(folder), sandboxUrls: urls, given: {} });
    const settings = { ...given, LOG_LEVEL: 'silent', NODE_ENV: 'production', TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.worker.json') };
    await work({ settings, controls: at(0) });
  } finally {
    await sandbox.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
