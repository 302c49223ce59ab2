import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimGoError } from '@/lib/providers/esimgo/errors';
import { organisationAnswer } from '@/lib/providers/esimgo/wire';
import { ProviderError } from '@/lib/providers/provider-error';

/** The answer holds our API key (§1.14): whatever is wrong with it, it is not passed on. Nobody else asks for it. */
export async function readOrganisation(client: EsimGoClient) {
  const organisation = await client.read('/organisation', organisationAnswer).catch((error: unknown) => {
    if (!(error instanceof ProviderError) || error.provider.rawAnswer === undefined) throw error;
    throw esimGoError({ code: 'bad-response' }, { message: 'esimgo: organisation answer does not fit' });
  });
  if (!organisation) throw esimGoError({ code: 'bad-response' });
  return organisation;
}
