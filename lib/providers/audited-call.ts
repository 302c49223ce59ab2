import { recordAudit, type AuditFacts } from '@/lib/db/audit';
import { db, type Tx } from '@/lib/db/client';
import { log } from '@/lib/log';
import { failedBy, type Failed } from '@/lib/providers/told';

export type Done<Answer> = { outcome: 'done'; answer: Answer };

type Options<Answer> = {
  /** What the answer adds. */
  note?: ((answer: Answer) => AuditFacts['data']) | undefined;
  /** Asked in the transaction that writes the intent; false = nothing leaves, and nothing is written. */
  mayBegin?: ((tx: Tx) => Promise<boolean>) | undefined;
};

/** What was asked of the provider is done, and only our log does not say so: whoever asked must look before asking again. */
async function writeDone(write: () => Promise<void>, { action, subject }: AuditFacts): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    log.error({ action, subject, error }, 'provider.change.done-and-not-noted');
    return false;
  }
}

/** A change staff ask of a provider: written down before it leaves, sent once, and what came of it written down after. */
export async function auditedCall<Answer>(facts: AuditFacts, call: () => Promise<Answer>, { note, mayBegin }: Options<Answer> = {}): Promise<Done<Answer> | { outcome: Failed | 'already-asked' }> {
  const write = (what: string, data: AuditFacts['data']) => db().$transaction((tx) => recordAudit(tx, { ...facts, action: what, data: { ...facts.data, ...data } }));
  const begun = await db().$transaction(async (tx) => {
    if (mayBegin && !(await mayBegin(tx))) return false;
    await recordAudit(tx, facts);
    return true;
  });
  if (!begun) return { outcome: 'already-asked' };
  let answer: Answer;
  try {
    answer = await call();
  } catch (error) {
    const outcome = failedBy(error);
    await write(`${facts.action}.failed`, { outcome: outcome ?? 'unexpected' });
    if (!outcome) throw error;
    return { outcome };
  }
  return (await writeDone(() => write(`${facts.action}.done`, note?.(answer)), facts)) ? { outcome: 'done', answer } : { outcome: 'unclear' };
}
