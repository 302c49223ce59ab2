import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { EsimGoSettings } from './settings.ts';

export const refuse = (c: Context, status: number, message: string) => c.json({ message }, status as ContentfulStatusCode);

export const denied = (c: Context) => refuse(c, 403, 'access denied');

/** When to come back: seconds, a date by the caller's clock (the sandbox's may be ahead), or nothing (§4). */
export function sayRetryAfter(c: Context, seconds: number, { retryAfter }: Pick<EsimGoSettings, 'retryAfter'>) {
  if (retryAfter === 'seconds') c.header('Retry-After', String(seconds));
  if (retryAfter === 'date') c.header('Retry-After', new Date(Date.now() + seconds * 1_000 + 999).toUTCString());
}

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

/** Texts are searched in, with `*` for anything, unless the value begins with `eq:` (§2.1). */
export function readTextFilter(text: string): (value: string) => boolean {
  if (text.startsWith('eq:')) return (value) => value === text.slice(3);
  const parts = text.toLowerCase().split('*');
  return (value) => {
    let from = 0;
    return parts.every((part) => {
      const at = value.toLowerCase().indexOf(part, from);
      from = at + part.length;
      return at !== -1;
    });
  };
}

/** A positive whole number from the query, else `absent`. */
export function readCount(c: Context, name: string, absent: number): number {
  const value = Number(c.req.query(name) ?? absent);
  return Number.isInteger(value) && value > 0 ? value : absent;
}
