import { db } from '@/lib/db/client';
import { hashToken } from '@/lib/crypto/sealed-text';

export type AttemptKeyFacts = { browserId: string; planSlug: string; attempt: number };

/** Names one wish to pay: the same browser, plan and attempt is the same order, however many tabs. */
export function attemptKey({ browserId, planSlug, attempt }: AttemptKeyFacts): string {
  return hashToken(`${browserId}|${planSlug}|${attempt}`);
}

/** The number of the attempt this browser is at: one more than those it has finished for this plan. */
export async function currentAttempt(browserId: string, planSlug: string): Promise<number> {
  for (let attempt = 0; ; attempt += 1) {
    const order = await db().order.findUnique({ where: { attemptKey: attemptKey({ browserId, planSlug, attempt }) }, select: { status: true } });
    if (!order || order.status === 'AWAITING_PAYMENT') return attempt;
  }
}
