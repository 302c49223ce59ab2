import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { keyedHash } from '@/lib/crypto/sealed-text';
import { pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { findEsimByHash, openEsim } from '@/lib/esims/open-esim';
import { enqueue } from '@/lib/jobs/enqueue';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { checkUsage } from '@/lib/orders/check-usage';
import { findProvider } from '@/lib/providers/registry';
import type { ProviderNotice, ReceivedWebhook } from '@/lib/providers/provider';
import { AppError } from '@/lib/errors';

const received = counter({ name: 'provider_webhooks_total', help: 'Webhooks of providers, by what became of them.', labelNames: ['provider', 'outcome'] });

/** What is kept of a notice: no ICCID, no code, nothing the API does not say again. */
const keptNotice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('usage'), iccidHash: z.string(), isAlert: z.boolean() }),
  z.object({ kind: z.literal('purchase-settled'), reference: z.string().nullable(), providerOrderId: z.string().nullable() }),
  z.object({ kind: z.literal('balance-low') }),
  z.object({ kind: z.literal('unknown') }),
]);
type KeptNotice = z.infer<typeof keptNotice>;

function toKept(notice: ProviderNotice): KeptNotice {
  switch (notice.kind) {
    case 'usage-low':
    case 'expiring':
    case 'usage-changed':
      return { kind: 'usage', iccidHash: keyedHash('iccid', notice.iccid), isAlert: notice.kind !== 'usage-changed' };
    case 'purchase-settled':
      return { kind: notice.kind, reference: notice.reference, providerOrderId: notice.providerOrderId };
    case 'balance-low':
    case 'unknown':
      return { kind: notice.kind };
  }
}

const KEEP = `INSERT INTO "ProviderEvent" (id, "providerId", "bodyHash", payload) VALUES ($1::uuid, $2, $3, $4::jsonb) ON CONFLICT ("providerId", "bodyHash") DO NOTHING RETURNING id`;
const SEEN = `INSERT INTO "ProviderState" ("providerId", "lastWebhookAt") VALUES ($1, now()) ON CONFLICT ("providerId") DO UPDATE SET "lastWebhookAt" = now()`;

const findSender = findProvider;

/** Whether a provider of this name is on and sends webhooks. */
export const isWebhookExpected = (providerId: string): boolean => 'readWebhook' in (findSender(providerId) ?? {});

export type WebhookOutcome = 'stored' | 'duplicate' | 'not-theirs' | 'no-provider';

/** Checks a provider's webhook and stores its claims with the job that looks into them: one transaction. A repeat is one. */
export async function receiveProviderWebhook(providerId: string, webhook: ReceivedWebhook): Promise<WebhookOutcome> {
  const provider = findSender(providerId);
  if (!provider?.readWebhook) return 'no-provider';
  const read = await provider.readWebhook(webhook);
  const outcome = read === null ? 'not-theirs' : await keep(providerId, read.deliveryKey, read.notices.map(toKept));
  received.inc({ provider: providerId, outcome });
  return outcome;
}

async function keep(providerId: string, deliveryKey: string, notices: KeptNotice[]): Promise<'stored' | 'duplicate'> {
  return transaction(async (sql) => {
    await rows(sql, SEEN, [providerId]);
    const [event] = await rows<{ id: string }>(sql, KEEP, [randomUUID(), providerId, deliveryKey, JSON.stringify({ notices })]);
    if (!event) return 'duplicate';
    await enqueue(sql, { name: 'providers.notices', payload: { eventId: event.id }, key: `providers.notices:${event.id}`, priority: 1 });
    return 'stored';
  });
}

const CHECK_AGAIN_MS = 20 * 60_000;
const MOST_CHECKS = 3;

/** A provider's figures may lag behind its own message: they are read again before anybody is told. */
export async function checkUsageUntilAlert({ esimId, checks }: { esimId: string; checks: number }): Promise<void> {
  const esim = await openEsim(esimId);
  if (!esim) return;
  const alerts = await checkUsage(esim, { isNew: true });
  if (alerts === null) throw new AppError('try-again', `${esim.providerId} did not say what is left`, { retryable: true });
  if (alerts.length > 0 || checks >= MOST_CHECKS) return;
  const payload = { esimId: esim.id, checks: checks + 1 };
  await enqueue(pool(), { name: 'esims.check-usage', payload, key: `esims.check-usage:${esim.id}`, runAt: new Date(Date.now() + CHECK_AGAIN_MS), priority: 5 });
}

async function lookAtUsage(providerId: string, { iccidHash, isAlert }: KeptNotice & { kind: 'usage' }): Promise<void> {
  const esim = await findEsimByHash(providerId, iccidHash);
  if (!esim) return log.info({ provider: providerId }, 'provider.notice.foreign-esim');
  await checkUsageUntilAlert({ esimId: esim.id, checks: isAlert ? 1 : MOST_CHECKS });
}

const FIND_ORDER = `SELECT l."orderId" FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId"
  WHERE p."providerId" = $1 AND (p.reference = $2 OR p."providerOrderId" = $3) AND p.status IN ('INTENDED', 'UNKNOWN', 'PREPARING')`;

/** The order looks for itself what became of its purchase; the message only says when. */
async function lookAtPurchase(providerId: string, { reference, providerOrderId }: KeptNotice & { kind: 'purchase-settled' }): Promise<void> {
  for (const { orderId } of await rows<{ orderId: string }>(pool(), FIND_ORDER, [providerId, reference, providerOrderId])) {
    await enqueue(pool(), { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, priority: -10 });
  }
}

const FIND = `SELECT "providerId", payload FROM "ProviderEvent" WHERE id = $1::uuid AND "appliedAt" IS NULL`;
const APPLIED = `UPDATE "ProviderEvent" SET "appliedAt" = now() WHERE id = $1::uuid`;

/** Looks into what a webhook claimed. Everything is read from the provider's API before anything changes or a mail goes out. */
export async function applyProviderNotices({ eventId }: { eventId: string }): Promise<void> {
  const [event] = await rows<{ providerId: string; payload: unknown }>(pool(), FIND, [eventId]);
  if (!event) return;
  const { notices } = z.object({ notices: z.array(keptNotice) }).parse(event.payload);
  for (const notice of notices) {
    if (notice.kind === 'usage') await lookAtUsage(event.providerId, notice);
    if (notice.kind === 'purchase-settled') await lookAtPurchase(event.providerId, notice);
    if (notice.kind === 'balance-low') await enqueue(pool(), { name: 'providers.read-balances', payload: {}, key: 'providers.read-balances' });
  }
  await rows(pool(), APPLIED, [eventId]);
}
