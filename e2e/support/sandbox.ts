import { expect } from '@playwright/test';

const controls = process.env.E2E_SANDBOX_URL ?? 'http://127.0.0.1:4100';

async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${controls}${path}`, init);
  expect(response.ok, `${path} answered ${response.status}`).toBe(true);
  return (await response.json()) as Answer;
}

const send = (method: string, body: unknown): RequestInit => ({ method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export type LedgerEntry = { service: string; type: string; reference: string; data: Record<string, unknown> };
export type Mail = { id: string; subject: string; text?: string; html?: string; attachments?: { filename?: string }[] };

/** The sandbox as the journeys steer and read it. */
export const sandbox = {
  controls,
  fault: (service: string, operation: string, options: { fault: object; match?: string; times?: number }) => ask('/faults', send('POST', { service, operation, ...options })),
  use: (service: string, iccid: string, megabytes: number) => ask(`/providers/${service}/use`, send('POST', { iccid, megabytes })),
  webhook: (service: string, given: { url: string; body: object; times?: number }) => ask<{ statuses: number[] }>(`/providers/${service}/webhook`, send('POST', given)),
  settings: (service: string, change: object) => ask(`/settings/${service}`, send('PATCH', change)),
  purchasesOf: async (orderId: string) => (await ask<LedgerEntry[]>('/ledger?type=purchase')).filter((entry) => entry.reference.includes(orderId)),
  ledger: (type: string) => ask<LedgerEntry[]>(`/ledger?type=${type}`),
  mailsTo: (address: string) => ask<Mail[]>(`/mail/messages?to=${encodeURIComponent(address)}`),
  mail: (id: string) => ask<Mail & Record<string, unknown>>(`/mail/messages/${id}`),
};

/** Waits for a mail whose subject matches; answers it whole. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  await expect.poll(async () => (await sandbox.mailsTo(address)).some((mail) => subject.test(mail.subject)), { timeout: 45_000 }).toBe(true);
  const found = (await sandbox.mailsTo(address)).find((mail) => subject.test(mail.subject));
  return sandbox.mail(found?.id ?? '');
}
