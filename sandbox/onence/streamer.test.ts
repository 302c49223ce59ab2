import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Listening, listen } from '../listen.ts';
import { type Account, basic, HEALTHY, LOW, openAccount } from './account-client.ts';

const DAY = 86_400_000;
type Delivered = Record<string, unknown> & { id: number; volume: { rx: number; tx: number; total: number } };

let shop: Account;
let receiver: Listening;
let arrays: Delivered[][];
let authorizations: Set<string>;
let answer: number;

beforeEach(async () => {
  [arrays, authorizations, answer] = [[], new Set(), 200];
  const app = new Hono();
  app.post('/hook', async (c) => {
    authorizations.add(c.req.header('Authorization') ?? '');
    arrays.push((await c.req.json()) as Delivered[]);
    return c.body(null, answer as 200);
  });
  receiver = await listen(app, { host: '127.0.0.1', port: 0 });
  shop = await openAccount();
});
afterEach(async () => {
  await shop.stop();
  await receiver.stop();
});

const hook = () => `http://127.0.0.1:${receiver.port}/hook`;
const records = () => arrays.flat();
const { usage, events } = { usage: () => shop.streamer.usage, events: () => shop.streamer.events };
const settled = async (stream: () => ReturnType<typeof usage>) => {
  const asOf = shop.account.now() - 5_000;
  await vi.waitFor(() => expect(Date.parse(stream().report().sentUntil)).toBeGreaterThan(asOf), { timeout: 15_000 });
};

test('§12 usage is pushed as arrays with HTTP Basic, and adds up to what the quotas lost', async () => {
  shop.patch({ usageStreamUrl: hook() });
  // The SIM uses its data once a week: over four weeks each of its four records has some.
  await shop.advance(28 * DAY);
  await settled(usage);
  expect(authorizations).toEqual(new Set([basic('sandbox-onence-stream:sandbox-onence-stream-0123456789abcdef')]));
  const mine = records().filter(({ sim, traffic_type: type }) => (sim as { iccid: string }).iccid === HEALTHY && (type as { id: number }).id === 5);
  const at = (text: unknown) => Date.parse(`${String(text).replace(' ', 'T')}Z`);
  const line = shop.account.find(HEALTHY);
  const [first, last] = [mine[0], mine.at(-1)];
  if (!line || !first || !last) throw new Error('no record of the SIM came');
  expect(at(last.end_timestamp) - at(first.start_timestamp)).toBeGreaterThan(26 * DAY);
  const used = shop.account.usedIn(line, 'data', at(last.end_timestamp)) - shop.account.usedIn(line, 'data', at(first.start_timestamp));
  expect(mine.reduce((sum, { volume }) => sum + volume.total, 0)).toBeCloseTo(used, 6);
  expect(mine.every(({ volume }) => Math.abs(volume.rx + volume.tx - volume.total) < 0.000_001)).toBe(true);
});

test('§12 an array holds at most 3,000 records, and every record has an id of its own', async () => {
  shop.patch({ usageStreamUrl: hook(), fleetSize: 5_000 });
  await shop.advance(DAY);
  await settled(usage);
  expect(arrays.length).toBeGreaterThan(1);
  expect(Math.max(...arrays.map(({ length }) => length))).toBe(3_000);
  expect(new Set(records().map(({ id }) => id)).size).toBe(records().length);
});

test('§12 what is not answered with 200 comes again, then the stream is FAILED until somebody restarts it', async () => {
  shop.patch({ usageStreamUrl: hook(), streamRetryMs: [1_000, 5_000] });
  answer = 204;
  await shop.advance(DAY);
  await vi.waitFor(() => expect(usage().report().state).toBe('RETRYING'), { timeout: 10_000 });
  await shop.advance(1_000);
  await vi.waitFor(() => expect(arrays).toHaveLength(2), { timeout: 10_000 });
  await vi.waitFor(() => expect(usage().report().deliveries).toHaveLength(2), { timeout: 10_000 });
  await shop.advance(5_000);
  await vi.waitFor(() => expect(usage().report().state).toBe('FAILED'), { timeout: 10_000 });
  answer = 200;
  await shop.advance(DAY);
  expect(arrays).toHaveLength(3);
  await usage().restart();
  expect(arrays[3]).toEqual(arrays[0]);
  expect(usage().report()).toMatchObject({ state: 'RUNNING', deliveries: [{ answer: 200, attempt: 1 }, { answer: 204, attempt: 3 }, {}, {}] });
});

test('§12 arrays may come twice and out of order, records too', async () => {
  shop.patch({ usageStreamUrl: hook(), streamBatch: 50, streamDuplicateEvery: 3, streamReorderEvery: 2, streamShufflesRecords: true });
  await shop.advance(DAY);
  await settled(usage);
  const ids = records().map(({ id }) => id);
  expect(new Set(ids).size).toBeLessThan(ids.length);
  const simIds = records().map(({ sim }) => (sim as { id: number }).id);
  expect(simIds).not.toEqual(simIds.toSorted((a, b) => a - b));
});

test('§12 the event stream tells what happens to a SIM, and the usage stream does not', async () => {
  const hooked = hook();
  shop.patch({ eventStreamUrl: hooked });
  await shop.send('PUT', `/v2/sims/${LOW}`, { status: 'Disabled' });
  await vi.waitFor(() => expect(records()).toHaveLength(1), { timeout: 10_000 });
  expect(records()[0]).toMatchObject({ event_type: { description: 'SIM suspension' }, sim: { iccid: LOW }, event_severity: { description: 'INFO' } });
  await shop.send('POST', `/v2/sims/${HEALTHY}/topup?payment_method=creditcard`);
  await shop.advance(DAY);
  await settled(events);
  const types = new Set(records().map(({ event_type: type }) => (type as { description: string }).description));
  for (const type of ['Quota assigned', 'Create PDP Context', 'Delete PDP Context', 'Update location']) expect(types).toContain(type);
  expect(records().some((record) => 'traffic_type' in record)).toBe(false);
  expect(usage().report()).toMatchObject({ state: 'OFF', sent: 0 });
});

test('§16 a quota that falls to a fifth is an event', async () => {
  shop.patch({ eventStreamUrl: hook() });
  await shop.advance(200 * DAY);
  await settled(events);
  const types = records().map(({ event_type: type }) => (type as { description: string }).description);
  expect(types).toContain('Quota threshold reached');
  expect(types).toContain('Quota used up');
});

test('§12 a restarted stream may have lost what it missed; times may be ISO', async () => {
  shop.patch({ usageStreamUrl: hook(), streamRetryMs: [], streamAfterFailure: 'drop', streamTimes: 'iso' });
  answer = 500;
  await shop.advance(DAY);
  await vi.waitFor(() => expect(usage().report().state).toBe('FAILED'), { timeout: 10_000 });
  answer = 200;
  const failed = arrays.length;
  await usage().restart();
  expect(arrays).toHaveLength(failed);
  await shop.advance(DAY);
  await settled(usage);
  expect(arrays.length).toBeGreaterThan(failed);
  const known = new Set(arrays.slice(0, failed).flat().map(({ id }) => id));
  const later = arrays.slice(failed).flat();
  expect(later.some(({ id }) => known.has(id))).toBe(false);
  expect(later[0]?.start_timestamp).toMatch(/T.*Z$/);
});
