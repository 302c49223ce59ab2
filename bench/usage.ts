// What is left on many eSIMs is asked by the workers that run beside this process while paid orders come in; then a hundred people look at one eSIM.
//   Started by bench/run-usage.mjs:  node --import tsx bench/usage.ts <eSIMs> <orders> <tokens a second>
import { setTimeout as sleep } from 'node:timers/promises';
import { keyedHash, seal } from '@/lib/crypto/sealed-text';
import { closeDb, db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { profilePlace } from '@/lib/esims/store-esims';
import { enqueue } from '@/lib/jobs/enqueue';
import { given } from '@/tests/given';
import { counted, histogramOf, type Part } from './worker-metrics';

const [ESIMS = 10_000, ORDERS = 50, PER_SECOND = 40] = process.argv.slice(2).map(Number);
const CONTROLS = process.env.BENCH_CONTROLS ?? '';
const SLOT_MS = 1_000 / PER_SECOND;
/** Larger orders are made later. */
const A_PURCHASE = 5;

async function setRate(ratePerSecond: number): Promise<void> {
  const answer = await fetch(`${CONTROLS}/settings/esimgo`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ratePerSecond }) });
  if (!answer.ok) throw new Error(`settings: ${answer.status}`);
}

/** Bought at the emulator directly: how they came is not measured. */
async function buySome(bundle: string): Promise<string[]> {
  const body = { type: 'transaction', assign: true, order: [{ type: 'bundle', quantity: A_PURCHASE, item: bundle, allowReassign: false }] };
  const headers = { 'X-API-Key': process.env.ESIMGO_API_KEY ?? '', 'content-type': 'application/json' };
  const answer = await fetch(`${process.env.ESIMGO_API_URL}/orders`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`orders: ${answer.status} ${await answer.text()}`);
  const { order } = (await answer.json()) as { order: { esims: { iccid: string }[] }[] };
  const iccids = order.flatMap(({ esims }) => esims.map(({ iccid }) => iccid));
  if (iccids.length !== A_PURCHASE) throw new Error(`${iccids.length} eSIMs of ${A_PURCHASE}`);
  return iccids;
}

const STORE = `INSERT INTO "Esim" (id, "lineId", "purchaseId", position, "providerId", "iccidHash", "iccidLast4", "sealedProfile", "usageCheckAt")
  SELECT id, $2::uuid, $3::uuid, position, 'esimgo', "iccidHash", "iccidLast4", "sealedProfile", now() FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, position int, "iccidHash" text, "iccidLast4" text, "sealedProfile" text)`;

/** Delivered eSIMs that are all due: one order holds them, which a bench may do and a shop does not. */
async function storeDue(): Promise<string[]> {
  const first = await given.esim({ provider: 'esimgo' });
  const { purchaseId, lineId } = await db().esim.findUniqueOrThrow({ where: { id: first.id } });
  await rows(pool(), `UPDATE "Esim" SET "usageCheckAt" = NULL WHERE id = $1::uuid`, [first.id]);
  const ids: string[] = [];
  for (let position = 1; position <= ESIMS; position += A_PURCHASE) {
    const esims = (await buySome('esim_1GB_7D_PT_V2')).map((iccid, offset) => {
      const id = crypto.randomUUID();
      ids.push(id);
      return { id, position: position + offset, iccidHash: keyedHash('iccid', iccid), iccidLast4: iccid.slice(-4), sealedProfile: seal(JSON.stringify({ iccid }), profilePlace(id)) };
    });
    await rows(pool(), STORE, [JSON.stringify(esims), lineId, purchaseId]);
  }
  return ids;
}

const LEFT = `SELECT count(*)::int AS "left" FROM "Esim" e WHERE e.id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM "EsimReading" r WHERE r."esimId" = e.id AND r.kind = 'usage' AND r."readAt" IS NOT NULL)`;
const SPAN = `SELECT extract(epoch FROM max("readAt"))::float AS last FROM "EsimReading" WHERE "esimId" = ANY($1::uuid[]) AND kind = 'usage'`;
const NOW = 'SELECT extract(epoch FROM clock_timestamp())::float AS at';
const WAITED = `SELECT 1000 * extract(epoch FROM "fulfilledAt" - "paidAt")::float AS ms FROM "Order" WHERE id = ANY($1::uuid[]) ORDER BY 1`;
const moment = async () => (await rows<{ at: number }>(pool(), NOW))[0]?.at ?? 0;

/** Evenly over the time the refresh takes. */
async function injectOrders(): Promise<string[]> {
  const ids: string[] = [];
  const everyMs = (ESIMS / PER_SECOND / (ORDERS + 1)) * 1_000;
  for (let index = 0; index < ORDERS; index += 1) {
    await sleep(everyMs);
    const { id } = await given.order({ provider: 'esimgo' });
    await enqueue(pool(), { name: 'orders.fulfil', payload: { orderId: id }, key: `orders.fulfil:${id}`, priority: -10 });
    ids.push(id);
  }
  return ids;
}

async function refreshed(ids: string[]): Promise<number> {
  for (;;) {
    const [state] = await rows<{ left: number }>(pool(), LEFT, [ids]);
    if (state?.left === 0) return (await rows<{ last: number }>(pool(), SPAN, [ids]))[0]?.last ?? 0;
    await sleep(500);
  }
}

const ofOrders: Part = ({ labels }) => labels.provider === 'esimgo' && labels.priority === 'order';

async function refresh(ids: string[]): Promise<void> {
  const began = await moment();
  await enqueue(pool(), { name: 'esims.refresh-usage', payload: {}, key: 'esims.refresh-usage' });
  const [last, orders] = await Promise.all([refreshed(ids), injectOrders()]);
  await sleep(6_000);
  const waits = (await rows<{ ms: number | null }>(pool(), WAITED, [orders])).map(({ ms }) => ms ?? Number.NaN);
  // Each order takes three tokens: it is quoted and bought, then its eSIM is labelled.
  const ideal = (ESIMS + 3 * ORDERS) / PER_SECOND;
  const turns = await histogramOf('provider_turn_wait_seconds', ofOrders);
  const within = turns.upTo((2 * SLOT_MS) / 1_000);
  console.log(`${ESIMS} eSIMs and ${ORDERS} orders at ${PER_SECOND} tokens a second: ${(last - began).toFixed(1)} s, ideal ${ideal.toFixed(1)} s, ratio ${((last - began) / ideal).toFixed(3)} (goal 1.05)`);
  console.log(`an order's turns: ${turns.count}, of which ${within} came within two slots of ${SLOT_MS} ms (goal: all); paid to delivered p50 ${waits[Math.floor(waits.length / 2)]?.toFixed(0)} ms, worst ${waits.at(-1)?.toFixed(0)} ms`);
  console.log(`turned away: ${await counted('provider_turned_away_total', () => true)} (goal 0)`);
}

await setRate(1_000_000);
const ids = await storeDue();
await pool().query('VACUUM ANALYZE');
await setRate(PER_SECOND);
// What was bought here counts in the second it fell in: nobody else is to be turned away for it.
await sleep(1_100);
await refresh(ids);
await closeDb();
process.exit(0);
