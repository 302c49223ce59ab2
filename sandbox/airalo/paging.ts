import type { Context } from 'hono';
import { refuseFields } from './answers.ts';

export interface Page<T> {
  rows: T[];
  links: Record<'first' | 'last' | 'prev' | 'next', string | null>;
  meta: Record<string, unknown>;
  from: number;
}

const HOST = 'https://partners-api.airalo.com';

/** `limit` and `page` as integers, or the refusal the service gives. */
export function readPaging(c: Context, omitted = 25): { limit: number; page: number } | Response {
  const fields: Record<string, string> = {};
  const read = (name: 'limit' | 'page', absent: number) => {
    const text = c.req.query(name);
    if (text === undefined || text === '') return absent;
    if (!/^-?\d+$/.test(text)) fields[name] = `The ${name} must be an integer.`;
    return Math.max(1, Number(text));
  };
  const paging = { limit: read('limit', omitted), page: read('page', 1) };
  return Object.keys(fields).length > 0 ? refuseFields(c, fields) : paging;
}

export function pageOf<T>(rows: readonly T[], at: { limit: number; page: number }, link: { path: string; extra?: string }): Page<T> {
  const { limit, page } = at;
  const start = (page - 1) * limit;
  const slice = rows.slice(start, start + limit);
  const last = Math.max(1, Math.ceil(rows.length / limit));
  const url = (number: number) => `${HOST}${link.path}?limit=${limit}${link.extra ?? ''}&page=${number}`;
  return {
    rows: slice,
    from: start,
    links: { first: url(1), last: url(last), prev: page > 1 ? url(page - 1) : null, next: page < last ? url(page + 1) : null },
    meta: {
      message: 'success',
      current_page: page,
      from: slice.length > 0 ? start + 1 : null,
      last_page: last,
      path: `${HOST}${link.path}`,
      per_page: String(limit),
      to: slice.length > 0 ? start + slice.length : null,
      total: rows.length,
    },
  };
}
