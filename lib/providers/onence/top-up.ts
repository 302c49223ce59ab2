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

/** An invoiced order; what one version does not have bought nothing, so the other is asked. Several SIMs in one order is a call of v1, until v2 gets it (§8, §18). */
export async function topUp({ client, versions }: Account, iccids: readonly string[]): Promise<{ providerOrderId: string | null }> {
  const all = distinct(iccids);
  const [iccid = ''] = all;
  const order = (path: string, body?: object) => client.send({ method: 'POST', path: `${path}?${PAYMENT}`, asked: 'order', ...(body ? { body } : {}) });
  const answer = all.length > 1
    ? await versions.ask({ route: 'POST /sims/topup', usual: 'v1' }, (version) => order(`/${version}/sims/topup`, all))
    : await versions.ask({ route: 'POST /sims/{iccid}/topup', iccid }, (version) => order(`/${version}/sims/${iccid}/topup`));
  return placed(answer);
}

/** Sent once, since a SIM that is low may be topped up at once. The body in v2 is inferred from v1 (§8). */
export async function setAutoTopUp({ client, versions }: Account, iccids: readonly string[], isEnabled: boolean): Promise<void> {
  const body = { enabled: isEnabled, iccids: distinct(iccids) };
  await versions.ask({ route: 'POST /sims/autoTopup' }, (version) => client.send({ method: 'POST', path: `/${version}/sims/autoTopup`, asked: 'send', body }));
}

/** Renews what has expired, invoiced; a call of v1, until v2 gets it (§8, §18). */
export async function extend({ client, versions }: Account, iccids: readonly string[], productId?: number): Promise<{ providerOrderId: string | null }> {
  const body = { iccids: distinct(iccids), ...(productId === undefined ? {} : { productId }) };
  return placed(await versions.ask({ route: 'POST /sims/extension', usual: 'v1' }, (version) =>
    client.send({ method: 'POST', path: `/${version}/sims/extension?${PAYMENT}`, asked: 'order', body })));
}
