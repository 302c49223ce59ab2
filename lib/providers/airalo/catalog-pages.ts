import type { z } from 'zod';
import { HttpFailure } from '@/lib/http/http-failure';
import { acceptLanguage } from '@/lib/providers/airalo/accept-language';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { brokenOff, isBrokenOff } from '@/lib/providers/airalo/walk-pages';
import { packagesPage } from '@/lib/providers/airalo/wire';

/** Page sizes are counted in destinations, and each brings all its plans: a page that is too big is asked for in smaller ones. */
const FIRST_PAGE_SIZE = 10;
const SMALLER: Record<number, number> = { 10: 5, 5: 1 };
const MAX_PAGES = 1_000;
/** The packages limit is per minute, and nobody waits for a sync. */
const MAX_WAIT_MS = 65_000;

export type CatalogPage = z.infer<typeof packagesPage>;

const isTooLarge = (error: unknown) => error instanceof AiraloError && error.cause instanceof HttpFailure && error.cause.reason === 'body-too-large';

/** The last page as this answer says, or else an earlier one of this size. */
function lastPageOf({ data, meta }: CatalogPage, asked: { page: number; size: number; stated: number | null }): number {
  const stated = meta?.last_page ?? asked.stated;
  if (isBrokenOff(data, asked.page, stated) || (stated ?? 1) > MAX_PAGES) throw brokenOff('GET /v2/packages');
  return stated ?? (data.length < asked.size ? asked.page : asked.page + 1);
}

/** Page by page as `meta` counts them; links are never followed. Texts come in the language asked for. */
export async function* catalogPages(client: AiraloClient, wish: { query: Record<string, string>; locale?: string | undefined }): AsyncGenerator<CatalogPage> {
  let size = FIRST_PAGE_SIZE;
  let stated: number | null = null;
  for (let page = 1, lastPage = 1; page <= lastPage; ) {
    const query = new URLSearchParams({ ...wish.query, limit: String(size), page: String(page) });
    try {
      const answer: CatalogPage = await client.read(`/v2/packages?${query}`, packagesPage, { maxRetryWaitMs: MAX_WAIT_MS, headers: acceptLanguage(wish.locale) });
      lastPage = lastPageOf(answer, { page, size, stated });
      if (answer.data.length === 0) return;
      stated = answer.meta?.last_page ?? stated;
      yield answer;
      page += 1;
    } catch (error) {
      const smaller = SMALLER[size];
      if (!smaller || !isTooLarge(error)) throw error;
      page = ((page - 1) * size) / smaller + 1;
      lastPage = page;
      stated = null;
      size = smaller;
    }
  }
}
