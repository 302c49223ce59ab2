import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError } from '@/lib/providers/esimgo/errors';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { esim as esimSchema, type EsimGoEsim } from '@/lib/providers/esimgo/wire';
import { ProviderError } from '@/lib/providers/provider-error';

/** v2.4 answers an unknown path like a bad key (§3), or with 404. */
const mayBeUnknownPath = (error: unknown): boolean =>
  error instanceof ProviderError && (error.code === 'unauthorized' || error.provider.fields?.['path'] === 'unknown');

/** For calls of v2.5: when the path is refused and the same eSIM opens to the same key, it is the version that cannot. Then the eSIM is handed to `otherwise`. */
export async function inThisVersion<Answer>(client: EsimGoClient, iccid: string, attempt: { call: () => Promise<Answer>; otherwise: (esim: EsimGoEsim) => Answer }): Promise<Answer> {
  try {
    return await attempt.call();
  } catch (error) {
    if (!mayBeUnknownPath(error)) throw error;
    return attempt.otherwise(await aboutEsim(client, () => client.read(esimPath(iccid), esimSchema)));
  }
}

/** Told to staff as it is. */
export function versionCannot(): never {
  throw esimGoError(
    { code: 'rejected', refusal: { reason: 'invalid-request' } },
    { message: 'esimgo: the version of the API in ESIMGO_API_URL has no such call; v2.5 has', fields: { version: 'has no such call' } },
  );
}
