import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { LedgerEntry } from '@/tests/sandbox-client';

type Money = { id: string; status: string; captured: number; delivered: number; refunded: number; hasCase: boolean; isSurplus: boolean };

const MONEY = `SELECT o.id, o.status, o."reviewReasons" <> '{}' AS "hasCase", 'more-than-ordered' = ANY(o."reviewReasons") AS "isSurplus",
    (SELECT coalesce(sum(p."capturedMinor"), 0)::int FROM "Payment" p WHERE p."orderId" = o.id) AS captured,
    (SELECT coalesce(sum(r."amountMinor"), 0)::int FROM "Refund" r JOIN "Payment" p ON p.id = r."paymentId" WHERE p."orderId" = o.id AND r.status <> 'failed') AS refunded,
    (SELECT coalesce(sum(l."unitPriceMinor" * CASE WHEN l."topUpEsimId" IS NULL THEN (SELECT count(*) FROM "Esim" e WHERE e."lineId" = l.id)
      ELSE (SELECT count(*) FROM "Bundle" b JOIN "Purchase" p ON p.id = b."purchaseId" WHERE p."lineId" = l.id) END), 0)::int FROM "OrderLine" l WHERE l."orderId" = o.id) AS delivered
  FROM "Order" o WHERE o.id = ANY($1::uuid[])`;
const BOUGHT = `SELECT l."orderId", p."providerOrderId", p.reference FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = ANY($1::uuid[])`;
const MAILS = `SELECT e.id, (SELECT count(*)::int FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier = 'email.delivery' AND j.payload->>'esimId' = e.id::text) AS jobs
  FROM "Esim" e JOIN "OrderLine" l ON l.id = e."lineId" WHERE l."orderId" = ANY($1::uuid[])`;

/** Captured = delivered + refunded, or a person has the case; nobody got both, unless the provider gave more than was asked for and a person knows. */
function faultOfMoney({ id, status, captured, delivered, refunded, hasCase, isSurplus }: Money): string[] {
  if (delivered + refunded > captured && !isSurplus) return [`${id}: ${captured} captured, ${delivered} delivered and ${refunded} refunded`];
  return delivered + refunded === captured || hasCase ? [] : [`${id} (${status}): ${captured} captured, ${delivered} delivered, ${refunded} refunded, and nobody asked`];
}

type Bought = { orderId: string; providerOrderId: string | null; reference: string };

/** What happened at the provider belongs to one order of ours each, or to a person. */
function faultsOfLedger(ledger: readonly LedgerEntry[], bought: readonly Bought[], cases: ReadonlySet<string>): string[] {
  const idOf = ({ data }: LedgerEntry) => String(data.providerOrderId);
  const orderOf = (entry: LedgerEntry) => bought.find(({ providerOrderId, reference }) => providerOrderId === idOf(entry) || entry.reference.includes(reference))?.orderId;
  const unbound = ledger.filter((entry) => !orderOf(entry));
  const owners = ledger.flatMap((entry) => orderOf(entry) ?? []);
  const twice = [...new Set(owners.filter((owner, index) => owners.indexOf(owner) !== index))];
  const unclear = [...cases].filter((id) => !owners.includes(id)).length;
  const invented = bought.filter(({ providerOrderId }) => providerOrderId !== null && !ledger.some((entry) => idOf(entry) === providerOrderId));
  return [
    ...twice.map((id) => `${id}: bought more than once`),
    ...invented.map(({ orderId, providerOrderId }) => `${orderId}: bound to ${providerOrderId}, which never happened`),
    ...(unbound.length > unclear ? [`${unbound.length} purchases belong to nobody, ${unclear} orders wait for a person`] : []),
  ];
}

/** What must hold of these one-line orders after any fault; one line per thing that does not. `ledger` = everything bought for them. */
export async function faultsOf(orderIds: readonly string[], ledger: readonly LedgerEntry[]): Promise<string[]> {
  const [money, bought, mails] = await Promise.all([rows<Money>(pool(), MONEY, [orderIds]), rows<Bought>(pool(), BOUGHT, [orderIds]), rows<{ id: string; jobs: number }>(pool(), MAILS, [orderIds])]);
  const cases = new Set(money.filter(({ hasCase }) => hasCase).map(({ id }) => id));
  return [...money.flatMap(faultOfMoney), ...faultsOfLedger(ledger, bought, cases), ...mails.filter(({ jobs }) => jobs !== 1).map(({ id, jobs }) => `${id}: ${jobs} mails`)];
}
