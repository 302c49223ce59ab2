// A large fleet listed into our table, searched, and switched off and on in bulk, each beside the least work that could do it, with what memory grows.
//   Started by bench/run-fleet.mjs:  node --import tsx bench/fleet.ts [SIMs] [rounds] [SIMs switched, a power of ten; all when not given]
import os from 'node:os';
import pg from 'pg';
import { Agent, request } from 'undici';
import { closeDb } from '@/lib/db/client';
import { continueRun } from '@/lib/fleet/continue-run';
import { fleetFilter } from '@/lib/fleet/fleet-filter';
import { searchSims } from '@/lib/fleet/search-sims';
import { previewRun, startRun } from '@/lib/fleet/start-run';
import { syncFleet } from '@/lib/fleet/sync-fleet';

const SIMS = Number(process.argv[2] ?? 100_000);
const ROUNDS = Number(process.argv[3] ?? 3);
const SWITCHED = Number(process.argv[4] ?? SIMS);
const AT_ONCE = 4;
const SEARCHES = 200;
const MOST_MEGABYTES = 64;
const API = process.env.ONENCE_API_URL ?? '';
const agent = new Agent({ connections: 16 });
const ownPool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 });

const iccidAt = (number: number) => `8988228${String(number).padStart(12, '0')}`;
const megabytes = () => process.memoryUsage.rss() / 1_048_576;

type Measured = { ms: number; grown: number };
async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const before = megabytes();
  let highest = before;
  const timer = setInterval(() => (highest = Math.max(highest, megabytes())), 20);
  const began = performance.now();
  await work();
  clearInterval(timer);
  return { ms: performance.now() - began, grown: Math.max(highest, megabytes()) - before };
}

