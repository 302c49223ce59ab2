import type { Context } from 'hono';
import { invalid } from './api-error.ts';
import { asForm, asText, type Form, parseForm } from './form.ts';
import { integer } from './params.ts';

interface Listed {
  id: string;
  created: number;
}

export function queryOf(c: Context): Form {
  return parseForm(new URL(c.req.url).search.slice(1));
}

/** One page, newest first, cut by `created`, `limit`, `starting_after` and `ending_before`. */
export function listPage<T extends Listed>(query: Form, items: Iterable<T>, url: string) {
  const limit = query.limit === undefined ? 10 : integer(query.limit, 'limit');
  if (limit < 1 || limit > 100) {
    throw invalid('This value must be between 1 and 100.', { code: 'parameter_invalid_integer', param: 'limit' });
  }
  const newestFirst = [...items].filter((item) => isInRange(item.created, query)).toReversed();
  const after = asText(query.starting_after);
  const before = asText(query.ending_before);
  const rest = after ? newestFirst.slice(placeOf(newestFirst, after) + 1) : newestFirst;
  if (before) {
    const end = placeOf(newestFirst, before);
    const start = Math.max(0, end - limit);
    return { object: 'list', data: newestFirst.slice(start, end), has_more: start > 0, url } as const;
  }
  return { object: 'list', data: rest.slice(0, limit), has_more: rest.length > limit, url } as const;
}

function placeOf(items: Listed[], id: string): number {
  const place = items.findIndex((item) => item.id === id);
  if (place < 0) throw invalid(`No such object: '${id}'`, { code: 'resource_missing', param: 'starting_after' });
  return place;
}

function isInRange(created: number, query: Form): boolean {
  const exact = asText(query.created);
  if (exact !== undefined) return created === Number(exact);
  const range = asForm(query.created);
  if (!range) return true;
  const bound = (name: string, fallback: number) => Number(asText(range[name]) ?? fallback);
  return (
    created > bound('gt', -1) && created >= bound('gte', 0) &&
    created < bound('lt', Infinity) && created <= bound('lte', Infinity)
  );
}
