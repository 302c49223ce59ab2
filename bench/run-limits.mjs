// Two workers, two accounts with limits, paid orders for both: how near to what the limits allow, and whether anybody was turned away. In PostgreSQL, then in Redis.
import { parseArgs } from 'node:util';
import { runToEnd, startProcess, tsx } from '../scripts/processes.mjs';
import { startRedis } from '../scripts/redis.mjs';
import { onStage } from './stage.mjs';

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });

async function measure(name, given) {
  console.log(`turns in ${name}`);
  await onStage(async ({ settings }) => {
    const env = { ...settings, ...given, AIRALO_ORDERS_PER_SECOND: '10', ESIMGO_RATE_PER_SECOND: '10' };
    await runToEnd('sync-catalog', tsx('worker/sync-catalog.ts'), { env, timeoutMs: 600_000 });
    const workers = await Promise.all([1, 2].map((number) => startProcess(`worker ${number}`, tsx('worker/main.ts'), { env })));
    try {
      await runToEnd('limits', tsx('bench/limits.ts', ...positionals), { env, show: true, timeoutMs: 1_800_000 });
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  });
}

if (values.only !== 'redis') await measure('PostgreSQL', {});
if (values.only !== 'postgres') {
  const redis = await startRedis({ log: console.log });
  if (!redis) throw new Error('there is no redis-server, and none could be installed');
  await measure('Redis', { REDIS_URL: redis.url }).finally(redis.stop);
}
process.exit(0);
