import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { FleetRecord } from '@/lib/providers/fleet-provider';

type News = { iccid: string; at: number; state: 'exhausted' | null };

/** A word older than what we have says nothing; one about as old, as clocks go, has the SIM read again all the same. Rows are taken in their order, so that two deliveries never wait for each other. */
const NOTE = `WITH n AS (SELECT iccid, least(to_timestamp(at / 1000), now()) AS at, state FROM jsonb_to_recordset($2::jsonb) AS r(iccid text, at float8, state text)),
  held AS MATERIALIZED (SELECT s.iccid FROM "FleetSim" s JOIN n USING (iccid) WHERE s."providerId" = $1 ORDER BY s.iccid FOR UPDATE OF s)
  UPDATE "FleetSim" s SET "quotaDueAt" = now(), "quotaAt" = greatest(s."quotaAt", n.at), "dataQuota" = CASE WHEN s."quotaAt" >= n.at THEN s."dataQuota" ELSE coalesce(n.state, s."dataQuota") END
  FROM n JOIN held USING (iccid) WHERE s.iccid = n.iccid AND (s."quotaAt" IS NULL OR s."quotaAt" < n.at + interval '2 minutes')`;

/** The newest word of each SIM, by its own time; of two at one moment the one that says more. */
function newestOf(records: readonly FleetRecord[]): News[] {
  const newest = new Map<string, News>();
  for (const record of records) {
    if (record.kind !== 'event' || record.quota === null || !/^\d{18,22}$/.test(record.event.iccid)) continue;
    const news: News = { iccid: record.event.iccid, at: record.event.at.getTime(), state: record.quota === 'exhausted' ? 'exhausted' : null };
    const known = newest.get(news.iccid);
    if (!known || known.at < news.at || (known.at === news.at && known.state === null)) newest.set(news.iccid, news);
  }
  return [...newest.values()];
}

/** What a delivery says of quotas goes to the SIMs we know, one statement for all of them, and has each read again once. Repeats and disorder do no harm. */
export async function noteQuotas(providerId: string, records: readonly FleetRecord[]): Promise<void> {
  const news = newestOf(records);
  if (news.length > 0) await rows(pool(), NOTE, [providerId, JSON.stringify(news)]);
}
