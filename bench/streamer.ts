// Deliveries of 3,000 pushed records, from raw bytes to stored, against one multi-row insert of the same rows by plain pg into a table of the same shape.
//   Started by bench/run-streamer.mjs:  node --import tsx bench/streamer.ts [deliveries] [rounds]
import os from 'node:os';
import { closeDb, pool } from '@/lib/db/client';
import { receivePush } from '@/lib/fleet/receive-push';

const DELIVERIES = Number(process.argv[2] ?? 20);
const ROUNDS = Number(process.argv[3] ?? 5);
const PER_DELIVERY = 3_000;
const AUTHORIZATION = `Basic ${Buffer.from(`${process.env.ONENCE_STREAM_USER}:${process.env.ONENCE_STREAM_PASSWORD}`).toString('base64')}`;
const COLUMNS = '("providerId", "recordKey", iccid, kind, at, service, total, raw)';

type Usage = ReturnType<typeof usageAt>;

const stamp = (time: number) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
/** As §12 of the contract has it: of ten thousand SIMs, one record each quarter of an hour. */
function usageAt(id: number) {
  const iccid = `8988228${String(id % 10_000).padStart(12, '0')}`;
  const from = Date.UTC(2026, 0, 1) + Math.floor(id / 10_000) * 900_000;
  const [rx, tx] = [(id % 997) / 1_000, (id % 499) / 1_000];
  return {
    id, start_timestamp: stamp(from), end_timestamp: stamp(from + 900_000), cost: 0, organisation: { id: 2, name: 'Bench Org' }, endpoint: { id, name: `sensor-${id % 10_000}` },
    sim: { id: 110, iccid, msisdn: '882285100000001', production_date: '2025-11-01 00:00:00' }, imsi: '901405100000001', imsi_id: 627,
    operator: { id: 2, name: 'T-Mobile', mnc: '01', country: { id: 74, mcc: '262', name: 'Germany' } }, tariff: { id: 34, name: 'Lifetime', ratezone: { id: 70, name: 'Zone 1' } },
    traffic_type: { id: 5, description: 'Data' }, currency: { id: 1, symbol: '€', code: 'EUR' }, volume: { rx, tx, total: Number((rx + tx).toFixed(3)) },
  };
}

/** Every fifth record came before, and what is old and new stands mixed. */
function mixed(fresh: Usage[], first: number): Usage[] {
  const all = fresh.map((record, index) => (index % 5 === 0 && first > 0 ? usageAt((record.id * 7_919) % first) : record));
  return all.toSorted((a, b) => ((a.id * 2_654_435_761) % 4_294_967_296) - ((b.id * 2_654_435_761) % 4_294_967_296));
}

function deliveryAt(first: number, isMixed: boolean): Usage[] {
  const fresh = Array.from({ length: PER_DELIVERY }, (_, index) => usageAt(first + index));
  return isMixed ? mixed(fresh, first) : fresh;
}

/** The reference knows its rows beforehand: it neither reads JSON nor looks who sent it. */
function plainRows(records: Usage[]): unknown[] {
  const distinct = new Map(records.map((record) => [record.id, record]));
  return [...distinct.values()].flatMap((record) =>
    ['onence', `usage:${record.id}`, record.sim.iccid, 'usage', new Date(`${record.start_timestamp.replace(' ', 'T')}Z`), 'data', record.volume.total, JSON.stringify(record)]);
}

async function plainInsert(values: unknown[]): Promise<void> {
  const places = Array.from({ length: values.length / 8 }, (_, row) => `(${Array.from({ length: 8 }, (__, column) => `$${row * 8 + column + 1}`).join()})`);
  await pool().query(`INSERT INTO bench_record ${COLUMNS} VALUES ${places.join()} ON CONFLICT ("providerId", "recordKey") DO NOTHING`, values);
}

const megabytes = () => process.memoryUsage.rss() / 1_048_576;

/** Makes each delivery outside the clock, so that only its way into the table counts; records per second. */
async function perSecond<Made>(from: number, isMixed: boolean, way: { make: (records: Usage[]) => Made; store: (made: Made) => Promise<unknown> }): Promise<number> {
  let ms = 0;
  for (let number = 0; number < DELIVERIES; number += 1) {
    const made = way.make(deliveryAt(from + number * PER_DELIVERY, isMixed));
    const began = performance.now();
    await way.store(made);
    ms += performance.now() - began;
  }
  return (DELIVERIES * PER_DELIVERY) / (ms / 1_000);
}

const pushed = { make: (records: Usage[]) => Buffer.from(JSON.stringify(records)), store: (body: Buffer) => receivePush('onence', AUTHORIZATION, body) };
const plain = { make: plainRows, store: plainInsert };

const sizeOf = async (table: string) => (await pool().query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count ?? 0;

async function clear(): Promise<void> {
  await pool().query('TRUNCATE "FleetRecord"');
  await pool().query('DROP TABLE IF EXISTS bench_record');
  await pool().query('CREATE TABLE bench_record (LIKE "FleetRecord" INCLUDING ALL)');
}

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const shown = (rate: number) => `${Math.round(rate).toLocaleString('en')}/s`;

console.log(`${DELIVERIES} deliveries of ${PER_DELIVERY.toLocaleString('en')} records a round, load ${os.loadavg()[0]?.toFixed(2)}`);
for (const isMixed of [false, true]) {
  await clear();
  const ratios: number[] = [];
  let rssAfterFirst = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const from = round * DELIVERIES * PER_DELIVERY;
    const ours = async () => perSecond(from, isMixed, pushed);
    const theirs = async () => perSecond(from, isMixed, plain);
    const [first, second] = round % 2 === 0 ? [await ours(), await theirs()] : [await theirs(), await ours()];
    const [our, their] = round % 2 === 0 ? [first, second] : [second, first];
    global.gc?.();
    if (round === 0) rssAfterFirst = megabytes();
    else ratios.push(our / their);
    console.log(`${isMixed ? 'repeats and disorder' : 'new records'} ${round === 0 ? 'warm-up' : `round ${round}`}: ${shown(our)}  plain ${shown(their)}  ratio ${(our / their).toFixed(2)}  memory ${megabytes().toFixed(0)} MB (${(megabytes() - rssAfterFirst).toFixed(0)} since the warm-up)`);
  }
  const [stored, reference] = [await sizeOf('"FleetRecord"'), await sizeOf('bench_record')];
  if (stored !== reference) throw new Error(`${stored} rows stored, ${reference} expected`);
  console.log(`${isMixed ? 'repeats and disorder' : 'new records'}: ratio ${middle(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}), goal 0.50; ${stored.toLocaleString('en')} rows in either table`);
}
await closeDb();
process.exit(0);
