import { esimGoError, tellAnswer } from '@/lib/providers/esimgo/errors';
import { ProviderError } from '@/lib/providers/provider-error';

export type RowsPage = { rows: readonly unknown[]; pageCount?: number | undefined };
type Walk = {
  /** Rows a page, the most first. */
  sizes: readonly number[];
  maxPages: number;
  /** The field that tells one row from another. */
  named: string;
  ask: (page: number, size: number) => Promise<RowsPage>;
};

const isSizeRefused = (error: unknown) => error instanceof ProviderError && error.code === 'rejected' && error.provider.fields?.['path'] === undefined;

/** How many rows a page may hold is not known (§23): a size that is refused is asked for smaller. */
async function firstPage({ sizes, ask }: Walk): Promise<{ size: number; first: RowsPage }> {
  let refused: unknown = esimGoError({ code: 'rejected' });
  for (const size of sizes) {
    try {
      return { size, first: await ask(1, size) };
    } catch (error) {
      if (!isSizeRefused(error)) throw error;
      refused = error;
    }
  }
  throw refused;
}

function keyOf(row: unknown, named: string): string {
  const name = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[named] : undefined;
  return typeof name === 'string' && name !== '' ? name : tellAnswer(row);
}

/** Every row of a list once. A page may hold fewer rows than were asked for: where nobody counts the pages, an empty one is the last, or one that tells nothing new. */
export async function* walkRows(walk: Walk): AsyncGenerator<unknown> {
  const known = new Set<string>();
  const { size, first } = await firstPage(walk);
  for (let page = 1; page <= walk.maxPages; page += 1) {
    const { rows, pageCount = 0 } = page === 1 ? first : await walk.ask(page, size);
    const before = known.size;
    for (const row of rows) {
      const key = keyOf(row, walk.named);
      if (known.has(key)) continue;
      known.add(key);
      yield row;
    }
    if (known.size === before || (pageCount > 0 && page >= pageCount)) return;
  }
}
