import { recordAudit } from '@/lib/db/audit';
import { db } from '@/lib/db/client';

export type Assignment = { iccid: string; email: string | null; actor: string };

/** Staff give a SIM to a business customer, by a verified address, or take it back. */
export async function assignSim({ iccid, email, actor }: Assignment): Promise<{ outcome: 'assigned' | 'taken-back' | 'no-customer' | 'no-sim' }> {
  const owner = email === null ? null : await db().user.findFirst({ where: { email: email.trim().toLowerCase(), emailVerified: { not: null } }, select: { id: true } });
  if (email !== null && !owner) return { outcome: 'no-customer' };
  return db().$transaction(async (tx) => {
    const { count } = await tx.fleetSim.updateMany({ where: { iccid }, data: { ownerId: owner?.id ?? null } });
    if (count === 0) return { outcome: 'no-sim' } as const;
    await recordAudit(tx, { actor, action: 'fleet.assign', subject: iccid, data: { email } });
    return { outcome: owner ? 'assigned' : 'taken-back' } as const;
  });
}

const MOST = 1_000;

/** The SIMs assigned to a customer; nobody else's. */
export const listSimsOfCustomer = (customerId: string) =>
  db().fleetSim.findMany({ where: { ownerId: customerId }, orderBy: { iccid: 'asc' }, take: MOST, select: { iccid: true, label: true, isEnabled: true, dataQuota: true, textQuota: true, seenAt: true } });

export const hasSimsAssigned = async (customerId: string): Promise<boolean> => (await db().fleetSim.count({ where: { ownerId: customerId }, take: 1 })) > 0;