async function token(): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${process.env.ONENCE_CLIENT_ID}:${process.env.ONENCE_CLIENT_SECRET}`).toString('base64')}`;
  const { body } = await request(`${API}/oauth/token`, { dispatcher: agent, method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{"grant_type":"client_credentials"}' });
  return ((await body.json()) as { access_token: string }).access_token;
}

/** Every page fetched and parsed by a plain client, nothing kept. */
async function plainPaging(): Promise<void> {
  const headers = { authorization: `Bearer ${await token()}` };
  for (let page = 1; page <= Math.ceil(SIMS / 100); page += 1) {
    const { body } = await request(`${API}/v2/sims?page=${page}&pageSize=100`, { dispatcher: agent, headers });
    await body.json();
  }
}

/** Every SIM switched by a plain client, as many at once as the adapter does, nothing written down. */
async function plainSwitch(status: 'Enabled' | 'Disabled', wanted: string[]): Promise<void> {
  const headers = { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' };
  for (let first = 0; first < wanted.length; first += AT_ONCE) {
    await Promise.all(wanted.slice(first, first + AT_ONCE).map(async (iccid) => {
      const { body } = await request(`${API}/v2/sims/${iccid}`, { dispatcher: agent, method: 'PUT', headers, body: JSON.stringify({ iccid, status }) });
      await body.dump();
    }));
  }
}

const FILTERS = [
  (number: number) => ({ q: iccidAt(1 + ((number * 7_919) % SIMS)) }),
  (number: number) => ({ q: `sensor-${String(1 + ((number * 104_729) % SIMS)).padStart(4, '0')}` }),
  () => ({ status: 'disabled' }),
  (number: number) => ({ status: 'enabled', quota: 'low', after: iccidAt((number * 15_485_863) % SIMS) }),
];

/** By ICCID, label, state and quota, and from somewhere in the middle on. */
async function search(): Promise<void> {
  for (let number = 0; number < SEARCHES; number += 1) await searchSims(fleetFilter.parse(FILTERS[number % FILTERS.length]?.(number) ?? {}));
}

const CONDITIONS = [
  (number: number) => [`iccid LIKE '%' || $1 || '%'`, iccidAt(1 + ((number * 7_919) % SIMS)), ''],
  (number: number) => [`label ILIKE '%' || $1 || '%'`, `sensor-${String(1 + ((number * 104_729) % SIMS)).padStart(4, '0')}`, ''],
  () => [`"isEnabled" = ($1 = 'on')`, 'off', ''],
  (number: number) => [`"isEnabled" AND "dataQuota" = $1`, 'low', iccidAt((number * 15_485_863) % SIMS)],
];

/** The same pages and counts in plain SQL, one condition each. */
async function plainSearch(): Promise<void> {
  for (let number = 0; number < SEARCHES; number += 1) {
    const [condition, value, after] = CONDITIONS[number % CONDITIONS.length]?.(number) ?? [];
    await Promise.all([
      ownPool.query(`SELECT * FROM "FleetSim" WHERE ${condition} AND iccid > $2 ORDER BY iccid LIMIT 51`, [value, after]),
      ownPool.query(`SELECT count(*) FROM "FleetSim" WHERE ${condition}`, [value]),
    ]);
  }
}

/** The ICCIDs of the first so many begin alike. */
const firstOf = (count: number) => (count >= SIMS ? '' : `8988228${'0'.repeat(12 - Math.round(Math.log10(count)))}`);

async function switchAll(isEnabling: boolean, q = firstOf(SWITCHED)): Promise<number> {
  const filter = fleetFilter.parse({ q });
  const preview = await previewRun({ filter, isEnabling });
  const begun = await startRun({ filter, isEnabling, expectedTotal: preview?.total ?? 0, actor: 'bench@example.com' });
  if (begun.outcome !== 'started') throw new Error(begun.outcome);
  await continueRun({ runId: begun.runId });
  return begun.total;
}

const toSwitch = async (isEnabling: boolean) =>
  (await ownPool.query<{ iccid: string }>(`SELECT iccid FROM "FleetSim" WHERE "isEnabled" IS DISTINCT FROM $1 AND iccid LIKE $2 || '%' ORDER BY iccid`, [isEnabling, firstOf(SWITCHED)])).rows.map(({ iccid }) => iccid);

const rate = (count: number, { ms }: Measured) => `${Math.round(count / (ms / 1_000)).toLocaleString('en')}/s`.padStart(9);
let grownMost = 0;
function tell(round: string, what: string, count: number, [ours, plain]: [Measured, Measured]): void {
  grownMost = Math.max(grownMost, ours.grown, megabytes() - base);
  console.log(`${round} ${what.padEnd(16)} ${rate(count, ours)}  plain ${rate(count, plain)}  ratio ${(plain.ms / ours.ms).toFixed(2)}  memory +${ours.grown.toFixed(0)} MB (plain +${plain.grown.toFixed(0)}), ${(megabytes() - base).toFixed(0)} MB since the warm-up`);
}

/** Our turn and the plain one, the other way round every second time. */
async function inTurns(round: number, ours: () => Promise<unknown>, plain: () => Promise<unknown>): Promise<[Measured, Measured]> {
  if (round % 2 === 1) return [await measured(ours), await measured(plain)];
  const second = await measured(plain);
  return [await measured(ours), second];
}

console.log(`${SIMS.toLocaleString('en')} SIMs, load ${os.loadavg()[0]?.toFixed(2)}`);
/** How many SIMs the other side has. */
const fleetOf = (fleetSize: number) => request(`${process.env.BENCH_CONTROLS}/settings/onence`, { dispatcher: agent, method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ fleetSize }) }).then(({ body }) => body.dump());

// Whatever is loaded once is loaded, with a small fleet, before anything is measured.
await fleetOf(1_000);
await syncFleet();
await search();
for (const isEnabling of [false, true]) await switchAll(isEnabling, firstOf(100));
await ownPool.query('TRUNCATE "FleetRun", "FleetSim" CASCADE');
await fleetOf(SIMS);
const base = megabytes();
console.log(`${base.toFixed(0)} MB after the warm-up`);

for (let round = 1; round <= ROUNDS; round += 1) {
  const named = `round ${round}`;
  tell(named, round === 1 ? 'listed first' : 'listed again', SIMS, await inTurns(round, syncFleet, plainPaging));
  if (round === 1) await ownPool.query('VACUUM ANALYZE "FleetSim"');
  tell(named, 'searched', SEARCHES, await inTurns(round, search, plainSearch));
  for (const isEnabling of [false, true]) {
    const wanted = await toSwitch(isEnabling);
    // Both switch the same SIMs the same way: to what they are already is as much work at the other side.
    tell(named, isEnabling ? 'switched on' : 'switched off', wanted.length, await inTurns(round, () => switchAll(isEnabling), () => plainSwitch(isEnabling ? 'Enabled' : 'Disabled', wanted)));
  }
}
console.log(`resident memory grew by at most ${grownMost.toFixed(0)} MB, in one step or since the warm-up (goal: ${MOST_MEGABYTES})`);
await ownPool.end();
await agent.close();
await closeDb();
process.exit(0);
