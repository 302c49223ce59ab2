import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { getFleet } from '@/lib/providers/registry';

const DAY_MS = 86_400_000;
export const DAYS_SHOWN = 7;

/** Megabytes of one day (UTC). `pushedAt`: when the last of it was pushed; null = the operator was asked. */
export type UsageDay = { date: string; megabytes: number; pushedAt: Date | null };
type OfSim = { iccid: string; providerId: string };

/** A record counts to the day it began on. */
const PUSHED = `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, sum(total::numeric)::float8 AS megabytes, max("receivedAt") AS "pushedAt" FROM "FleetRecord"
  WHERE iccid = $1 AND "providerId" = $2 AND kind = 'usage' AND service = 'data' AND at >= $3::timestamptz GROUP BY 1`;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

async function askedDays({ iccid, providerId }: OfSim, from: string, to: string): Promise<UsageDay[] | null> {
  const days = await getFleet(providerId).listUsage(iccid, from, to).catch(() => null);
  return days && days.map(({ date, dataMegabytes: { received, sent } }) => ({ date, megabytes: received + sent, pushedAt: null }));
}

/** The last seven days: as the stream pushed them; days it has not, or may have only half as it began or stood still there, are asked of the operator. Null = no answer, and nothing pushed. */
export async function readUsageDays(sim: OfSim, now: Date): Promise<UsageDay[] | null> {
  const dates = Array.from({ length: DAYS_SHOWN }, (_, index) => dayOf(now.getTime() - (DAYS_SHOWN - 1 - index) * DAY_MS));
  const [from = '', to = ''] = [dates[0], dates.at(-1)];
  const before = new Date(`${dayOf(now.getTime() - DAYS_SHOWN * DAY_MS)}T00:00:00Z`);
  const pushed = new Map((await rows<UsageDay>(pool(), PUSHED, [sim.iccid, sim.providerId, before])).map((day) => [day.date, day]));
  const isWhole = (date: string) => [-1, 0, 1].every((offset) => pushed.has(dayOf(Date.parse(date) + offset * DAY_MS)) || (offset === 1 && date === to));
  const whole = dates.filter(isWhole);
  const asked = whole.length === DAYS_SHOWN ? [] : await askedDays(sim, from, to);
  if (asked === null && !dates.some((date) => pushed.has(date))) return null;
  const told = new Map(asked?.map((day) => [day.date, day]));
  return dates.flatMap((date) => (whole.includes(date) ? pushed.get(date) : (told.get(date) ?? pushed.get(date))) ?? []);
}
