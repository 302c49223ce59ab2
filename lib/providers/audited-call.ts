import { recordAudit, type AuditFacts } from '@/lib/db/audit';
import { db } from '@/lib/db/client';
import { failedBy, type Failed } from '@/lib/providers/told';

export type Done<Answer> = { outcome: 'done'; answer: Answer };

/** A change staff ask of a provider: written down before it leaves, sent once, and what came of it written down after; `note` is what the answer adds. */
export async function auditedCall<Answer>(facts: AuditFacts, call: () => Promise<Answer>, note?: (answer: Answer) => AuditFacts['data']): Promise<Done<Answer> | { outcome: Failed }> {
  const write = (what: string, data: AuditFacts['data']) => db().$transaction((tx) => recordAudit(tx, { ...facts, action: what, data: { ...facts.data, ...data } }));
  await write(facts.action, {});
  try {
    const answer = await call();
    await write(`${facts.action}.done`, note?.(answer));
    return { outcome: 'done', answer };
  } catch (error) {
    const outcome = failedBy(error);
    await write(`${facts.action}.failed`, { outcome: outcome ?? 'unexpected' });
    if (!outcome) throw error;
    return { outcome };
  }
}
