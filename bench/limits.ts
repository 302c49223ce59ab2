// Paid orders through the workers that run beside this process, against limiters of 10 orders a second, and of 10 tokens, of which an eSIM Go order takes two.
import { setTimeout as sleep } from 'node:timers/promises';
import { closeDb, db, pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { enqueueAll } from '@/lib/jobs/enqueue';
import { given } from '@/tests/given';
import { counted } from './worker-metrics';

const ORDERS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 2);
const PER_SECOND = { airalo: 10, esimgo: 5 } as const;
type Provider = keyof typeof PER_SECOND;
const PROVIDERS = ['airalo', 'esimgo'] as const;
/** Shared so that both lines end together: then the ideal of all orders is that of each line. */
const shareOf = (provider: Provider) => Math.round((ORDERS * PER_SECOND[provider]) / (PER_SECOND.airalo + PER_SECOND.esimgo));

/** Not paid yet: nobody may begin before the clock does. */
async function someOrders(provider: Provider): Promise<string[]> {
  const plans = await db().plan.findMany({ where: { providerId: provider, isOnSale: true, isUnlimited: false }, take: 200, orderBy: { slug: 'asc' } });
  const ids: string[] = [];
  for (let index = 0; index < shareOf(provider); index += 1) {
    const { id } = await given.order({ provider, status: 'AWAITING_PAYMENT' });
    const plan = plans[index % plans.length];
    if (plan) await db().orderLine.updateMany({ where: { orderId: id }, data: { planId: plan.id, providerPlanId: plan.providerPlanId, unitCostMinor: plan.costMinor } });
    ids.push(id);
  }
  return ids;
}

const PAY = `UPDATE "Order" SET status = 'PAID', "paidAt" = clock_timestamp(), "statusChangedAt" = clock_timestamp() WHERE id = ANY($1::uuid[])`;

/** All at one moment, and so that neither provider's orders come first. Answers the moment, by the database's clock, before any work can begin. */
async function payAll([one, other]: readonly [string[], string[]]): Promise<number> {
  const mixed = [...one.map((id, index) => ({ id, at: index / one.length })), ...other.map((id, index) => ({ id, at: index / other.length }))].sort((a, b) => a.at - b.at).map(({ id }) => id);
  return transaction(async (sql) => {
    await rows(sql, PAY, [mixed]);
    await enqueueAll(sql, mixed.map((orderId) => ({ name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 })));
    const [start] = await rows<{ at: number }>(sql, 'SELECT extract(epoch FROM clock_timestamp())::float AS at');
    return start?.at ?? Number.NaN;
  });
}

const DONE = `SELECT count(*) FILTER (WHERE status = 'FULFILLED')::int AS fulfilled, count(*) FILTER (WHERE status NOT IN ('PAID', 'FULFILLING', 'FULFILLED'))::int AS lost,
  extract(epoch FROM max("fulfilledAt"))::float AS last FROM "Order" WHERE id = ANY($1::uuid[])`;
const FIRST = `SELECT extract(epoch FROM min("sentAt"))::float AS first FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = ANY($1::uuid[])`;

async function deliver(ids: string[]): Promise<number> {
  for (;;) {
    const [state] = await rows<{ fulfilled: number; lost: number; last: number }>(pool(), DONE, [ids]);
    if (!state || state.lost > 0) throw new Error(`${state?.lost} orders went another way`);
    if (state.fulfilled === ids.length) return state.last;
    await sleep(500);
  }
}

const turns = (provider: string) => counted('provider_turn_wait_seconds', ({ metricName, labels }) => metricName === 'provider_turn_wait_seconds_count' && labels.provider === provider);

async function tell(provider: Provider, ids: string[], times: { start: number; end: number }): Promise<string> {
  const took = times.end - times.start;
  const ideal = ids.length / PER_SECOND[provider];
  const [purchase] = await rows<{ first: number }>(pool(), FIRST, [ids]);
  const began = (purchase?.first ?? Number.NaN) - times.start;
  if (began < 0) throw new Error(`${provider}: an order began before the clock did`);
  return `${provider} ${ids.length} orders at ${PER_SECOND[provider]}/s in ${took.toFixed(1)} s (first after ${began.toFixed(2)} s), ideal ${ideal.toFixed(1)} s, ratio ${(ideal / took).toFixed(3)}`;
}

for (let round = 1; round <= ROUNDS; round += 1) {
  const ids = [await someOrders('airalo'), await someOrders('esimgo')] as const;
  const start = await payAll(ids);
  const ends = await Promise.all(ids.map(deliver));
  const told = await Promise.all(PROVIDERS.map((provider, index) => tell(provider, ids[index] ?? [], { start, end: ends[index] ?? 0 })));
  await sleep(6_000);
  console.log(`round ${round}: ${told.join('; ')} (goal 0.97); turned away so far: ${await counted('provider_turned_away_total')} (goal 0); turns so far: airalo ${await turns('airalo')}, esimgo ${await turns('esimgo')}; in Redis: ${(await counted('provider_turns_in_redis')) > 0 ? 'yes' : 'no'}, lost it: ${await counted('provider_turns_redis_lost_total')} times`);
}
await closeDb();
process.exit(0);
