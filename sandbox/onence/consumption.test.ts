import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Account, EXHAUSTED, HEALTHY, LOW, openAccount, sim, STOCK } from './account-client.ts';

const DAY = 86_400_000;

let shop: Account;
beforeEach(async () => {
  shop = await openAccount();
});
afterEach(() => shop.stop());

type Quota = Record<string, unknown> & { volume: number; total_volume: number; expiry_date: string };
type Day = { date: string; data: Record<'volume' | 'volume_rx' | 'volume_tx' | 'cost', string>; sms: Record<string, unknown> };
const quota = (iccid: string, version = 'v2') => shop.json<Quota>(`/${version}/sims/${iccid}/quota/data`);
const usage = async (iccid: string, query = '') => (await shop.json<{ stats: Day[] }>(`/v1/sims/${iccid}/usage?${query}`)).stats;
const dateOf = (daysFromNow: number) => new Date(shop.account.now() + daysFromNow * DAY).toISOString().slice(0, 10);
const millionths = (text: string) => Math.round(Number(text) * 1_000_000);

test('§7.6, §8.2 quotas fall as the clock goes on, and v1 and v2 tell the same remainder', async () => {
  const before = await quota(HEALTHY);
  expect(before).toMatchObject({ total_volume: 500, accumulated_total_volume: 500, threshold_percentage: 20, threshold_volume: 100, status: { id: 1, description: 'ACTIVE' } });
  expect(before).not.toHaveProperty('peak_throughput');
  await shop.advance(30 * DAY);
  const after = await quota(HEALTHY, 'v1');
  expect(after).toMatchObject({ peak_throughput: 1_000_000, last_volume_added: 500 });
  expect(after.volume).toBeLessThan(before.volume);
  expect((await quota(HEALTHY)).volume).toBe(after.volume);
});

test('§8.2 late records push an exhausted quota below zero in v2, not in v1, as switched', async () => {
  expect((await quota(EXHAUSTED)).volume).toBeLessThan(0);
  expect(await quota(EXHAUSTED)).toMatchObject({ status: { id: 0, description: 'EXHAUSTED' } });
  expect((await quota(EXHAUSTED, 'v1')).volume).toBe(0);
  shop.patch({ negativeVolume: 'never', quotaStatusIds: 'swapped' });
  expect(await quota(EXHAUSTED)).toMatchObject({ volume: 0, status: { id: 1, description: 'EXHAUSTED' } });
});

test('§7.6 a SIM that was never used has no quota', async () => {
  expect(await shop.ask('GET', `/v1/sims/${STOCK}/quota/data`)).toEqual([404, '']);
  shop.patch({ emptyQuotaStatus: 200 });
  expect(await shop.ask('GET', `/v2/sims/${STOCK}/quota/data`)).toMatchObject([200, { volume: 0, total_volume: 0 }]);
});

test('§7.5 usage is a row per day of decimal strings that add up to what the quota lost', async () => {
  const before = await quota(HEALTHY);
  const from = dateOf(0);
  const already = (await usage(HEALTHY, `start_dt=${from}&end_dt=${from}`)).reduce((sum, { data }) => sum + millionths(data.volume), 0);
  await shop.advance(20 * DAY);
  const days = await usage(HEALTHY, `start_dt=${from}&end_dt=${dateOf(0)}`);
  for (const { data, date } of days) {
    expect(data.volume).toMatch(/^\d+\.\d{6}$/);
    expect(date).toMatch(/T00:00:00\.000Z$/);
    expect(data.cost).toBe(data.volume);
    expect(millionths(data.volume_rx) + millionths(data.volume_tx)).toBe(millionths(data.volume));
  }
  const used = days.reduce((sum, { data }) => sum + millionths(data.volume), 0) - already;
  const lost = Math.round((before.volume - (await quota(HEALTHY)).volume) * 1_000_000);
  // The clock runs on between two calls.
  expect(Math.abs(used - lost)).toBeLessThan(1_000);
});

