// One process, one empty database: the same plans first, unchanged, and with one in a hundred changed; through the shop's sync or in plain SQL.
//   Started by bench/run-sync-catalog.mjs:  node --import tsx bench/sync-catalog.ts sync|plain <plans>
import { toStagedPlan, type StagedPlan } from '@/lib/catalog/plan-row';
import { syncPlans } from '@/lib/catalog/sync-plans';
import { closeDb, pool } from '@/lib/db/client';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import type { EsimProvider, ProviderPlan } from '@/lib/providers/provider';

const [how, wanted] = process.argv.slice(2);
const PLANS = Number(wanted ?? 30_000);
const CHUNK = 500;
const COUNTRIES = ['ES', 'FR', 'IT', 'DE', 'PT', 'GR', 'JP', 'US', 'TH', 'TR', 'GB', 'MX', 'CH', 'ID', 'AE', 'KR', 'VN', 'SG', 'MY', 'NL'];
const countryAt = (index: number) => COUNTRIES[index % COUNTRIES.length] ?? 'ES';

function planAt(index: number, version: number): ProviderPlan {
  const [gigabytes, validityDays] = [1 + (index % 50), 1 + (index % 30)];
  const cost = 200 + gigabytes * 35 + (index % 100 === 0 ? version : 0);
  // A third are regional and cover ten countries, as with real providers.
  const covered = index % 3 === 0 ? COUNTRIES.slice(0, 10) : [countryAt(index)];
  const coverage = covered.map((countryCode) => ({ countryCode, networks: [{ name: `Mobil ${countryCode}`, radioTypes: ['4G', '5G'] }, { name: `Tele ${countryCode}`, radioTypes: ['LTE'] }] }));
  return {
    providerPlanId: `bench-${index}-${gigabytes}gb-${validityDays}d`, title: `${gigabytes} GB - ${validityDays} days`, operatorName: `Operator ${index % 400}`,
    destination: index % 3 === 0 ? { kind: 'region', slug: `region-${index % 12}`, name: `Region ${index % 12}` } : { kind: 'country', countryCode: countryAt(index) },
    dataMegabytes: gigabytes * 1024, isUnlimited: false, fairUseText: null, fairUseMegabytesPerDay: null, reducedSpeedKbps: null, voiceMinutes: null, textMessages: null, validityDays,
    cost: { amountMinor: cost, currency: 'USD' }, recommendedRetail: null, activationPolicy: 'first-usage', isTopUpPossible: true, isIdentityCheckNeeded: false,
    hasPhoneNumber: false, isRoaming: true, apnIos: 'internet', apnAndroid: 'internet', installWindowDays: null, isHotspotAllowed: null,
    infoTexts: ['This eSIM connects to partner networks and starts when it is first used.'], coverage,
    raw: { id: index, net_price: cost / 100, package: { amount: gigabytes, day: validityDays, is_unlimited: false }, operator: { title: `Operator ${index % 400}`, countries: covered } },
  };
}

// Made while being read, one page at a time, as an adapter does.
async function* list(version: number): AsyncGenerator<ProviderPlan> {
  for (let index = 0; index < PLANS; index += 1) {
    if (index % 100 === 0) await new Promise(setImmediate);
    yield planAt(index, version);
  }
}

const never = () => Promise.reject(new Error('not part of a sync'));
const provider = (version: number): EsimProvider => ({
  id: 'bench', displayName: 'Bench', needsOneInFlightPerItem: false, maxQuantityPerPurchase: 1, lookUpDelayMs: 0, listPlans: () => list(version),
  purchase: never, findPurchase: never, readPurchase: never, readEsim: never,
});

