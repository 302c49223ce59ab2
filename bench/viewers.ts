// Many people of one process look at what is left on one eSIM. Prints how often the provider was asked.
//   Started by bench/run-usage.mjs:  node --import tsx bench/viewers.ts <eSIM> <viewers>
import { closeDb, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { readEsimUsage } from '@/lib/esims/esim-readings';
import { openEsim } from '@/lib/esims/open-esim';
import { metricsRegistry } from '@/lib/metrics';
import { listProviders } from '@/lib/providers/registry';

const [esimId = '', viewers = '25'] = process.argv.slice(2);
listProviders();
const esim = await openEsim(esimId);
if (!esim) throw new Error('no such eSIM');
await rows(pool(), 'SELECT 1');
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
const answers = await Promise.all(Array.from({ length: Number(viewers) }, () => readEsimUsage(esim)));
const [calls] = await metricsRegistry.getSingleMetric('provider_request_duration_seconds')?.get().then(({ values }) => [values.filter(({ labels }) => labels.operation === 'readUsage' && labels.outcome === 'ok' && 'le' in labels && labels.le === '+Inf')]) ?? [[]];
process.stdout.write(`${JSON.stringify({ answered: answers.filter((answer) => answer && !answer.isStale).length, asked: (calls ?? []).reduce((sum, { value }) => sum + value, 0) })}\n`);
await closeDb();
process.exit(0);
