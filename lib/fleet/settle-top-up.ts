import { recordAudit } from '@/lib/db/audit';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { IS_UNCLEAR } from '@/lib/fleet/unclear-top-ups';
import { getFleet } from '@/lib/providers/registry';
import { failedBy } from '@/lib/providers/told';

/** `seenState` is what staff looked at; without an order number nothing was ordered. */
export type Decision = { topUpId: string; seenState: string; orderId: string | null; actor: string };
type Unfit = 'no-order' | 'other-order' | 'order-taken' | 'no-answer';

/** Their clock is not ours, and may tell whole seconds. */
const CLOCKS_APART_MS = 120_000;
type Open = { providerId: string; iccids: string[]; sentAt: Date | null; intendedAt: Date };
const FIND = `SELECT "providerId", iccids, "sentAt", "intendedAt" FROM "FleetTopUp" t WHERE t.id = $1::uuid AND t.state = $2 AND ${IS_UNCLEAR}`;
const BOUND = `SELECT 1 FROM "FleetTopUp" WHERE "providerId" = $1 AND "providerOrderId" = $2`;
const DECIDE = `UPDATE "FleetTopUp" SET state = $2, "providerOrderId" = $3, reason = $4 WHERE id = $1::uuid`;

/** The check digit of an ICCID may be left out. */
const isSameSim = (one: string, other: string) => one.slice(0, 19) === other.slice(0, 19);

/** Whether the provider has such an order, for these SIMs and not from before the wish; null = it fits. */
async function unfit({ providerId, iccids, sentAt, intendedAt }: Open, orderId: string): Promise<Unfit | null> {
  if ((await rows(pool(), BOUND, [providerId, orderId])).length > 0) return 'order-taken';
  try {
    const order = await getFleet(providerId).readOrder(orderId);
    const isOfThese = iccids.every((iccid) => order.iccids.some((held) => isSameSim(held, iccid)));
    const isSince = order.orderedAt === null || order.orderedAt.getTime() >= (sentAt ?? intendedAt).getTime() - CLOCKS_APART_MS;
    return isOfThese && isSince ? null : 'other-order';
  } catch (error) {
    const failed = failedBy(error);
    if (!failed) throw error;
    return failed === 'provider-refused' ? 'no-order' : 'no-answer';
  }
}

/** Staff say what became of a top-up nobody knows the outcome of, so that its SIM can be topped up again. Of two who decide one does; a job that is at it decides first. */
export async function settleTopUp({ topUpId, seenState, orderId, actor }: Decision): Promise<{ outcome: 'settled' | 'changed' | Unfit }> {
  const [open] = await rows<Open>(pool(), FIND, [topUpId, seenState]);
  if (!open) return { outcome: 'changed' };
  const fault = orderId === null ? null : await unfit(open, orderId);
  if (fault) return { outcome: fault };
  return db().$transaction(async (tx) => {
    const still = await rows(tx, `${FIND} FOR UPDATE`, [topUpId, seenState]);
    if (still.length === 0) return { outcome: 'changed' } as const;
    await rows(tx, `${DECIDE} RETURNING 1`, [topUpId, orderId === null ? 'not-ordered' : 'placed', orderId, `decided by ${actor}`.slice(0, 200)]);
    await recordAudit(tx, { actor, action: 'fleet.top-up.settle', subject: open.iccids[0] ?? topUpId, data: { topUpId, was: seenState, orderId } });
    return { outcome: 'settled' } as const;
  });
}
