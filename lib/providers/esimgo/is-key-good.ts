import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError } from '@/lib/providers/esimgo/errors';
import { organisationAnswer } from '@/lib/providers/esimgo/wire';
import { ProviderError } from '@/lib/providers/provider-error';

/** Whether a refusal that reads like a bad key cannot be one: the key still opens our account (§1.10). */
export async function isKeyGood(client: EsimGoClient, error: unknown): Promise<boolean> {
  if (!(error instanceof ProviderError) || error.code !== 'unauthorized') return false;
  return client.read('/organisation', organisationAnswer).then(() => true, () => false);
}

/** A call about one eSIM: "access denied" under a good key means that the eSIM is not ours. */
export async function aboutEsim<Answer>(client: EsimGoClient, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(await isKeyGood(client, error))) throw error;
    throw esimGoError({ code: 'rejected', refusal: { reason: 'invalid-request' } }, { message: 'esimgo: not an eSIM of ours' });
  }
}
