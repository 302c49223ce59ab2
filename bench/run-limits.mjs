// Two workers, two accounts with limits, paid orders for both: how near to what the limits allow, and whether anybody was turned away.
import { runToEnd, startProcess } from '../scripts/processes.mjs';
import { onStage } from './stage.mjs';

const node = (script) => [process.execPath, '--max-semi-space-size=2', '--import', 'tsx', script];

await onStage(async ({ settings }) => {
  const env = { ...settings, AIRALO_ORDERS_PER_SECOND: '5', ESIMGO_RATE_PER_SECOND: '10' };
  await runToEnd('sync-catalog', node('worker/sync-catalog.ts'), { env, timeoutMs: 300_000 });
  const workers = await Promise.all([1, 2].map((number) => startProcess(`worker ${number}`, node('worker/main.ts'), { env })));
  try {
    await runToEnd('limits', [...node('bench/limits.ts'), ...process.argv.slice(2)], { env, show: true, timeoutMs: 900_000 });
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
});
process.exit(0);
