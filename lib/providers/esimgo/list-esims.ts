import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { ListedEsim } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { walkRows } from '@/lib/providers/esimgo/walk-rows';
import { esimsPage, listedEsim } from '@/lib/providers/esimgo/wire-support';
import { readIccid } from '@/lib/providers/install-data';
import { plainTextOrNull } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /esims: eSIM', isKnown: isDocumented };
/** §8.4 lists these. */
const SIZES = [100, 50, 25, 10];
const MAX_PAGES = 10_000;

type Filter = { iccid?: string; label?: string };

/** One filter at a time (§8.4): the other one, and a server that knows none, are made good here. */
function queryOf(filter: Filter, { page, size }: { page: number; size: number }): URLSearchParams {
  const [by, value] = filter.iccid !== undefined ? ['iccid', filter.iccid] : ['customerRef', filter.label];
  return new URLSearchParams({ page: String(page), perPage: String(size), direction: 'asc', orderBy: 'iccid', ...(value === undefined ? {} : { filterBy: by, filter: value }) });
}

function toListed(item: unknown): ListedEsim | null {
  const parsed = parseItemNoting(listedEsim, item, ANSWERED);
  const iccid = parsed.success ? readIccid(parsed.data.iccid) : null;
  return parsed.success && iccid ? { iccid, label: plainTextOrNull(parsed.data.customerRef, 100), createdAt: readMoment(parsed.data.assignedDate) } : null;
}

const isWanted = ({ iccid, label }: ListedEsim, filter: Filter) => (filter.iccid ?? iccid) === iccid && (filter.label ?? label) === label;

/** §8.4: every eSIM of the account once, page by page. */
export async function* listEsims(client: EsimGoClient, filter: Filter = {}): AsyncGenerator<ListedEsim> {
  const known = new Set<string>();
  const ask = (page: number, size: number) => client.read(`/esims?${queryOf(filter, { page, size })}`, esimsPage);
  for await (const row of walkRows({ sizes: SIZES, maxPages: MAX_PAGES, named: 'iccid', ask })) {
    const esim = toListed(row);
    if (!esim || known.has(esim.iccid) || !isWanted(esim, filter)) continue;
    known.add(esim.iccid);
    yield esim;
  }
}
