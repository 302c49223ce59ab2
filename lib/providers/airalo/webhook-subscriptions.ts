import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError, notAsked } from '@/lib/providers/airalo/errors';
import { anyAnswer } from '@/lib/providers/airalo/wire-orders';
import { subscribedAnswer, subscriptionAnswer } from '@/lib/providers/airalo/wire-account';
import { plainText } from '@/lib/providers/plain-text';

const OPT_IN = '/v2/notifications/opt-in';
/** Percent of the credit limit. */
const LEVELS = [50, 70, 80, 90];

/** What may be switched on (§11.1); the last two by mail. */
export const WEBHOOK_KINDS = ['async_orders', 'webhook_low_data', 'webhook_credit_limit', 'email_low_data', 'email_credit_limit'] as const;
const isKind = (kind: string): boolean => (WEBHOOK_KINDS as readonly string[]).includes(kind);

function check(kind: string, address?: string): void {
  if (!isKind(kind)) throw notAsked({ type: `must be one of ${WEBHOOK_KINDS.join(', ')}` });
  if (address === undefined) return;
  const form = kind.startsWith('email_') ? /^[^\s@]+@[^\s@]+$/ : /^https?:\/\/\S+$/;
  if (!form.test(address)) throw notAsked({ contact_point: 'is not an address' });
}

/** §11.1: replaces what was there for the kind. Airalo asks the address with HEAD first and wants 200. */
export async function subscribeWebhook(client: AiraloClient, kind: string, address: string): Promise<void> {
  check(kind, address);
  const contact = kind.startsWith('email_') ? { email: address, language: 'en' } : { webhook_url: address };
  const body = { type: kind, ...contact, ...(kind.endsWith('_credit_limit') ? { levels: LEVELS } : {}) };
  const { data: { notification } } = await client.change({ method: 'POST', path: OPT_IN, body }, subscribedAnswer);
  if (notification.type !== kind || notification.contact_point !== address) {
    throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: another subscription than asked for' });
  }
}

/** §11.3. */
export async function unsubscribeWebhook(client: AiraloClient, kind: string): Promise<void> {
  check(kind);
  await client.change({ method: 'POST', path: '/v2/notifications/opt-out', body: { type: kind } }, anyAnswer);
}

async function readOne(client: AiraloClient, kind: string): Promise<{ kind: string; address: string }[]> {
  const answer = await client.read(`${OPT_IN}?${new URLSearchParams({ type: kind })}`, subscriptionAnswer).catch((error: unknown) => {
    if (error instanceof AiraloError && error.code === 'rejected') return null;
    throw error;
  });
  const found = answer?.data?.notification ?? [];
  return [found].flat().filter(({ type }) => isKind(type)).map(({ type, contact_point }) => ({ kind: type, address: plainText(contact_point, 500) }));
}

/**
 * §11.2. Neither how one kind is asked for nor what is said of none is published: each is asked for by name, and an answer counts for the kind it
 * names itself, so one that pays no heed to the name tells one kind and nothing wrong about the others.
 */
export async function readWebhookSubscriptions(client: AiraloClient): Promise<{ kind: string; address: string }[]> {
  const found = [];
  for (const kind of WEBHOOK_KINDS) found.push(...(await readOne(client, kind)));
  return [...new Map(found.map((each) => [each.kind, each])).values()];
}
