import type { HttpAnswer } from '@/lib/http/http-answer';

/** `count`: how many the page had, of which not all may be readable. */
export type Page<Item> = { items: Iterable<Item>; answer: HttpAnswer; count: number };
type Walk<Item> = {
  pageSize: number;
  keyOf: (item: Item) => string;
  /** Null = there is no such list. */
  ask: (page: number) => Promise<Page<Item> | null>;
  /** Keys that came before, and those that come now. */
  seen?: Set<string>;
  endsWithNothingNew?: boolean;
};

function count(answer: HttpAnswer, header: string): number | null {
  const text = answer.header(header) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The last page is the one X-Total-Pages names; without it, one that is short or brings nothing new (§6). */
function isLast({ answer, count: listed }: Page<unknown>, walked: { page: number; fresh: number; pageSize: number }): boolean {
  const total = count(answer, 'x-total-pages');
  if (listed === 0) return true;
  if (total !== null) return walked.page >= total;
  return walked.fresh === 0 || listed < (count(answer, 'x-count-per-page') || walked.pageSize);
}

/** Every item once, however the pages shift meanwhile. */
export async function* walkPages<Item>({ pageSize, keyOf, ask, seen = new Set(), endsWithNothingNew = false }: Walk<Item>): AsyncGenerator<Item> {
  for (let page = 1; ; page += 1) {
    const answered = await ask(page);
    if (!answered) return;
    const before = seen.size;
    for (const item of answered.items) {
      const key = keyOf(item);
      if (seen.has(key)) continue;
      seen.add(key);
      yield item;
    }
    const fresh = seen.size - before;
    if (isLast(answered, { page, fresh, pageSize }) || (endsWithNothingNew && fresh === 0)) return;
  }
}