test('§7.5 history ends after six months, dates must be days, and days without use are absent or zero', async () => {
  const days = await usage(HEALTHY, `start_dt=2000-01-01&end_dt=${dateOf(0)}`);
  expect(Date.parse(days[0]?.date ?? '')).toBeGreaterThan(shop.account.now() - 184 * DAY);
  expect((await shop.get(`/v1/sims/${HEALTHY}/usage?start_dt=01.02.2026`)).status).toBe(400);
  expect(await usage(STOCK)).toEqual([]);
  shop.patch({ idleDays: 'zero' });
  expect((await usage(STOCK))[0]).toMatchObject({ data: { volume: '0.000000' }, sms: { volume: '0' } });
});

test('§8 usage of v2 has the shape of v1, or is an array, or is missing', async () => {
  expect(await shop.json(`/v2/sims/${HEALTHY}/usage`)).toHaveProperty('stats');
  shop.patch({ v2Usage: 'array' });
  expect(Array.isArray(await shop.json(`/v2/sims/${HEALTHY}/usage`))).toBe(true);
  shop.patch({ v2Usage: 'absent' });
  expect((await shop.get(`/v2/sims/${HEALTHY}/usage`)).status).toBe(404);
});

test('a disabled SIM uses nothing, and goes on where it stopped', async () => {
  await shop.send('PUT', `/v2/sims/${HEALTHY}`, { status: 'Disabled' });
  const stopped = (await quota(HEALTHY)).volume;
  await shop.advance(40 * DAY);
  expect((await quota(HEALTHY)).volume).toBe(stopped);
  await shop.send('PUT', `/v2/sims/${HEALTHY}`, { status: 'Enabled' });
  await shop.advance(20 * DAY);
  expect((await quota(HEALTHY)).volume).toBeLessThan(stopped);
});

test('a card from stock begins its ten years and its use when it is enabled', async () => {
  await shop.send('PUT', `/v2/sims/${STOCK}`, { status: 'Enabled', label: 'order-7' });
  await shop.advance(10 * DAY);
  const { volume, expiry_date: expiry } = await quota(STOCK);
  expect(volume).toBeLessThan(500);
  expect(volume).toBeGreaterThan(470);
  expect(Date.parse(expiry)).toBeGreaterThan(shop.account.now() + 3_600 * DAY);
});

test('§7.3, §8.1 status is one word in v1 and nested in v2, where alone BLOCKED is known', async () => {
  expect(await shop.json(`/v1/sims/${EXHAUSTED}/status`)).toMatchObject({ status: 'ATTACHED', location: { country: { 'iso-code': expect.any(String) } } });
  const blocked = await shop.json(`/v2/sims/${EXHAUSTED}/status`);
  expect(blocked).toMatchObject({ status: { description: 'BLOCKED' }, data_traffic_limit_state: { description: 'NOT_REACHED' }, pdp_contexts: [] });
  expect(blocked).toMatchObject({ location: { last_updated: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/), operator: { mnc: expect.any(String) }, country: { iso_code: expect.any(String) } } });
  expect(await shop.json(`/v1/sims/${STOCK}/status`)).toEqual({ status: 'OFFLINE', services: [] });
  const states = await Promise.all(Array.from({ length: 45 }, (_, n) => shop.json<{ status: string; pdp_context?: object }>(`/v1/sims/${sim(n + 1)}/status`)));
  expect(new Set(states.map(({ status }) => status))).toEqual(new Set(['ONLINE', 'ATTACHED', 'OFFLINE']));
  expect(states.every(({ status, pdp_context: context }) => (status === 'ONLINE') === (context !== undefined))).toBe(true);
});

test('§7.9 a cap of the account blocks who has reached it this month', async () => {
  expect(await shop.ask('POST', '/v1/sims/limits', { dataLimitId: 1, smsMtLimitId: 0, smsMoLimitId: 0 })).toEqual([201, '']);
  expect(await shop.json('/v1/sims/limits')).toMatchObject({ data: { id: 1, limit: '1' } });
  const today = new Date(shop.account.now());
  await shop.advance(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 20) - today.getTime());
  shop.patch({ usageFactor: 3 });
  const states = await Promise.all(Array.from({ length: 20 }, (_, n) => shop.json<{ data_traffic_limit_state: { description: string } }>(`/v2/sims/${sim(n + 1)}/status`)));
  expect(states.some(({ data_traffic_limit_state: state }) => state.description === 'REACHED')).toBe(true);
  expect((await shop.send('POST', '/v1/sims/limits', { dataLimitId: 99 })).status).toBe(400);
});

