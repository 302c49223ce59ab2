import type { AiraloClient } from '@/lib/providers/airalo/client';
import { createdBetween, isBetween } from '@/lib/providers/airalo/date-range';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { walkPages } from '@/lib/providers/airalo/walk-pages';
import { listedEsim } from '@/lib/providers/airalo/wire-orders';
import type { EsimSupport, ListedEsim } from '@/lib/providers/esim-support';
import { readIccid } from '@/lib/providers/install-data';

const PAGE_SIZE = 100;

export type EsimFilter = NonNullable<Parameters<NonNullable<EsimSupport['listEsims']>>[0]>;

/** §8.1. There are no labels here, so none is ever found; the ICCID is matched loosely there and exactly here. */
export async function* listEsims(client: AiraloClient, filter: EsimFilter = {}): AsyncGenerator<ListedEsim> {
  if (filter.label !== undefined) return;
  const query = { ...createdBetween(filter), ...(filter.iccid ? { 'filter[iccid]': filter.iccid } : {}) };
  for await (const row of walkPages(client, { path: '/v2/sims', query, limit: PAGE_SIZE, row: listedEsim, keyOf: (each) => each.iccid })) {
    const [iccid, createdAt] = [readIccid(row.iccid), readMoment(row.created_at)];
    if (iccid && isBetween(createdAt, filter) && (!filter.iccid || iccid === filter.iccid)) yield { iccid, label: null, createdAt };
  }
}
