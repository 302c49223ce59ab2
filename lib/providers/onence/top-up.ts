import type { HttpAnswer } from '@/lib/http/http-answer';
import { pathIccid, type Account } from './account';
import { refused } from './errors';

/** Always said: an empty one means bank transfer, a wrong one is refused or means it too (§7.10). */
const PAYMENT = 'payment_method=banktransfer';

/** Host and version of the address differ between v1 and v2: only the number counts (§1.1). */
export function orderNumberOf(location: string | null): string | null {
  return /\/orders\/(\d{1,18})\/?(?:[?#].*)?$/.exec(location ?? '')?.[1] ?? null;
}

const placed = (answer: HttpAnswer) => ({ providerOrderId: orderNumberOf(answer.header('location')) });

function distinct(iccids: readonly string[]): string[] {
  const all = [...new Set(iccids.map(pathIccid))];
  if (all.length === 0) throw refused('no SIM named');
  return all;
}

/** An invoiced order, sent once. Several SIMs in one order is a call of v1 only (§8). */
export async function topUp({ client, versions }: Account, iccids: readonly string[]): Promise<{ providerOrderId: string | null }> {
  const [first, ...others] = distinct(iccids);
  if (others.length > 0) {
    return placed(await client.send({ method: 'POST', path: `/v1/sims/topup?${PAYMENT}`, asked: 'order', priority: 'top-up', body: [first, ...others] }));
  }
  return versions.ask('POST /sims/{iccid}/topup', async (version) =>
    placed(await client.send({ method: 'POST', path: `/${version}/sims/${first}/topup?${PAYMENT}`, asked: 'order', priority: 'top-up' })));
}

/** The body in v2 is inferred from v1 (§8). */
export async function setAutoTopUp({ client, versions }: Account, iccids: readonly string[], isEnabled: boolean): Promise<void> {
  const body = { enabled: isEnabled, iccids: distinct(iccids) };
  await versions.ask('POST /sims/autoTopup', (version) => client.send({ method: 'POST', path: `/${version}/sims/autoTopup`, asked: 'change', body }));
}

/** v1 only (§8): renews what has expired, invoiced. */
export async function extend({ client }: Account, iccids: readonly string[], productId?: number): Promise<{ providerOrderId: string | null }> {
  const body = { iccids: distinct(iccids), ...(productId === undefined ? {} : { productId }) };
  return placed(await client.send({ method: 'POST', path: `/v1/sims/extension?${PAYMENT}`, asked: 'order', priority: 'top-up', body }));
}
