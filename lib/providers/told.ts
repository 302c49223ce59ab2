import { log } from '@/lib/log';
import { ProviderError, type ProviderErrorCode } from '@/lib/providers/provider-error';

/** What a provider answered when staff asked, or why there is nothing to show: it has no such call, or gave no answer. */
export type Told<Value> = { told: 'answer'; value: Value } | { told: 'cannot' } | { told: 'no-answer'; code: ProviderErrorCode | 'unexpected' };

/** Reads once for somebody who looks; a provider that fails is part of the answer, never a failed page. */
export async function ask<Value>(call: (() => Promise<Value>) | undefined): Promise<Told<Value>> {
  if (!call) return { told: 'cannot' };
  try {
    return { told: 'answer', value: await call() };
  } catch (error) {
    log.warn({ error }, 'provider.staff-question.failed');
    return { told: 'no-answer', code: error instanceof ProviderError ? error.code : 'unexpected' };
  }
}

/** How a change that staff asked for failed: refused for good, surely not done, or perhaps done. */
export type Failed = 'provider-refused' | 'no-answer' | 'unclear';

const FAILED: Record<ProviderErrorCode, Failed> = {
  rejected: 'provider-refused', 'out-of-funds': 'provider-refused',
  unavailable: 'no-answer', 'rate-limited': 'no-answer', unauthorized: 'no-answer',
  'outcome-unknown': 'unclear', 'bad-response': 'unclear',
};

/** Null = no failure of the provider's. */
export const failedBy = (error: unknown): Failed | null => (error instanceof ProviderError ? FAILED[error.code] : null);
