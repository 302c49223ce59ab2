import type { Context } from 'hono';
import { refuse } from './answers.ts';
import type { OnenceSettings } from './settings.ts';

export interface Page {
  page: number;
  pageSize: number;
}

interface PageRule {
  usual: number;
  most: number;
  /** v2 sms alone says `per_page` (§6). */
  sizeName?: 'pageSize' | 'per_page';
}

export function readPage(c: Context, { usual, most, sizeName = 'pageSize' }: PageRule, settings: OnenceSettings): Page | Response {
  const page = Number(c.req.query('page') ?? 1);
  const asked = Number(c.req.query(sizeName) ?? usual);
  if (!Number.isInteger(page) || page < 1) return refuse(c, 400, 'page is not an int');
  // The platform underneath calls it so, whatever the query said (§4).
  if (!Number.isInteger(asked) || asked < 1) return refuse(c, 400, 'per_page is not an int');
  if (asked > most && settings.pageSizeTooBig === '400') return refuse(c, 400, `per_page must not be greater than ${most}`);
  return { page, pageSize: Math.min(asked, most) };
}

export const slice = <Item>(items: readonly Item[], { page, pageSize }: Page): Item[] => items.slice((page - 1) * pageSize, page * pageSize);

/** The only place where a list tells its totals (§6). */
export function totals(c: Context, { page, pageSize }: Page, total: number) {
  c.header('X-Count-Per-Page', String(pageSize));
  c.header('X-Current-Page', String(page));
  c.header('X-Total-Count', String(total));
  c.header('X-Total-Pages', String(Math.ceil(total / pageSize)));
}

/** `-name` is descending. Fields nobody knows are ignored or refused, as the settings say. */
export function readSort<Item>(c: Context, columns: Record<string, (item: Item) => string | number>, settings: OnenceSettings): ((items: Item[]) => Item[]) | Response {
  const asked = c.req.query('sort');
  if (!asked) return (items) => items;
  const isDescending = asked.startsWith('-');
  const column = columns[isDescending ? asked.slice(1) : asked];
  if (!column) return settings.unknownQuery === '400' ? refuse(c, 400, `sort field ${asked} is not supported`) : (items) => items;
  const sign = isDescending ? -1 : 1;
  return (items) => {
    const keyed = items.map((item) => ({ item, key: column(item) }));
    return keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0)).map(({ item }) => item);
  };
}
