import { randomUUID } from 'node:crypto';
import { recordAudit } from '@/lib/db/audit';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { ProviderError } from '@/lib/providers/provider-error';
import { getFleet } from '@/lib/providers/registry';

export type TopUpWish = { iccid: string; actor: string };

/** Staff order the fixed volume for a SIM, to be invoiced: the intent is committed with the job that asks for it. */
export async function orderTopUp({ iccid, actor }: TopUpWish): Promise<{ outcome: 'ordered' | 'no-sim' | 'under-way' }> {
  const id = randomUUID();
  return db().$transaction(async (tx) => {
    // Two clicks stand in line here.
    const [sim] = await rows<{ providerId: string }>(tx, 'SELECT "providerId" FROM "FleetSim" WHERE iccid = $1 FOR UPDATE', [iccid]);
    if (!sim) return { outcome: 'no-sim' } as const;
    if ((await tx.fleetTopUp.count({ where: { iccids: { has: iccid }, state: { in: ['intended', 'unknown'] } } })) > 0) return { outcome: 'under-way' } as const;
    await tx.fleetTopUp.create({ data: { id, providerId: sim.providerId, iccids: [iccid], actor } });
    await recordAudit(tx, { actor, action: 'fleet.top-up', subject: iccid });
    await enqueue(tx, { name: 'fleet.top-up', payload: { topUpId: id }, key: `fleet.top-up:${id}`, priority: 5 });
    return { outcome: 'ordered' } as const;
  });
}

/** How long an order may stay unseen at the provider. */
const LOOK_FOR_MS = 10 * 60_000;

/** Of two workers one gets it; once something may have left it is never sent again. */
const SEND = `UPDATE "FleetTopUp" SET "sentAt" = now() WHERE id = $1::uuid AND state = 'intended' AND "sentAt" IS NULL RETURNING "providerId", iccids`;
const OPEN = `SELECT "providerId", iccids, "sentAt" FROM "FleetTopUp" WHERE id = $1::uuid AND state IN ('intended', 'unknown') AND "sentAt" IS NOT NULL`;
const SETTLE = `UPDATE "FleetTopUp" SET state = $2, "providerOrderId" = coalesce($3, "providerOrderId"), reason = $4 WHERE id = $1::uuid AND state IN ('intended', 'unknown')`;
const UNSEND = `UPDATE "FleetTopUp" SET "sentAt" = NULL WHERE id = $1::uuid AND state = 'intended'`;

/** Their clock is not ours, and may tell whole seconds. */
const CLOCKS_APART_MS = 120_000;
const BOUND = `SELECT 1 FROM "FleetTopUp" WHERE "providerId" = $1 AND "providerOrderId" = $2`;

type TopUp = { providerId: string; iccids: string[] };
const settle = (id: string, state: string, facts: { orderId?: string | null; reason?: string }) => rows(pool(), SETTLE, [id, state, facts.orderId ?? null, facts.reason ?? null]);

async function send(id: string, { providerId, iccids }: TopUp): Promise<void> {
  try {
    const { providerOrderId } = await getFleet(providerId).topUp(iccids);
    await settle(id, 'placed', { orderId: providerOrderId });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ provider: providerId, code: error.code }, 'fleet.top-up.failed');
    if (error.code === 'rejected' || error.code === 'out-of-funds' || error.code === 'unauthorized') return void (await settle(id, 'refused', { reason: error.code }));
    if (error.code === 'unavailable' || error.code === 'rate-limited') await rows(pool(), UNSEND, [id]);
    else await settle(id, 'unknown', { reason: error.code });
    throw error;
  }
}

/** An order for exactly these SIMs since it left, and nobody else's, is ours; without one a person must look. */
async function lookUp(id: string, { providerId, iccids, sentAt }: TopUp & { sentAt: Date }): Promise<void> {
  const since = new Date(sentAt.getTime() - CLOCKS_APART_MS);
  const found = [];
  for (const each of await getFleet(providerId).findTopUp(iccids, since)) if ((await rows(pool(), BOUND, [providerId, each.providerOrderId])).length === 0) found.push(each);
  const [order] = found;
  if (order && found.length === 1) return void (await settle(id, 'placed', { orderId: order.providerOrderId }));
  if (!order && Date.now() - sentAt.getTime() < LOOK_FOR_MS) throw new AppError('try-again', 'the top-up is not to be seen yet', { retryable: true });
  await settle(id, 'unknown', { reason: found.length > 1 ? 'several orders match' : 'no order found' });
}

/** Asks for an intended top-up once; whatever may have left is only ever looked up. */
export async function continueTopUp({ topUpId }: { topUpId: string }): Promise<void> {
  const [fresh] = await rows<TopUp>(pool(), SEND, [topUpId]);
  if (fresh) return send(topUpId, fresh);
  const [open] = await rows<TopUp & { sentAt: Date }>(pool(), OPEN, [topUpId]);
  if (open) await lookUp(topUpId, open);
}
