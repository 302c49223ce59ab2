import type { AiraloClient } from '@/lib/providers/airalo/client';
import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { stateOf } from '@/lib/providers/airalo/read-usage';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { isUnlimitedPackage } from '@/lib/providers/airalo/to-plan';
import { bundlesAnswer, heldPackage } from '@/lib/providers/airalo/wire-sims';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import { plainText } from '@/lib/providers/plain-text';
import type { EsimBundle } from '@/lib/providers/provider';

const ANSWERED = { providerId: 'airalo', endpoint: 'GET /v2/sims/{id}/packages: item', isKnown: isDocumented };
const MOST = 200;

function toBundle(item: unknown): EsimBundle[] {
  const parsed = parseItemNoting(heldPackage, item, ANSWERED);
  if (!parsed.success) return [];
  const { id, status, remaining, activated_at, expired_at, package: sold } = parsed.data;
  const state = stateOf(status);
  return [{
    providerBundleId: id, providerPlanId: sold.id, title: plainText(sold.title, 120),
    state: state === 'recycled' ? 'revoked' : state,
    data: isUnlimitedPackage(sold) ? { isUnlimited: true } : { isUnlimited: false, total: sold.amount ?? null, remaining: remaining ?? null },
    startedAt: readMoment(activated_at), expiresAt: readMoment(expired_at),
  }];
}

/** §8.5: the first package and every top-up, newest first as they come. */
export async function listBundles(client: AiraloClient, iccid: string): Promise<EsimBundle[]> {
  const { data } = await client.read(`${simPath(iccid)}/packages`, bundlesAnswer);
  const bundles = data.slice(0, MOST).flatMap(toBundle);
  return [...new Map(bundles.map((bundle) => [bundle.providerBundleId, bundle])).values()];
}
