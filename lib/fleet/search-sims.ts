import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { fleetWhere, type FleetFilter } from '@/lib/fleet/fleet-filter';

export type SimRow = { iccid: string; providerId: string; label: string | null; isEnabled: boolean | null; dataQuota: string | null; ownerEmail: string | null; activatedAt: Date | null; seenAt: Date };

const PAGE_SIZE = 50;

/** One page of the fleet by ICCID, and how many there are in all; from `after` on, so that the last page costs what the first does. */
export async function searchSims(filter: FleetFilter): Promise<{ sims: SimRow[]; total: number; next: string | null }> {
  const { where, values } = fleetWhere(filter);
  const [sims, [counted]] = await Promise.all([
    rows<SimRow>(
      pool(),
      `SELECT f.iccid, "providerId", label, "isEnabled", "dataQuota", u.email AS "ownerEmail", "activatedAt", "seenAt" FROM "FleetSim" f LEFT JOIN "User" u ON u.id = f."ownerId"
        WHERE ${where} AND f.iccid > $4 ORDER BY f.iccid LIMIT ${PAGE_SIZE + 1}`,
      [...values, filter.after ?? ''],
    ),
    rows<{ total: number }>(pool(), `SELECT count(*)::int AS total FROM "FleetSim" WHERE ${where}`, values),
  ]);
  const page = sims.slice(0, PAGE_SIZE);
  return { sims: page, total: counted?.total ?? 0, next: sims.length > PAGE_SIZE ? (page.at(-1)?.iccid ?? null) : null };
}
