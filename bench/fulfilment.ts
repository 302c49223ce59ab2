// Orders from webhook to delivered with an instant provider, against the same four durable transactions in plain SQL, both with 16 clients.
//   DATABASE_URL=… (a throw-away migrated database; scripts/bench.mjs makes one) node --import tsx bench/fulfilment.ts [orders]
import { randomUUID } from 'node:crypto';
import { Logger, run, runMigrations } from 'graphile-worker';
import type pg from 'pg';
import { closeDb, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { applyPaymentEvent } from '@/lib/orders/apply-payment-event';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { QUEUE_PRESET } from '@/worker/queue-preset';
import { given } from '@/tests/given';

const ORDERS = Number(process.argv[2] ?? 1_500);
const CLIENTS = 16;
const quiet = new Logger(() => () => {});

async function inParallel(count: number, clients: number, work: (index: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
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
  await pool().query('VACUUM ANALYZE');
  return inParallel(ORDERS, CLIENTS, async (index) => {
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

const delivered = new Map<string, () => void>();
const nothing = async () => {};

/** The worker as `worker/main.ts` runs it; mails are left out, the provider is the sandbox over HTTP. */
const startWorker = () =>
  run({
    preset: QUEUE_PRESET, logger: quiet, pgPool: pool(), concurrency: CLIENTS, noHandleSignals: true, pollInterval: 1_000,
    taskList: {
      'orders.fulfil': async (payload) => {
        const { orderId } = payload as { orderId: string };
        await fulfilOrder({ orderId });
        delivered.get(orderId)?.();
      },
      'email.delivery': nothing, 'email.receipt': nothing,
    },
  });

type Order = Awaited<ReturnType<typeof given.order>>;

/** One client: the webhook's work, then waits until the order is delivered. Answers the milliseconds between. */
async function payAndWait(order: Order): Promise<number> {
  const began = performance.now();
  const isDelivered = new Promise<void>((resolve) => delivered.set(order.id, resolve));
  const payment = { paymentIntentId: order.paymentIntentId, status: 'succeeded' as const, amountMinor: order.totalMinor, capturedMinor: order.totalMinor, currency: 'USD', failureCode: null };
  await applyPaymentEvent({ id: `evt_${order.id}`, type: 'payment_intent.succeeded', payload: {}, event: { kind: 'payment', payment } });
  await isDelivered;
  return performance.now() - began;
}

async function shop(count: number, clients: number): Promise<{ perSecond: number; p50: number; p99: number }> {
  const orders: Order[] = [];
  for (let index = 0; index < count; index += 1) orders.push(await given.order({ status: 'AWAITING_PAYMENT' }));
  // A shop that has been open for a day has statistics.
  await pool().query('VACUUM ANALYZE');
  const waits: number[] = [];
  const perSecond = await inParallel(count, clients, async (index) => {
    const order = orders[index];
    if (order) waits.push(await payAndWait(order));
  });
  const [open] = await rows<{ open: number }>(pool(), `SELECT count(*)::int AS open FROM "Order" WHERE id = ANY($1::uuid[]) AND status <> 'FULFILLED'`, [orders.map(({ id }) => id)]);
  if (open?.open !== 0) throw new Error(`${open?.open} orders were not delivered`);
  return { perSecond, p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) };
}

await runMigrations({ pgPool: pool(), logger: quiet });
const runner = await startWorker();
for (let round = 1; round <= 4; round += 1) {
  const reference = await plainSql();
  const busy = await shop(ORDERS, CLIENTS);
  const calm = await shop(60, 1);
  console.log(
    `round ${round}: plain SQL ${reference.toFixed(0)}/s, shop ${busy.perSecond.toFixed(0)}/s, ratio ${(busy.perSecond / reference).toFixed(2)} (goal 0.25); ` +
      `webhook to delivered, ${CLIENTS} clients p50 ${busy.p50.toFixed(0)} ms, p99 ${busy.p99.toFixed(0)} ms; one client p50 ${calm.p50.toFixed(0)} ms, p99 ${calm.p99.toFixed(0)} ms`,
  );
}
await runner.stop();
await closeDb();
process.exit(0);
