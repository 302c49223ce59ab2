import type { Tx } from '@/lib/db/client';

export type AuditFacts = { actor: string; action: string; subject: string; data?: Record<string, string | number | boolean | null> };

/** Writes one row of the append-only audit log, in the transaction of what it records. */
export async function recordAudit(tx: Tx, { actor, action, subject, data }: AuditFacts): Promise<void> {
  await tx.auditEntry.create({ data: { actor, action, subject, ...(data ? { data } : {}) } });
}
