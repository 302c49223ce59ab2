// Paid orders through the workers that run beside this process, against limiters of 5 orders and 10 tokens a second (an eSIM Go order takes two).
import { setTimeout as sleep } from 'node:timers/promises';
import { closeDb, db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';
import { given } from '@/tests/given';

const PER_PROVIDER = Number(process.argv[2] ?? 500);
const PROVIDERS = { airalo: 5, esimgo: 5 } as const;
const ROUNDS = Number(process.argv[3] ?? 2);
type Provider = keyof typeof PROVIDERS;

async function someOrders(provider: Provider): Promise<string[]> {
  const plans = await db().plan.findMany({ where: { providerId: provider, isOnSale: true, isUnlimited: false }, take: 200, orderBy: { slug: 'asc' } });
  const ids: string[] = [];
  for (let index = 0; index < PER_PROVIDER; index += 1) {
    const { id } = await given.order({ provider });
    const plan = plans[index % plans.length];
    if (plan) await db().orderLine.updateMany({ where: { orderId: id }, data: { planId: plan.id, providerPlanId: plan.providerPlanId, unitCostMinor: plan.costMinor } });
    ids.push(id);
  }
  return ids;
}

const DONE = `SELECT count(*) FILTER (WHERE status = 'FULFILLED')::int AS fulfilled, count(*) FILTER (WHERE status NOT IN ('PAID', 'FULFILLING', 'FULFILLED'))::int AS lost,
  extract(epoch FROM max("fulfilledAt"))::float AS last FROM "Order" WHERE id = ANY($1::uuid[])`;

async function deliver(ids: string[]): Promise<number> {
  for (;;) {
    const [state] = await rows<{ fulfilled: number; lost: number; last: number }>(pool(), DONE, [ids]);
    if (!state || state.lost > 0) throw new Error(`${state?.lost} orders went another way`);
    if (state.fulfilled === ids.length) return state.last;
    await sleep(250);
  }
}

type Metric = { name: string; values: { value: number; metricName?: string; labels: Record<string, string> }[] };

/** Adds up what the workers counted; they tell it every five seconds. */
async function counted(name: string, part: (value: Metric['values'][number]) => boolean): Promise<number> {
  const workers = await rows<{ metrics: Metric[] }>(pool(), 'SELECT metrics FROM "WorkerHeartbeat"');
  const values = workers.flatMap(({ metrics }) => metrics.filter((metric) => metric.name === name).flatMap((metric) => metric.values));
  return values.filter(part).reduce((sum, { value }) => sum + value, 0);
}
const turns = (provider: string) => counted('provider_turn_wait_seconds', ({ metricName, labels }) => metricName === 'provider_turn_wait_seconds_count' && labels.provider === provider);

for (let round = 1; round <= ROUNDS; round += 1) {
  const [airalo, esimgo] = [await someOrders('airalo'), await someOrders('esimgo')];
  const [start] = await rows<{ at: number }>(pool(), 'SELECT extract(epoch FROM now())::float AS at');
  for (const orderId of [...airalo, ...esimgo]) await enqueue(pool(), { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 });
  const ends = await Promise.all([deliver(airalo), deliver(esimgo)]);
  const told = (['airalo', 'esimgo'] as const).map((provider, index) => {
    const took = (ends[index] ?? 0) - (start?.at ?? 0);
    const ideal = PER_PROVIDER / PROVIDERS[provider];
    return `${provider} ${took.toFixed(1)} s for ${PER_PROVIDER} orders, ideal ${ideal.toFixed(1)} s, ratio ${(ideal / took).toFixed(3)}`;
  });
  await sleep(6_000);
  console.log(`round ${round}: ${told.join('; ')} (goal 0.97); turned away so far: ${await counted('provider_turned_away_total', () => true)} (goal 0); turns so far: airalo ${await turns('airalo')}, esimgo ${await turns('esimgo')}`);
}
await closeDb();
process.exit(0);
