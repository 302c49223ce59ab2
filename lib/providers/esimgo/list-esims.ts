import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { ListedEsim } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { esimsPage, listedEsim } from '@/lib/providers/esimgo/wire-support';
import { readIccid } from '@/lib/providers/install-data';
import { plainTextOrNull } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /esims: eSIM', isKnown: isDocumented };
const PAGE_SIZE = 100;
const MAX_PAGES = 10_000;

type Filter = { iccid?: string; label?: string };

/** One filter at a time (§8.4): the other one, and a server that knows none, are made good here. */
function queryOf(filter: Filter, page: number): URLSearchParams {
  const [by, value] = filter.iccid !== undefined ? ['iccid', filter.iccid] : ['customerRef', filter.label];
  return new URLSearchParams({ page: String(page), perPage: String(PAGE_SIZE), direction: 'asc', orderBy: 'iccid', ...(value === undefined ? {} : { filterBy: by, filter: value }) });
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
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { esims, pageCount } = await client.read(`/esims?${queryOf(filter, page)}`, esimsPage);
    const listed = esims.map(toListed).filter((each) => each !== null);
    const fresh = listed.filter(({ iccid }) => !known.has(iccid));
    for (const esim of fresh) {
      if (known.has(esim.iccid)) continue;
      known.add(esim.iccid);
      if (isWanted(esim, filter)) yield esim;
    }
    const isRepeated = listed.length > 0 && fresh.length === 0;
    if (isRepeated || esims.length === 0 || (pageCount === undefined ? esims.length < PAGE_SIZE : page >= pageCount)) return;
  }
}
