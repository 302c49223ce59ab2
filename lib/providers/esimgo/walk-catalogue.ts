import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { walkRows } from '@/lib/providers/esimgo/walk-rows';
import { cataloguePage } from '@/lib/providers/esimgo/wire';

const SIZES = [250, 100, 50, 25, 10];
const MAX_PAGES = 1_000;

/** §6.1: every bundle that is sold, or of these countries only, each once, as it came. */
export function walkCatalogue(client: EsimGoClient, filter: Record<string, string>, options?: { maxRetryWaitMs?: number }): AsyncGenerator<unknown> {
  const ask = (page: number, size: number) => client.read(`/catalogue?${new URLSearchParams({ page: String(page), perPage: String(size), ...filter })}`, cataloguePage, options);
  return walkRows({ sizes: SIZES, maxPages: MAX_PAGES, named: 'name', ask });
}
