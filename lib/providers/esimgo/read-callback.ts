import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { equalSecrets } from '@/lib/crypto/sealed-text';
import type { EsimGoConfig } from '@/lib/providers/esimgo/env';
import { parseJson } from '@/lib/providers/esimgo/parse-json';
import type { ProviderNotice, ReceivedWebhook } from '@/lib/providers/provider';

const SIGNATURE_HEADER = 'x-signature-sha256';

/** Version 3 signs the bytes with the API key, as base64 or as hex (§14.1); version 2 signs nothing and is nobody's. */
function isSigned(raw: Buffer, apiKey: string, signature: string): boolean {
  const wanted = createHmac('sha256', apiKey).update(raw);
  const bytes = wanted.digest();
  return [equalSecrets(bytes.toString('base64'), signature.trim()), equalSecrets(bytes.toString('hex'), signature.trim().toLowerCase())].some(Boolean);
}

const callback = z.looseObject({ alertType: z.string().nullish().catch(null), event: z.string().nullish().catch(null), bundle: z.unknown().optional() });

/** Written as text or as a number; two different numbers name no eSIM. */
function iccidIn(text: string, body: unknown): string | null {
  const named = z.looseObject({ iccid: z.string().regex(/^\d{18,22}$/) }).safeParse(body);
  const numbers = new Set([...text.matchAll(/"iccid"\s*:\s*(\d{18,22})(?=\s*[,}])/g)].map(([, digits]) => digits));
  return named.success && numbers.size <= 1 ? named.data.iccid : null;
}

const KINDS: Record<string, 'usage-low' | 'usage-changed' | 'expiring' | 'balance-low'> = {
  utilisation: 'usage-low', firstuse: 'usage-changed', firstattachment: 'usage-changed', 'esim.deletion_scheduled': 'usage-changed', 'esim.deleted': 'usage-changed',
  topup: 'balance-low', autotopup: 'balance-low', esimgotopup: 'balance-low', lowbalance: 'balance-low', insufficientbalance: 'balance-low',
};

function noticeOf(text: string, body: unknown): ProviderNotice {
  const parsed = callback.safeParse(body);
  const kind = parsed.success ? KINDS[(parsed.data.alertType ?? parsed.data.event ?? '').toLowerCase()] : undefined;
  if (kind === undefined) return { kind: 'unknown' };
  if (kind === 'balance-low') return { kind };
  const iccid = iccidIn(text, body);
  return iccid === null ? { kind: 'unknown' } : { kind, iccid };
}

/** Checks the signature on the raw bytes, then says what is claimed; a claim only. The same bytes are the same delivery. */
export async function readCallback({ apiKey }: EsimGoConfig, { rawBody, headers }: ReceivedWebhook): Promise<{ deliveryKey: string; notices: ProviderNotice[] } | null> {
  const raw = Buffer.from(rawBody);
  const signature = headers[SIGNATURE_HEADER];
  if (!signature || !isSigned(raw, apiKey, signature)) return null;
  return { deliveryKey: createHash('sha256').update(raw).digest('hex'), notices: [noticeOf(raw.toString('utf8'), parseJson(raw))] };
}
