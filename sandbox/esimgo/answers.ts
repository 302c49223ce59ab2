import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export const refuse = (c: Context, status: number, message: string) => c.json({ message }, status as ContentfulStatusCode);

export const denied = (c: Context) => refuse(c, 403, 'access denied');

/** RFC 3339 with nine fractional digits, as the service prints its own times. */
export const nanoStamp = (at: number) => new Date(at).toISOString().replace('Z', `${String((at * 7_919) % 1_000_000).padStart(6, '0')}Z`);

export const iso = (at: number) => new Date(at).toISOString();

const PREFIXES = { eq: (a, b) => a === b, lt: (a, b) => a < b, lte: (a, b) => a <= b, gt: (a, b) => a > b, gte: (a, b) => a >= b } as const satisfies Record<
  string,
  (a: number, b: number) => boolean
>;

/** A `gte:2026-01-01T00:00:00Z` query value as a test; null when it cannot be read. */
export function readTimeFilter(text: string): ((at: number) => boolean) | null {
  const match = /^(?:(eq|lt|lte|gt|gte):)?(.+)$/.exec(text);
  const bound = Date.parse(match?.[2] ?? '');
  if (Number.isNaN(bound)) return null;
  const name = match?.[1] ?? 'eq';
  const compare = name in PREFIXES ? PREFIXES[name as keyof typeof PREFIXES] : PREFIXES.eq;
  return (at) => compare(at, bound);
}

/** A positive whole number from the query, else `absent`. */
export function readCount(c: Context, name: string, absent: number): number {
  const value = Number(c.req.query(name) ?? absent);
  return Number.isInteger(value) && value > 0 ? value : absent;
}
