import type { z } from 'zod';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { noRowReadable, readRow } from '@/lib/providers/airalo/readable-rows';
import { page as pageAnswer } from '@/lib/providers/airalo/wire-orders';

const MOST_PAGES = 10_000;
/** One page of known rows is what shifting does; so many in a row are a list that has no end. */
const MOST_KNOWN_PAGES = 3;

/** An empty page though more is promised: what a list that breaks off does not hold may still be there. */
export const isBrokenOff = (data: readonly unknown[], page: number, lastPage: number | null | undefined): boolean => data.length === 0 && (lastPage ?? 1) > 1 && page <= (lastPage ?? 1);
export const brokenOff = (endpoint: string) => new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: `airalo: ${endpoint} breaks off before its last page` });

export type Walk<Schema extends z.ZodType> = { path: string; query: Record<string, string>; limit: number; row: Schema; keyOf: (row: z.output<Schema>) => string };

/**
 * Rows of a list, page by page, each once though pages shift under the reader. Pages are counted from `meta` (§3.3): links may lead to another version
 * or address and are never followed (§2).
 */
export async function* walkPages<Schema extends z.ZodType>(client: AiraloClient, { path, query, limit, row: schema, keyOf }: Walk<Schema>): AsyncGenerator<z.output<Schema>> {
  const seen = new Set<string>();
  let unreadable = 0;
  let knownPages = 0;
  for (let page = 1, lastPage = 1; page <= Math.min(lastPage, MOST_PAGES); page += 1) {
    const search = new URLSearchParams({ ...query, limit: String(limit), page: String(page) });
    const { data, meta } = await client.read(`${path}?${search}`, pageAnswer);
    if (isBrokenOff(data, page, meta?.last_page)) throw brokenOff(`GET ${path}`);
    if (data.length === 0 || knownPages === MOST_KNOWN_PAGES) break;
    const before = seen.size;
    for (const item of data) {
      const row = readRow(item, schema, `GET ${path}`);
      if (row === null) unreadable += 1;
      else if (!seen.has(keyOf(row))) {
        seen.add(keyOf(row));
        yield row;
      }
    }
    knownPages = seen.size === before ? knownPages + 1 : 0;
    lastPage = meta?.last_page ?? (data.length < limit ? page : page + 1);
  }
  if (unreadable > 0 && seen.size === 0) throw noRowReadable(`GET ${path}`);
}