async function upsert(sql: Sql, plans: StagedPlan[], fields: string): Promise<void> {
  const json = `[${plans.map(({ hash, destination, facts }) => `{"hash":"${hash}","destination":${JSON.stringify(destination)},"facts":${facts}}`).join()}]`;
  const source = `FROM (SELECT facts->0 || jsonb_build_object('contentHash', hash, 'slug', facts->0->>'providerPlanId') AS "row", destination, facts->1 AS coverage, facts->2 AS raw
    FROM jsonb_to_recordset($1::jsonb) AS t(hash text, destination jsonb, facts jsonb)) s`;
  await rows(sql, `INSERT INTO "Destination" (slug, kind, name) SELECT DISTINCT destination->>'slug', (destination->>'kind')::"DestinationKind", destination->>'name' ${source} ON CONFLICT DO NOTHING`, [json]);
  const changed = await rows<{ providerPlanId: string }>(sql, `INSERT INTO "Plan" (id, "providerId", ${fields}) SELECT gen_random_uuid(), 'bench', ${fields}
    ${source}, jsonb_populate_record(NULL::"Plan", s."row") ON CONFLICT ("providerId", "providerPlanId") DO UPDATE SET (${fields}) = ROW(${fields.replace(/"\w+"/g, 'EXCLUDED.$&')})
    WHERE "Plan"."contentHash" IS DISTINCT FROM EXCLUDED."contentHash" RETURNING "providerPlanId"`, [json]);
  if (changed.length === 0) return;
  const ids = changed.map((plan) => plan.providerPlanId);
  const chosen = `${source} JOIN "Plan" p ON p."providerId" = 'bench' AND p."providerPlanId" = s."row"->>'providerPlanId' AND p."providerPlanId" = ANY($2::text[])`;
  await rows(sql, `INSERT INTO "PlanCoverage" SELECT p.id, c->>'countryCode', c->'networks' ${chosen}, jsonb_array_elements(s.coverage) c ON CONFLICT ("planId", "countryCode") DO UPDATE SET networks = EXCLUDED.networks`, [json, ids]);
  await rows(sql, `INSERT INTO "ProviderPlanRaw" ("planId", payload) SELECT p.id, s.raw ${chosen} ON CONFLICT ("planId") DO UPDATE SET payload = EXCLUDED.payload`, [json, ids]);
}

/** The same rows into the same tables, chunk by chunk in one transaction: no staging, no gate, nothing withdrawn, no page told. */
async function plainSync(version: number): Promise<void> {
  const sample = toStagedPlan('bench', planAt(0, 0));
  const [row] = JSON.parse(sample?.facts ?? '[{}]') as [object];
  const fields = [...Object.keys(row), 'contentHash'].map((field) => `"${field}"`).join(', ');
  await transaction(async (sql) => {
    let chunk: StagedPlan[] = [];
    for await (const plan of list(version)) {
      const staged = toStagedPlan('bench', plan);
      if (staged) chunk.push(staged);
      if (chunk.length < CHUNK) continue;
      await upsert(sql, chunk, fields);
      chunk = [];
    }
    if (chunk.length > 0) await upsert(sql, chunk, fields);
  });
}

async function shopSync(version: number): Promise<void> {
  const result = await syncPlans(provider(version));
  if (result.outcome !== 'completed') throw new Error(`the sync was ${result.outcome}`);
}

type Measured = { ms: number; grownMegabytes: number; walMegabytes: number; rowsWritten: Record<string, number>; pagesExpired: number };
const megabytes = (bytes: number) => bytes / 1024 / 1024;
const walPosition = async () => (await rows<{ at: string }>(pool(), 'SELECT pg_current_wal_lsn()::text AS at'))[0]?.at ?? '0/0';

const TABLES = ['Plan', 'PlanCoverage', 'ProviderPlanRaw', 'Destination'];

/** Rows written since a transaction: a new version of a row carries the number of the one that wrote it. */
async function writtenSince(transactionId: string): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const table of TABLES) {
    const [row] = await rows<{ written: number }>(pool(), `SELECT count(*)::int AS written FROM "${table}" WHERE xmin::text::bigint > $1::bigint`, [transactionId]);
    counted[table] = row?.written ?? 0;
  }
  return counted;
}

const expired = new Set<string>();
async function listenForPages(): Promise<() => void> {
  const client = await pool().connect();
  client.on('notification', ({ payload }) => Object.keys(JSON.parse(payload ?? '{}') as object).forEach((tag) => expired.add(tag)));
  await client.query('LISTEN page_cache');
  return () => client.release(true);
}

async function measured(work: () => Promise<void>): Promise<Measured> {
  const walBefore = await walPosition();
  const [before] = await rows<{ id: string }>(pool(), 'SELECT pg_current_xact_id()::text AS id');
  expired.clear();
  const rssBefore = process.memoryUsage.rss();
  let highest = rssBefore;
  const timer = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 10);
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  clearInterval(timer);
  highest = Math.max(highest, process.memoryUsage.rss());
  const [wal] = await rows<{ bytes: number }>(pool(), 'SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::float8 AS bytes', [walBefore]);
  const rowsWritten = await writtenSince(before?.id ?? '0');
  return { ms, grownMegabytes: megabytes(highest - rssBefore), walMegabytes: megabytes(wal?.bytes ?? 0), rowsWritten, pagesExpired: expired.size };
}

const sync = how === 'plain' ? plainSync : shopSync;
const stopListening = await listenForPages();
const first = await measured(() => sync(0));
const unchanged = await measured(() => sync(0));
const changed = await measured(() => sync(1));
process.stdout.write(`${JSON.stringify({ first, unchanged, changed })}\n`);
stopListening();
await closeDb();
