import type { AuditFacts } from '@/lib/db/audit';
import type { Tx } from '@/lib/db/client';
import { supportOf } from '@/lib/esims/esim-support';
import { openEsimForStaff, type EsimOfOrder } from '@/lib/esims/open-esim-for-staff';
import { auditedCall, type Done } from '@/lib/providers/audited-call';
import type { EsimSupport } from '@/lib/providers/esim-support';
import type { Failed } from '@/lib/providers/told';

export type StaffWish = EsimOfOrder & { actor: string };
export type NotDone = { outcome: 'no-esim' | 'cannot' | 'already-asked' | Failed };

type Deed<Answer> = StaffWish & {
  /** As the audit log names it. */
  action: string;
  data?: AuditFacts['data'];
  /** Undefined = the provider has no such call. */
  find: (support: Partial<EsimSupport>) => ((iccid: string) => Promise<Answer>) | undefined;
  /** What the answer adds to the audit log. */
  note?: (answer: Answer) => AuditFacts['data'];
  /** Asked in the transaction that writes the intent; false = `already-asked`. */
  mayBegin?: (tx: Tx) => Promise<boolean>;
};

/** One thing staff ask of a provider for one eSIM of an order. */
export async function carryOut<Answer>({ orderId, esimId, actor, action, data, find, note, mayBegin }: Deed<Answer>): Promise<Done<Answer> | NotDone> {
  const esim = await openEsimForStaff({ orderId, esimId });
  if (!esim) return { outcome: 'no-esim' };
  const call = find(supportOf(esim));
  if (!call) return { outcome: 'cannot' };
  return auditedCall({ actor, action, subject: esimId, data: { orderId, ...data } }, () => call(esim.iccid), { note, mayBegin });
}
