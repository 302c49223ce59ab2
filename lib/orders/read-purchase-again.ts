import { keyedHash } from '@/lib/crypto/sealed-text';
import { recordAudit } from '@/lib/db/audit';
import { db, pool } from '@/lib/db/client';
import { isTaken, rows, transaction, type Sql } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { deliverEsims, type Delivery } from '@/lib/orders/deliver-esims';
import { lockOrder, lockPayments } from '@/lib/orders/lock-order';
import { noteCase } from '@/lib/orders/open-case';
import { noteOnOrder } from '@/lib/orders/order-state';
import { settleReasons } from '@/lib/orders/settle-reasons';
import type { EsimProfile } from '@/lib/providers/provider';
import { getProvider } from '@/lib/providers/registry';
import { failedBy } from '@/lib/providers/told';

export type ReadAgainWish = { orderId: string; actor: string };
type Settled = { outcome: 'all-came' | 'more-came' | 'too-many-came' | 'nothing-came' | 'no-short-delivery' | 'refunded-already' };
export type ReadAgain = Settled | { outcome: 'no-answer' | 'provider-refused' | 'belongs-to-another' };

type Short = Delivery['line'] & { purchaseId: string; providerOrderId: string; quantity: number };

const SHORT = `SELECT l.id, l."providerId", l."providerPlanId", l."planSnapshot", l.quantity, p.id AS "purchaseId", p."providerOrderId"
  FROM "Order" o JOIN "OrderLine" l ON l."orderId" = o.id AND l."topUpEsimId" IS NULL JOIN "Purchase" p ON p."lineId" = l.id AND p.status = 'READY' AND p."providerOrderId" IS NOT NULL
  WHERE o.id = $1::uuid AND o.status = 'FULFILLED' AND o."reviewReasons" <> '{}' AND (SELECT count(*) FROM "Esim" e WHERE e."lineId" = l.id) < l.quantity`;
const IS_REFUNDED = `SELECT EXISTS (SELECT 1 FROM "Refund" r JOIN "Payment" p ON p.id = r."paymentId" WHERE p."orderId" = $1::uuid AND r.status <> 'failed') AS "isRefunded"`;
const KNOWN = `SELECT "iccidHash" FROM "Esim" WHERE "purchaseId" = $1::uuid`;
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject, data) VALUES ($1, 'order.read-again', $2, $3::jsonb)`;

const findShort = (sql: Sql, orderId: string) => rows<Short>(sql, SHORT, [orderId]);

/** Of one line: how many were ordered, how many are there, and how many of these came now. */
type Kept = { wanted: number; have: number; came: number };

const sum = (kept: readonly Kept[], what: keyof Kept) => kept.reduce((total, each) => total + each[what], 0);
const hasTooMany = ({ wanted, have }: Kept) => have > wanted;

function outcomeOf(kept: readonly Kept[], came: number): Settled['outcome'] {
  if (kept.some(({ wanted, have }) => have < wanted)) return came > 0 ? 'more-came' : 'nothing-came';
  return kept.some(hasTooMany) ? 'too-many-came' : 'all-came';
}

/** Stores and mails what is new of one purchase. */
async function keepWhatCame(sql: Sql, line: Short, found: readonly EsimProfile[]): Promise<Kept> {
  const known = new Set((await rows<{ iccidHash: string }>(sql, KNOWN, [line.purchaseId])).map(({ iccidHash }) => iccidHash));
  const profiles = found.filter(({ iccid }) => !known.has(keyedHash('iccid', iccid)));
  if (profiles.length > 0) await deliverEsims(sql, { line, purchaseId: line.purchaseId, profiles, storedBefore: known.size });
  return { wanted: line.quantity, have: known.size + profiles.length, came: profiles.length };
}

async function settle(sql: Sql, { orderId, actor }: ReadAgainWish, found: ReadonlyMap<string, EsimProfile[]>): Promise<Settled> {
  // Money that goes back meanwhile is seen, and of two who read again one waits.
  await lockPayments(sql, orderId);
  await lockOrder(sql, orderId);
  const lines = await findShort(sql, orderId);
  if (lines.length === 0) return { outcome: 'no-short-delivery' };
  const [money] = await rows<{ isRefunded: boolean }>(sql, IS_REFUNDED, [orderId]);
  if (money?.isRefunded) return { outcome: 'refunded-already' };
  const kept: Kept[] = [];
  for (const line of lines) kept.push(await keepWhatCame(sql, line, found.get(line.purchaseId) ?? []));
  const [wanted, have, came] = [sum(kept, 'wanted'), sum(kept, 'have'), sum(kept, 'came')];
  const outcome = outcomeOf(kept, came);
  await noteOnOrder(sql, { orderId, kind: 'staff', reason: 'purchase read again', data: { actor, wanted, have, came } });
  await rows(sql, AUDIT, [actor, orderId, JSON.stringify({ wanted, have, came })]);
  if (kept.some(hasTooMany)) await noteCase(sql, { orderId, reason: 'more-than-ordered', data: { wanted, got: have } });
  if (outcome === 'all-came' || outcome === 'too-many-came') await settleReasons(sql, orderId, ['short-delivery']);
  return { outcome };
}

async function readAll(lines: readonly Short[]): Promise<Map<string, EsimProfile[]>> {
  const found = new Map<string, EsimProfile[]>();
  for (const { providerId, purchaseId, providerOrderId } of lines) found.set(purchaseId, (await getProvider(providerId).readPurchase(providerOrderId)).esims ?? []);
  return found;
}

/** Staff look once more what the provider gave for a short delivery: eSIMs that came later are kept and mailed, those that are there stay. Repeats and races store none twice; nothing is bought. */
export async function readPurchaseAgain(wish: ReadAgainWish): Promise<ReadAgain> {
  const lines = await findShort(pool(), wish.orderId);
  if (lines.length === 0) return { outcome: 'no-short-delivery' };
  try {
    const found = await readAll(lines);
    return await transaction((sql) => settle(sql, wish, found));
  } catch (error) {
    const failed = isTaken(error) ? 'belongs-to-another' : failedBy(error);
    if (!failed) throw error;
    log.warn({ orderId: wish.orderId, error }, 'order.read-again.failed');
    // Nothing was asked to change, so nothing is unclear.
    const outcome = failed === 'unclear' ? 'no-answer' : failed;
    await db().$transaction((tx) => recordAudit(tx, { actor: wish.actor, action: 'order.read-again', subject: wish.orderId, data: { outcome } }));
    return { outcome };
  }
}
