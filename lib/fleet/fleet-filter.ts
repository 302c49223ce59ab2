import { z } from 'zod';

/** What a list's address, or a bulk change, may say; anything else is read as if it were not there. */
export const fleetFilter = z.object({
  q: z.string().max(100).transform((text) => text.replaceAll('\0', '').trim()).catch(''),
  status: z.enum(['enabled', 'disabled']).optional().catch(undefined),
  quota: z.enum(['ok', 'low', 'exhausted']).optional().catch(undefined),
  after: z.string().regex(/^\d{1,22}$/).optional().catch(undefined),
});
export type FleetFilter = z.infer<typeof fleetFilter>;

const likePart = (text: string) => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** Only labels hold anything but digits, and digits have no capitals: whatever cannot match is not looked at, as a large fleet is read row by row. */
function textCondition(q: string): string {
  if (q === '') return '$1::text IS NOT NULL';
  if (!/^\d+$/.test(q)) return `label ILIKE '%' || $1 || '%'`;
  return `(iccid LIKE '%' || $1 || '%' OR label LIKE '%' || $1 || '%' OR imsi LIKE $1 || '%' OR msisdn LIKE '%' || $1 || '%')`;
}

/** The SQL condition of a filter, and its values from `$1` on. */
export function fleetWhere({ q, status, quota }: Omit<FleetFilter, 'after'>): { where: string; values: unknown[] } {
  const where = `${textCondition(q)} AND ($2::boolean IS NULL OR "isEnabled" = $2::boolean) AND ($3::text IS NULL OR "dataQuota" = $3)`;
  return { where, values: [likePart(q), status === undefined ? null : status === 'enabled', quota ?? null] };
}

/** The address of the same list, from another place on. */
export function fleetQuery({ q, status, quota, after }: FleetFilter): string {
  const entries = Object.entries({ q: q || undefined, status, quota, after }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : '';
}
