import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError } from '@/lib/providers/esimgo/errors';
import { readOrganisation } from '@/lib/providers/esimgo/read-organisation';
import { ProviderError } from '@/lib/providers/provider-error';

const isRefusedKey = (error: unknown) => error instanceof ProviderError && error.code === 'unauthorized';

/** What was refused did nothing, and only the question about the key failed: asked again later, whatever that failure would mean of an order. */
function notToldNow({ code, provider: { retryAfterMs } }: ProviderError): ProviderError {
  return esimGoError(
    { code: code === 'rate-limited' ? code : 'unavailable' },
    { message: `esimgo: refused, and whether the key is good cannot be told now (${code})`, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  );
}

/** Whether a refusal that reads like a bad key cannot be one: the key still opens our account (§1.10). Throws when that cannot be asked now. */
export async function isKeyGood(client: EsimGoClient, error: unknown): Promise<boolean> {
  if (!isRefusedKey(error)) return false;
  try {
    await readOrganisation(client);
    return true;
  } catch (failure) {
    if (isRefusedKey(failure)) return false;
    throw failure instanceof ProviderError ? notToldNow(failure) : failure;
  }
}

/** A call about something of ours: "access denied" under a good key means that it is not ours, or not allowed. */
export async function aboutOurs<Answer>(client: EsimGoClient, call: () => Promise<Answer>, what = 'not an eSIM of ours'): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(await isKeyGood(client, error))) throw error;
    throw esimGoError({ code: 'rejected', refusal: { reason: 'invalid-request' } }, { message: `esimgo: ${what}, or not allowed, though the key is good`, cause: error });
  }
}

/** The same about one eSIM. */
export const aboutEsim = <Answer>(client: EsimGoClient, call: () => Promise<Answer>): Promise<Answer> => aboutOurs(client, call);
