import { inject } from 'vitest';

export type LedgerEntry = { service: string; type: string; reference: string; data: Record<string, unknown> };

async function ask<Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> {
  const init = body === undefined ? { method } : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${inject('sandbox').controls}${path}`, init);
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** The sandbox's controls, for tests that run beside others: faults carry a `match`, nothing is reset. */
export const sandbox = {
  fault: (service: string, operation: string, options: { fault: object; match: string; times?: number; seconds?: number }) => ask('/faults', 'POST', { service, operation, ...options }),
  use: (service: string, iccid: string, megabytes: number) => ask(`/providers/${service}/use`, 'POST', { iccid, megabytes }),
  settings: (service: string, change: object) => ask(`/settings/${service}`, 'PATCH', change),
  purchases: async (text: string) => (await ask<LedgerEntry[]>('/ledger?type=purchase')).filter((entry) => JSON.stringify(entry).includes(text)),
  refunds: async (text: string) => (await ask<LedgerEntry[]>('/ledger?type=refund')).filter((entry) => JSON.stringify(entry).includes(text)),
  mails: async (text: string) => (await ask<LedgerEntry[]>('/ledger?type=email')).filter((entry) => JSON.stringify(entry).includes(text)),
};