test('§7.4 connectivity info speaks on 2G and 3G only, in either shape', async () => {
  expect(await shop.json(`/v1/sims/${HEALTHY}/connectivity_info`)).toMatchObject({ subscriber_info: { success: false } });
  const found = await Promise.all([3, 4, 7, 8, 11, 12].map((n) => shop.json<{ subscriber_info: { success: boolean; location?: object } }>(`/v1/sims/${sim(n)}/connectivity_info`)));
  expect(found.some(({ subscriber_info: info }) => info.success && info.location)).toBe(true);
  shop.patch({ subscriberInfo: 'flat' });
  const flat = await Promise.all([3, 4, 7, 8].map((n) => shop.json<{ subscriber_info: object }>(`/v1/sims/${sim(n)}/connectivity_info`)));
  expect(flat.some(({ subscriber_info: info }) => 'cell_global_id' in info)).toBe(true);
});

test('§7.7, §8.3 events come with totals in v1 and as a bare array in v2', async () => {
  const response = await shop.get(`/v1/sims/${HEALTHY}/events?pageSize=2`);
  const body = (await response.json()) as { events: { timestamp: string }[]; totalEvents: number; totalPages: number };
  expect(body.events).toHaveLength(2);
  expect(response.headers.get('X-Total-Count')).toBe(String(body.totalEvents));
  const bare = await shop.get(`/v2/sims/${HEALTHY}/events?pageSize=1000&sort=-timestamp`);
  const events = (await bare.json()) as { id: number; timestamp: string; event_type: { id: number } }[];
  expect(events).toHaveLength(body.totalEvents);
  expect(bare.headers.get('X-Total-Count')).toBeNull();
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.map(({ timestamp }) => timestamp)).toEqual(events.map(({ timestamp }) => timestamp).toSorted().toReversed());
});

test('§7, §8 a reset is asynchronous, and a second one meanwhile is a conflict in v2', async () => {
  expect(await shop.ask('POST', `/v2/sims/${LOW}/reset`)).toEqual([201, '']);
  expect((await shop.send('POST', `/v2/sims/${LOW}/reset`)).status).toBe(409);
  expect((await shop.send('POST', `/v1/sims/${LOW}/reset`)).status).toBe(201);
  await shop.advance(1_500);
  const [newest] = await shop.json<{ event_type: { description: string } }[]>(`/v2/sims/${LOW}/events?sort=-timestamp`);
  expect(newest?.event_type.description).toBe('SIM reset');
});

test('§7.8 an SMS waits for its device; only one that waits can be cancelled', async () => {
  const body = { source_address: '123456', payload: 'on', dcs: 0, source_address_type: { id: 145 } };
  const [status, answer] = await shop.ask('POST', `/v2/sims/${EXHAUSTED}/sms`, body);
  const { id } = answer as { id: string };
  expect([status, typeof id]).toEqual([201, 'string']);
  const read = () => shop.json<{ id: number; status: { id: number } }[]>(`/v2/sims/${EXHAUSTED}/sms`);
  expect(await read()).toMatchObject([{ id: Number(id), status: { id: 2 }, retry_count: 0 }]);
  await shop.advance(2_000);
  expect(await read()).toMatchObject([{ status: { id: 4, description: 'DELIVERED' } }]);
  expect((await shop.send('DELETE', `/v2/sims/${EXHAUSTED}/sms/${id}`)).status).toBe(409);
  expect(await shop.ask('POST', `/v1/sims/${STOCK}/sms`, body)).toEqual([201, '']);
  const [waiting] = await shop.json<{ id: number; retry_count: string }[]>(`/v1/sims/${STOCK}/sms`);
  expect(waiting?.retry_count).toBe('0');
  expect(await shop.ask('DELETE', `/v1/sims/${STOCK}/sms/${waiting?.id}`)).toEqual([204, '']);
  expect(await shop.ask('GET', `/v1/sims/${STOCK}/sms/${waiting?.id}`)).toEqual([404, '']);
});
