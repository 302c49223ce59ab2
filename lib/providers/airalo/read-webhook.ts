import { createHash } from 'node:crypto';
import { z } from 'zod';
import { log } from '@/lib/log';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { parseJson } from '@/lib/providers/airalo/errors';
import { findSigned, SIGNATURE_HEADER } from '@/lib/providers/airalo/webhook-signature';
import type { ProviderNotice, ReceivedWebhook } from '@/lib/providers/provider';

const iccid = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d{18,22}$/));
const id = z.union([z.string(), z.number()]).transform(String).pipe(z.string().regex(/^\d{1,19}$/)).nullish().catch(null);
const requestId = z.string().regex(/^[\w-]{10,60}$/);

/* No payload names its event: each is known by its shape (§11.4). */
const lowData = z.object({ level: z.string(), iccid });
const creditLimit = z.object({ message: z.string(), remaining: z.union([z.number(), z.string()]) });
const settled = z.object({
  request_id: requestId.nullish().catch(null),
  data: z.looseObject({ request_id: requestId.nullish().catch(null), id, description: z.string().nullish().catch(null) }).nullish().catch(null),
  id, description: z.string().nullish().catch(null),
});

/** Our reference, where the order's description was sent along. */
const referenceIn = (description: string | null | undefined): string | null => /(?:^|\| )(sf[0-9a-f]{40})(?=\s*(?:\||$))/.exec(description ?? '')?.[1] ?? null;

type Read = { deliveryKey: string; notices: ProviderNotice[] };

function readSettled(body: unknown, hash: string): Read | null {
  const parsed = settled.safeParse(body);
  if (!parsed.success) return null;
  const { request_id, data, id: rootId, description } = parsed.data;
  const request = request_id ?? data?.request_id ?? null;
  const providerOrderId = data?.id ?? rootId ?? null;
  const reference = referenceIn(data?.description ?? description);
  if (request === null && reference === null) return null;
  // A failure and a success of one request are two messages.
  return { deliveryKey: request === null ? hash : `async:${request}:${providerOrderId ?? 'none'}`, notices: [{ kind: 'purchase-settled', reference, providerOrderId }] };
}

function classify(body: unknown, hash: string): Read {
  const low = lowData.safeParse(body);
  if (low.success) {
    const kind = /day/i.test(low.data.level) ? 'expiring' : 'usage-low';
    return { deliveryKey: hash, notices: [{ kind, iccid: low.data.iccid }] };
  }
  if (creditLimit.safeParse(body).success) return { deliveryKey: hash, notices: [{ kind: 'balance-low' }] };
  return readSettled(body, hash) ?? { deliveryKey: hash, notices: [{ kind: 'unknown' }] };
}

/** Checks the signature, then says what is claimed; a claim only. A repeat within a day is the same delivery, for low data: there is no id and no time in it (§11.5). */
export async function readWebhook({ clientSecret }: AiraloConfig, { rawBody, headers }: ReceivedWebhook, now = new Date()): Promise<Read | null> {
  const raw = Buffer.from(rawBody);
  const body = parseJson(raw);
  const signature = headers[SIGNATURE_HEADER];
  const signedAs = signature ? findSigned({ rawBody: raw, body, secret: clientSecret, signature }) : null;
  if (signedAs === null) return null;
  if (signedAs !== 'bytes') log.info({ provider: 'airalo', signedAs }, 'provider.webhook.signed-otherwise');
  const day = now.toISOString().slice(0, 10);
  return classify(body, `${day}:${createHash('sha256').update(raw).digest('hex')}`);
}
