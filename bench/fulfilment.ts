// Orders from webhook to delivered with an instant provider, against the same four durable transactions in plain SQL, both with 16 clients.
//   DATABASE_URL=… (a throw-away migrated database; scripts/bench.mjs makes one) node --import tsx bench/fulfilment.ts [orders]
import { randomUUID } from 'node:crypto';
import { Logger, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { closeDb, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { applyPaymentEvent } from '@/lib/orders/apply-payment-event';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { given } from '@/tests/given';

const ORDERS = Number(process.argv[2] ?? 400);
const CLIENTS = 16;
const quiet = new Logger(() => () => {});

async function inParallel(count: number, work: (index: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < count) await work(next++);
  }));
  return count / ((performance.now() - began) / 1000);
}

async function plainSql(): Promise<number> {
  await rows(pool(), 'CREATE TABLE IF NOT EXISTS bench_order (id uuid PRIMARY KEY, status text)');
  await rows(pool(), 'CREATE TABLE IF NOT EXISTS bench_event (id uuid PRIMARY KEY, body jsonb)');
  await rows(pool(), 'CREATE TABLE IF NOT EXISTS bench_job (id uuid PRIMARY KEY, order_id uuid)');
  const ids = Array.from({ length: ORDERS }, () => randomUUID());
  await rows(pool(), `INSERT INTO bench_order SELECT unnest($1::uuid[]), 'waiting'`, [ids]);
  const inOne = async (client: pg.PoolClient, texts: [string, unknown[]][]) => {
    await client.query('BEGIN');
    for (const [text, values] of texts) await client.query(text, values);
    await client.query('COMMIT');
  };
  return inParallel(ORDERS, async (index) => {
    const id = ids[index];
    const job = randomUUID();
    const client = await pool().connect();
    await inOne(client, [['INSERT INTO bench_event VALUES ($1, $2)', [randomUUID(), '{"type":"paid"}']], [`UPDATE bench_order SET status = 'paid' WHERE id = $1`, [id]], ['INSERT INTO bench_job VALUES ($1, $2)', [job, id]]]);
    await inOne(client, [['SELECT id FROM bench_job WHERE id = $1 FOR UPDATE SKIP LOCKED', [job]]]);
    await inOne(client, [[`UPDATE bench_order SET status = 'asked' WHERE id = $1`, [id]]]);
    await inOne(client, [[`UPDATE bench_order SET status = 'done' WHERE id = $1`, [id]], ['DELETE FROM bench_job WHERE id = $1', [job]]]);
    client.release();
  });
}

const percentile = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

async function shop(): Promise<{ perSecond: number; p50: number; p99: number }> {
  const orders: Awaited<ReturnType<typeof given.order>>[] = [];
  for (let index = 0; index < ORDERS; index += 1) orders.push(await given.order({ status: 'AWAITING_PAYMENT' }));
  const nothing = async () => {};
  const runner = await run({
    logger: quiet, pgPool: pool(), concurrency: CLIENTS, noHandleSignals: true, pollInterval: 100,
    taskList: { 'orders.fulfil': async (payload) => fulfilOrder(payload as { orderId: string }), 'email.delivery': nothing, 'email.receipt': nothing },
  });
  const began = performance.now();
  await inParallel(ORDERS, async (index) => {
    const order = orders[index];
    if (!order) return;
    const payment = { paymentIntentId: order.paymentIntentId, status: 'succeeded' as const, amountMinor: order.totalMinor, capturedMinor: order.totalMinor, currency: 'USD', failureCode: null };
    await applyPaymentEvent({ id: `evt_${order.id}`, type: 'payment_intent.succeeded', payload: {}, event: { kind: 'payment', payment } });
  });
  const open = async () => (await rows<{ open: number }>(pool(), `SELECT count(*)::int AS open FROM "Order" WHERE id = ANY($1::uuid[]) AND status <> 'FULFILLED'`, [orders.map(({ id }) => id)]))[0]?.open ?? 0;
  while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 25));
  const perSecond = ORDERS / ((performance.now() - began) / 1000);
  const waits = await rows<{ ms: number }>(pool(), `SELECT extract(epoch FROM "fulfilledAt" - "paidAt") * 1000 AS ms FROM "Order" WHERE id = ANY($1::uuid[])`, [orders.map(({ id }) => id)]);
  await runner.stop();
  await rows(pool(), `DELETE FROM "StripeEvent"`);
  return { perSecond, p50: percentile(waits.map(({ ms }) => Number(ms)), 0.5), p99: percentile(waits.map(({ ms }) => Number(ms)), 0.99) };
}

await runMigrations({ pgPool: pool(), logger: quiet });
for (let round = 1; round <= 3; round += 1) {
  const reference = await plainSql();
  const { perSecond, p50, p99 } = await shop();
  console.log(`round ${round}: plain SQL ${reference.toFixed(0)}/s, shop ${perSecond.toFixed(0)}/s, ratio ${(perSecond / reference).toFixed(2)} (goal 0.25); paid to delivered under full load p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
}
await closeDb();
process.exit(0);
