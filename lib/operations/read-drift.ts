import { db } from '@/lib/db/client';

export type DriftRow = { endpoint: string; kind: string; path: string; isBreaking: boolean; example: string; times: number; firstSeenAt: Date; lastSeenAt: Date };

const MOST = 200;

/** How a provider's answers differ from the contract we know: what breaks first, then what was seen last. */
export const readDrift = (providerId: string, since = new Date(0)): Promise<DriftRow[]> =>
  db().providerDrift.findMany({
    where: { providerId, lastSeenAt: { gte: since } }, orderBy: [{ isBreaking: 'desc' }, { lastSeenAt: 'desc' }], take: MOST,
    select: { endpoint: true, kind: true, path: true, isBreaking: true, example: true, times: true, firstSeenAt: true, lastSeenAt: true },
  });
