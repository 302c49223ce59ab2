import type { Context } from 'hono';
import { iso, readCount, readTextFilter, readTimeFilter, refuse } from './answers.ts';
import { historyOf } from './history.ts';
import { isOurs } from './idle.ts';
import type { Esim, EsimGo, Version } from './state.ts';
import { wireState } from './wire-esims.ts';

const LISTED_SIZES = [10, 25, 50, 100];

type Row = { iccid: string; customerRef: string; lastAction: string; actionAt: number; assignedAt: number; esim: Esim };

function rowOf(esim: Esim, esimgo: EsimGo): Row {
  const last = historyOf(esim, esimgo)[0];
  const { iccid, customerRef, assignedAt } = esim;
  return { iccid, customerRef: customerRef ?? '', lastAction: last?.name ?? '', actionAt: last?.at ?? assignedAt, assignedAt, esim };
}

const TEXTS: Record<string, (row: Row) => string> = { iccid: ({ iccid }) => iccid, customerRef: ({ customerRef }) => customerRef, lastAction: ({ lastAction }) => lastAction };
const TIMES: Record<string, (row: Row) => number> = { actionDate: ({ actionAt }) => actionAt, assignedDate: ({ assignedAt }) => assignedAt };

/** One filter at a time; null when it cannot be read. */
function readFilter(filterBy: string, filter: string): ((row: Row) => boolean) | null {
  const [text, time] = [TEXTS[filterBy], TIMES[filterBy]];
  if (filter === '' || (!text && !time)) return () => true;
  if (text) {
    const matches = readTextFilter(filter);
    return (row) => matches(text(row));
  }
  const matches = readTimeFilter(filter);
  return matches && ((row) => matches(time?.(row) ?? 0));
}

/** The eSIMs of the account, the newest first unless ordered (§8.4). */
export function listEsims(c: Context, esimgo: EsimGo, version: Version): Response {
  const { settings, esims } = esimgo;
  const pageSize = readCount(c, 'perPage', 10);
  if (settings.esimsPerPage === 'listed' && !LISTED_SIZES.includes(pageSize)) return refuse(c, 400, 'perPage must be 10, 25, 50 or 100');
  const filter = readFilter(c.req.query('filterBy') ?? '', c.req.query('filter') ?? '');
  if (!filter) return refuse(c, 400, 'invalid filter');
  const ours = [...esims.values()].filter((esim) => isOurs(esim, esimgo));
  const rows = ours.map((esim) => rowOf(esim, esimgo)).filter(filter);
  const isOrdered = c.req.query('orderBy') === 'iccid' || c.req.query('direction') !== undefined;
  const ascending = rows.toSorted((a, b) => (isOrdered ? a.iccid.localeCompare(b.iccid) : a.assignedAt - b.assignedAt));
  const sorted = isOrdered && c.req.query('direction') !== 'desc' ? ascending : ascending.toReversed();
  const start = (readCount(c, 'page', 1) - 1) * pageSize;
  const paging = settings.esimsPaging === 'present' ? { pageCount: Math.ceil(rows.length / pageSize), pageSize, rows: rows.length } : {};
  return c.json({ esims: sorted.slice(start, start + pageSize).map((row) => wireRow(row, version)), ...paging });
}

const wireRow = ({ iccid, customerRef, lastAction, actionAt, assignedAt, esim }: Row, version: Version) => ({
  iccid,
  customerRef,
  lastAction,
  actionDate: iso(actionAt),
  physical: false,
  assignedDate: iso(assignedAt),
  ...(version === '2.5' ? wireState(esim) : {}),
});
