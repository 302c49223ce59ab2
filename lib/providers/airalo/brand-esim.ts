import type { AiraloClient } from '@/lib/providers/airalo/client';
import type { Body } from '@/lib/providers/airalo/encode-body';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { toOrderForm } from '@/lib/providers/airalo/order-form';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { brandAnswer } from '@/lib/providers/airalo/wire-account';

/** Whether the form was not read at all: a brand that does not exist is told in other words. */
const isUnread = (error: unknown) => error instanceof AiraloError && error.reason === 'brand_missing' && /required/i.test(error.provider.fields?.['brand_settings_name'] ?? '');

async function brand(client: AiraloClient, path: string, body: Body): Promise<string | null> {
  const { data } = await client.change({ method: 'PUT', path, body }, brandAnswer);
  return data.brand_settings_name || null;
}

/**
 * §8.8; none is an empty field. Documented as multipart, which back ends like theirs do not read in a PUT (§3.2): when the answer shows that it was not
 * read, the same is said once more as a plain form. Saying it twice changes nothing.
 */
export async function brandEsim(client: AiraloClient, iccid: string, brandName: string | null): Promise<void> {
  const path = `${simPath(iccid)}/brand`;
  const field: [string, string] = ['brand_settings_name', brandName ?? ''];
  const first = await brand(client, path, toOrderForm([field])).catch((error: unknown) => {
    if (isUnread(error)) return undefined;
    throw error;
  });
  if (first === brandName) return;
  const second = await brand(client, path, new URLSearchParams([field]));
  if (second !== brandName) throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: the eSIM carries another brand than asked for' });
}
