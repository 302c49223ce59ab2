import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { FleetSim } from '@/lib/providers/fleet-provider';
import { listFleets } from '@/lib/providers/registry';

const PER_WRITE = 500;
/** What was switched since these SIMs were asked for is not as the list says. */
const STATE = `CASE WHEN s."switchedAt" > $3::timestamptz THEN s."isEnabled" ELSE excluded."isEnabled" END`;
/** What did not change is not written, but for when it was last seen, once a day. What was pushed of quotas since these SIMs were asked for stays. */
const KEEP = `INSERT INTO "FleetSim" AS s (iccid, "providerId", label, "isEnabled", imsi, msisdn, imei, "isImeiLocked", "ipAddress", "activatedAt", "dataQuota", "textQuota", "quotaAt", "seenAt")
  SELECT iccid, $1, label, "isEnabled", imsi, msisdn, imei, "isImeiLocked", "ipAddress", "activatedAt", "dataQuota", "textQuota", $3::timestamptz, now()
    FROM jsonb_to_recordset($2::jsonb) AS f(iccid text, label text, "isEnabled" boolean, imsi text, msisdn text, imei text, "isImeiLocked" boolean, "ipAddress" text, "activatedAt" timestamptz, "dataQuota" text, "textQuota" text) ORDER BY iccid
  ON CONFLICT (iccid) DO UPDATE SET label = excluded.label, "isEnabled" = ${STATE}, imsi = excluded.imsi, msisdn = excluded.msisdn, imei = excluded.imei, "isImeiLocked" = excluded."isImeiLocked",
    "ipAddress" = excluded."ipAddress", "activatedAt" = excluded."activatedAt", "dataQuota" = CASE WHEN s."quotaAt" > excluded."quotaAt" THEN s."dataQuota" ELSE excluded."dataQuota" END,
    "textQuota" = CASE WHEN s."quotaAt" > excluded."quotaAt" THEN s."textQuota" ELSE excluded."textQuota" END, "quotaAt" = greatest(s."quotaAt", excluded."quotaAt"), "seenAt" = now()
  WHERE s."providerId" = excluded."providerId" AND (s."seenAt" < now() - interval '1 day' OR (s.label, s."isEnabled", s.imsi, s.msisdn, s.imei, s."isImeiLocked", s."ipAddress", s."activatedAt", s."dataQuota", s."textQuota")
    IS DISTINCT FROM (excluded.label, ${STATE}, excluded.imsi, excluded.msisdn, excluded.imei, excluded."isImeiLocked", excluded."ipAddress", excluded."activatedAt", excluded."dataQuota", excluded."textQuota"))`;

// By the clock that switches and pushed quotas are noted by.
const CLOCK = 'SELECT clock_timestamp() AS now';

/** From the first try on it is known how long nothing was read, and the moment of the last whole reading. */
const TRIED = `INSERT INTO "ProviderState" ("providerId", "fleetSince") VALUES ($1, now()) ON CONFLICT ("providerId") DO UPDATE SET "fleetSince" = coalesce("ProviderState"."fleetSince", now())`;
const READ = `UPDATE "ProviderState" SET "fleetReadAt" = now() WHERE "providerId" = $1`;

/** Its first SIMs may stand on a page that was asked for while the batch before was filled. */
type Batch = { begunAt: Date; askedAt: Date; sims: Map<string, FleetSim> };
async function batchAfter(former?: Batch): Promise<Batch> {
  const [clock] = await rows<{ now: Date }>(pool(), CLOCK);
  const begunAt = clock?.now ?? new Date(0);
  return { begunAt, askedAt: former?.begunAt ?? begunAt, sims: new Map() };
}
const keep = (providerId: string, { askedAt, sims }: Batch) => rows(pool(), KEEP, [providerId, JSON.stringify([...sims.values()]), askedAt]);

/** Reads every SIM of every fleet, page by page, into our list. A SIM that is gone at the provider keeps its row and its old `seenAt`. */
export async function syncFleet(): Promise<number> {
  let count = 0;
  for (const fleet of listFleets()) {
    await rows(pool(), TRIED, [fleet.id]);
    let batch = await batchAfter();
    for await (const sim of fleet.listSims()) {
      batch.sims.set(sim.iccid, sim);
      count += 1;
      if (batch.sims.size < PER_WRITE) continue;
      await keep(fleet.id, batch);
      batch = await batchAfter(batch);
    }
    if (batch.sims.size > 0) await keep(fleet.id, batch);
    await rows(pool(), READ, [fleet.id]);
  }
  return count;
}
