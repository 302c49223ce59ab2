import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { FleetRecord } from '@/lib/providers/fleet-provider';

/** Two readings of one SIM are at least so far apart, whatever is pushed of it. */
export const MINUTES_APART = 1;
/** A SIM that says again so soon that its data is used up says nothing new: a device on it tries for ever. */
export const MINUTES_KNOWN = 15;

type News = { iccid: string; at: number; state: 'exhausted' | null; hasChange: boolean };

const IS_REPEAT = `NOT n."hasChange" AND s."dataQuota" = 'exhausted' AND s."quotaAt" > now() - interval '${MINUTES_KNOWN} minutes'`;
/** Whoever is due stays so at the earlier time; one that a reader has taken, and may just be asking about, is due once more. */
const DUE = `CASE WHEN s."quotaDueAt" IS NULL AND ${IS_REPEAT} THEN NULL
  ELSE least(s."quotaDueAt", greatest(now(), s."quotaTakenAt" + make_interval(mins => CASE WHEN ${IS_REPEAT} THEN ${MINUTES_KNOWN} ELSE ${MINUTES_APART} END))) END`;
/** A word older than what we have says nothing; one about as old, as clocks go, has the SIM read again all the same. Rows are taken in their order, so that two deliveries never wait for each other. */
const NOTE = `WITH n AS (SELECT iccid, least(to_timestamp(at / 1000), now()) AS at, state, "hasChange" FROM jsonb_to_recordset($2::jsonb) AS r(iccid text, at float8, state text, "hasChange" boolean)),
  held AS MATERIALIZED (SELECT s.iccid FROM "FleetSim" s JOIN n USING (iccid) WHERE s."providerId" = $1 ORDER BY s.iccid FOR UPDATE OF s)
  UPDATE "FleetSim" s SET "quotaDueAt" = ${DUE}, "quotaAt" = greatest(s."quotaAt", n.at), "dataQuota" = CASE WHEN s."quotaAt" >= n.at THEN s."dataQuota" ELSE coalesce(n.state, s."dataQuota") END
  FROM n JOIN held USING (iccid) WHERE s.iccid = n.iccid AND (s."quotaAt" IS NULL OR s."quotaAt" < n.at + interval '2 minutes')`;

/** The newest word of each SIM, by its own time; of two at one moment the one that says more. And whether any said but that something changed. */
function newestOf(records: readonly FleetRecord[]): News[] {
  const newest = new Map<string, News>();
  for (const record of records) {
    if (record.kind !== 'event' || record.quota === null || !/^\d{18,22}$/.test(record.event.iccid)) continue;
    const state = record.quota === 'exhausted' ? 'exhausted' : null;
    const { iccid } = record.event;
    const known = newest.get(iccid);
    const news: News = { iccid, at: record.event.at.getTime(), state, hasChange: state === null || known?.hasChange === true };
    const isNewer = !known || known.at < news.at || (known.at === news.at && known.state === null);
    newest.set(iccid, isNewer ? news : { ...known, hasChange: news.hasChange });
  }
  return [...newest.values()];
}

/** What a delivery says of quotas goes to the SIMs we know, one statement for all of them, and has each read again once. Repeats and disorder do no harm. */
export async function noteQuotas(providerId: string, records: readonly FleetRecord[]): Promise<void> {
  const news = newestOf(records);
  if (news.length > 0) await rows(pool(), NOTE, [providerId, JSON.stringify(news)]);
}
