import type { Revocation } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { notAsked, tellAnswer } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';
import { plainText } from '@/lib/providers/plain-text';

const TARGETS = { balance: 'true', stock: 'false' } as const;

/** The one assignment meant. The shorter form, without its id, takes back whichever bundle of that name is the latest, or the oldest (§9.4). */
function addressOf({ iccid, providerPlanId, providerBundleId }: Revocation): string {
  if (!/^\d{1,20}$/.test(providerBundleId)) throw notAsked('not the id of a bundle on an eSIM');
  if (!/^[\w.+-]{1,150}$/.test(providerPlanId)) throw notAsked('not the name of a bundle');
  return `${esimPath(iccid)}/bundles/${encodeURIComponent(providerPlanId)}/assignments/${providerBundleId}`;
}

/** Every leaf of the options that is named `offerId`; the form of the options is not documented. */
function offersIn(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > 5) return [];
  return Object.entries(value).slice(0, 100).flatMap(([key, inner]: [string, unknown]) =>
    key === 'offerId' && (typeof inner === 'string' || typeof inner === 'number') && /^[\w-]{1,100}$/.test(String(inner)) ? [String(inner)] : offersIn(inner, depth + 1),
  );
}

const wordsOf = (answer: { status?: string | null | undefined; message?: string | null | undefined }): string =>
  plainText(answer.status, 300) || plainText(answer.message, 300) || plainText(tellAnswer(answer), 300);

/**
 * §9.4: what taking a bundle back would do, or doing it. eSIM Go carries out whatever does not say otherwise, so `type` and the place
 * the money goes to stand in every request. A carry-out is checked first and sent once: a lost answer is `outcome-unknown`, and the
 * list of bundles shows whether it is revoked.
 */
export async function revokeBundle(client: EsimGoClient, revocation: Revocation): Promise<{ words: string }> {
  const { mode, refundTo } = revocation;
  if (!Object.hasOwn(TARGETS, refundTo) || (mode !== 'check' && mode !== 'carry-out')) throw notAsked('where the money goes, or whether to do it, is not said');
  const address = addressOf(revocation);
  const query = (type: 'validate' | 'transaction', offerId?: string) =>
    new URLSearchParams({ type, refundToBalance: TARGETS[refundTo], ...(offerId === undefined ? {} : { offerId }) });
  return aboutEsim(client, async () => {
    const options = await client.change({ method: 'DELETE', path: `${address}?${query('validate')}`, asked: 'read' }, statusAnswer);
    if (mode === 'check') return { words: wordsOf(options) };
    const [offerId, ...others] = refundTo === 'balance' ? new Set(offersIn(options)) : [];
    const done = await client.change({ method: 'DELETE', path: `${address}?${query('transaction', others.length === 0 ? offerId : undefined)}` }, statusAnswer);
    return { words: wordsOf(done) };
  });
}
