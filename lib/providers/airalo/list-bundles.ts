import type { z } from 'zod';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { readableRows } from '@/lib/providers/airalo/readable-rows';
import { stateOf } from '@/lib/providers/airalo/read-usage';
import { simPath } from '@/lib/providers/airalo/sim-path';
import { isUnlimitedPackage } from '@/lib/providers/airalo/to-plan';
import { bundlesAnswer, heldPackage } from '@/lib/providers/airalo/wire-sims';
import { plainText } from '@/lib/providers/plain-text';
import type { EsimBundle } from '@/lib/providers/provider';

const MOST = 200;

/** What was taken back, and what is unlimited, has no figures. */
function dataOf({ status, remaining, package: sold }: z.infer<typeof heldPackage>): EsimBundle['data'] {
  if (status === 'RECYCLED') return null;
  return isUnlimitedPackage(sold) ? { isUnlimited: true } : { isUnlimited: false, total: sold.amount ?? null, remaining: remaining ?? null };
}

function toBundle(held: z.infer<typeof heldPackage>): EsimBundle {
  const { id, status, activated_at, expired_at, package: sold } = held;
  const state = stateOf(status);
  return {
    providerBundleId: id, providerPlanId: sold.id, title: plainText(sold.title, 120),
    state: state === 'recycled' ? 'revoked' : state, data: dataOf(held), startedAt: readMoment(activated_at), expiresAt: readMoment(expired_at),
  };
}

/** §8.5: the first package and every top-up, newest first as they come. */
export async function listBundles(client: AiraloClient, iccid: string): Promise<EsimBundle[]> {
  const { data } = await client.read(`${simPath(iccid)}/packages`, bundlesAnswer);
  const bundles = readableRows(data.slice(0, MOST), heldPackage, 'GET /v2/sims/{id}/packages').map(toBundle);
  return [...new Map(bundles.map((bundle) => [bundle.providerBundleId, bundle])).values()];
}
