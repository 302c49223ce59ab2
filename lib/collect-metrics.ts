import { AggregatorRegistry, type Registry } from 'prom-client';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { IS_UNCLEAR } from '@/lib/fleet/unclear-top-ups';
import { gauge, metricsRegistry } from '@/lib/metrics';
import { findFleet } from '@/lib/providers/registry';

const ordersByState = gauge({ name: 'orders', help: 'Orders by state', labelNames: ['state'] });
const openCases = gauge({ name: 'order_cases_open', help: 'Orders a person must look at', labelNames: [] });
const queueWaiting = gauge({ name: 'job_queue_waiting', help: 'Jobs due and not yet started', labelNames: [] });
const queueAge = gauge({ name: 'job_queue_oldest_seconds', help: 'Age of the oldest due job', labelNames: [] });
const paidAge = gauge({ name: 'order_oldest_paid_seconds', help: 'Age of the oldest paid order that is not delivered', labelNames: [] });
const syncAge = gauge({ name: 'catalog_sync_age_seconds', help: 'Since the last completed catalogue sync', labelNames: ['provider'] });
const balance = gauge({ name: 'provider_balance_minor', help: 'Prepaid balance, minor units', labelNames: ['provider', 'currency'] });

const offSale = gauge({ name: 'provider_off_sale', help: '1 while nothing of a provider is sold', labelNames: ['provider'] });
const webhookAge = gauge({ name: 'provider_webhook_age_seconds', help: 'Since the last webhook of a provider that ever sent one, or since a configured stream is expected', labelNames: ['provider'] });
const fleetAge = gauge({ name: 'fleet_sync_age_seconds', help: 'Since a fleet was last read whole, or first asked for', labelNames: ['provider'] });
const unclearTopUps = gauge({ name: 'fleet_topups_unclear', help: 'Volume orders for SIM cards a person must look at', labelNames: [] });

const STATES = `SELECT s::text AS state, count(o.id)::int AS count FROM unnest(enum_range(NULL::"OrderStatus")) s LEFT JOIN "Order" o ON o.status = s GROUP BY s`;
const CASES = `SELECT count(*)::int AS count FROM "Order" WHERE "reviewReasons" <> '{}'`;
const QUEUE = `SELECT count(*)::int AS count, coalesce(extract(epoch FROM now() - min(run_at)), 0)::float AS age FROM graphile_worker.jobs WHERE run_at <= now() AND locked_at IS NULL AND attempts < max_attempts`;
const PAID = `SELECT coalesce(extract(epoch FROM now() - min("paidAt")), 0)::float AS age FROM "Order" WHERE status IN ('PAID', 'FULFILLING')`;
const SYNCS = `SELECT "providerId", extract(epoch FROM now() - max("finishedAt"))::float AS age FROM "CatalogSync" WHERE status = 'completed' GROUP BY "providerId"`;
const BALANCES = `SELECT "providerId", "balanceMinor", currency FROM "ProviderState" WHERE "balanceMinor" IS NOT NULL`;
const SALES = `SELECT "providerId", ("isSwitchedOff" OR "circuitOpenUntil" IS NOT NULL OR "outOfFundsSince" IS NOT NULL OR coalesce("balanceMinor" <= 0, false))::int AS off, extract(epoch FROM now() - "lastWebhookAt")::float AS age FROM "ProviderState"`;
const FLEETS = `SELECT "providerId", extract(epoch FROM now() - coalesce("fleetReadAt", "fleetSince"))::float AS age, "lastWebhookAt" IS NULL AS silent, extract(epoch FROM now() - "fleetSince")::float AS since FROM "ProviderState" WHERE "fleetSince" IS NOT NULL`;
const UNCLEAR = `SELECT count(*)::int AS count FROM "FleetTopUp" t WHERE ${IS_UNCLEAR}`;
const WORKERS = `SELECT metrics FROM "WorkerHeartbeat" WHERE "beatAt" > now() - interval '2 minutes' AND metrics IS NOT NULL`;

type Count = { count: number; age: number };

/** Fleets that are on: how old our list is, and how long a stream that should come has said nothing at all. */
async function readFleetGauges(): Promise<void> {
  const [unclear] = await rows<Count>(pool(), UNCLEAR);
  unclearTopUps.set(unclear?.count ?? 0);
  for (const { providerId, age, silent, since } of await rows<{ providerId: string; age: number; silent: boolean; since: number }>(pool(), FLEETS)) {
    const fleet = findFleet(providerId);
    if (!fleet) continue;
    fleetAge.set({ provider: providerId }, age);
    if (silent && fleet.isPushConfigured) webhookAge.set({ provider: providerId }, since);
  }
}

async function readGauges(): Promise<void> {
  const sql = pool();
  for (const { state, count } of await rows<{ state: string; count: number }>(sql, STATES)) ordersByState.set({ state }, count);
  const [[cases], [queue], [paid]] = await Promise.all([rows<Count>(sql, CASES), rows<Count>(sql, QUEUE), rows<Count>(sql, PAID)]);
  openCases.set(cases?.count ?? 0);
  queueWaiting.set(queue?.count ?? 0);
  queueAge.set(queue?.age ?? 0);
  paidAge.set(paid?.age ?? 0);
  for (const { providerId, age } of await rows<{ providerId: string; age: number }>(sql, SYNCS)) syncAge.set({ provider: providerId }, age);
  for (const { providerId, off, age } of await rows<{ providerId: string; off: number; age: number | null }>(sql, SALES)) {
    offSale.set({ provider: providerId }, off);
    if (age !== null) webhookAge.set({ provider: providerId }, age);
  }
  const balances = await rows<{ providerId: string; balanceMinor: number; currency: string }>(sql, BALANCES);
  for (const { providerId, balanceMinor, currency } of balances) balance.set({ provider: providerId, currency }, balanceMinor);
}

/** Everything Prometheus may read: this process, every live worker, and figures from the database. */
export async function collectMetrics(): Promise<string> {
  await readGauges();
  await readFleetGauges();
  const workers = await rows<{ metrics: object }>(pool(), WORKERS);
  const own = await metricsRegistry.getMetricsAsJSON();
  const all: Registry = AggregatorRegistry.aggregate([own, ...workers.map((worker) => worker.metrics)] as never);
  return all.metrics();
}
