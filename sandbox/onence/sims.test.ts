import { afterEach, beforeEach, expect, test } from 'vitest';
import { luhnDigit } from '../catalogue/iccid.ts';
import { type Account, EXHAUSTED, EXPIRED, FOREIGN, HEALTHY, openAccount, sim, STOCK, SUSPENDED } from './account-client.ts';

let shop: Account;
beforeEach(async () => {
  shop = await openAccount();
});
afterEach(() => shop.stop());

type Sim = Record<string, unknown> & { iccid: string; status: string; imei: string };
const read = (iccid: string) => shop.json<Sim>(`/v1/sims/${iccid}`);

test('§6 a list is a bare array whose totals stand in four headers', async () => {
  for (const version of ['v1', 'v2']) {
    const response = await shop.get(`/${version}/sims?page=3&pageSize=100`);
    const rows = (await response.json()) as Sim[];
    expect(rows).toHaveLength(50);
    const headers = ['X-Total-Count', 'X-Total-Pages', 'X-Current-Page', 'X-Count-Per-Page'].map((name) => response.headers.get(name));
    expect(headers).toEqual(['250', '3', '3', '100']);
  }
  expect(await shop.json<Sim[]>('/v2/sims')).toHaveLength(10);
});

test('§6 pages together are every SIM once, and a page too large is refused or clamped', async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => shop.json<Sim[]>(`/v2/sims?page=${page}&pageSize=100`)));
  expect(new Set(pages.flat().map(({ iccid }) => iccid)).size).toBe(250);
  expect(await shop.ask('GET', '/v2/sims?pageSize=101')).toMatchObject([400, { error_token: 'BadRequest' }]);
  shop.patch({ pageSizeTooBig: 'clamp' });
  expect(await shop.json<Sim[]>('/v2/sims?pageSize=101')).toHaveLength(100);
});

test('§6 q finds by imei and address only; the rest is ignored unless switched', async () => {
  const { imei, ip_address: address } = await read(HEALTHY);
  for (const query of [`imei:${imei}`, `ip_address:${String(address)}`, `imei:${imei},ip_address:${String(address)}`]) {
    expect((await shop.json<Sim[]>(`/v2/sims?q=${query}`)).map(({ iccid }) => iccid)).toEqual([HEALTHY]);
  }
  expect(await shop.json<Sim[]>('/v2/sims?q=label:sensor')).toHaveLength(10);
  shop.patch({ unknownQuery: '400' });
  expect((await shop.get('/v1/sims?q=label:sensor')).status).toBe(400);
  const descending = await shop.json<Sim[]>('/v2/sims?sort=-ip_address&pageSize=1');
  expect(descending[0]?.iccid).toBe(sim(250));
});

test('§7.1 a SIM has a 19-digit ICCID and its check digit beside it; a card from stock lacks what use brings', async () => {
  expect(await read(HEALTHY)).toMatchObject({ iccid: HEALTHY, iccid_with_luhn: HEALTHY + luhnDigit(HEALTHY), status: 'Enabled', quota_status: { id: 0 }, current_quota: 500 });
  expect(await read(EXHAUSTED)).toMatchObject({ quota_status: { id: 2 } });
  const stock = await read(STOCK);
  expect(stock.status).toBe('Disabled');
  expect(stock).not.toHaveProperty('activation_date');
  expect(stock).not.toHaveProperty('imei');
});

test('§7.2 a v1 PUT without status enables, and without imei_lock lifts the lock; v2 changes only what is sent', async () => {
  await shop.send('PUT', `/v2/sims/${SUSPENDED}`, { imei_lock: true });
  expect(await read(SUSPENDED)).toMatchObject({ status: 'Disabled', imei_lock: true });
  expect(await shop.ask('PUT', `/v2/sims/${SUSPENDED}`, { label: 'hall' })).toEqual([200, '']);
  expect(await read(SUSPENDED)).toMatchObject({ status: 'Disabled', imei_lock: true, label: 'hall' });
  expect(await shop.ask('PUT', `/v1/sims/${SUSPENDED}`, { iccid: SUSPENDED, label: 'gate' })).toEqual([200, '']);
  expect(await read(SUSPENDED)).toMatchObject({ status: 'Enabled', imei_lock: false, label: 'gate' });
  shop.patch({ missingStatus: '400' });
  expect((await shop.send('PUT', `/v1/sims/${SUSPENDED}`, { iccid: SUSPENDED, label: 'x' })).status).toBe(400);
  const changes = shop.world.ledger({ service: 'onence', type: 'status-change' });
  expect(changes).toMatchObject([{ reference: SUSPENDED, data: { status: 'Enabled' } }]);
});

test('§7 fixed words are not taken for ICCIDs, and limits of one SIM do not exist', async () => {
  expect(await shop.ask('GET', '/v1/sims/limits')).toMatchObject([200, { data: { limit: '0', unit: 'MB' } }]);
  expect(await shop.ask('GET', '/v1/sims/smsMO/limits')).toMatchObject([200, [{ unit: 'SMS' }, {}, {}, {}]]);
  expect(await shop.ask('GET', `/v1/sims/${HEALTHY}/limits`)).toEqual([404, '']);
  expect(await shop.ask('GET', '/v2/sims/limits')).toMatchObject([404, { error_token: 'NotFound' }]);
});

test('§4 a foreign SIM is an empty 404 in v1, a body in v2, and 403 on a top-up', async () => {
  expect(await shop.ask('GET', `/v1/sims/${FOREIGN}`)).toEqual([404, '']);
  expect(await shop.ask('GET', `/v2/sims/${FOREIGN}`)).toEqual([404, { error_code: 1000, error_token: 'NotFound', message: 'Element not found' }]);
  expect(await shop.ask('POST', `/v1/sims/${FOREIGN}/topup`)).toEqual([403, '']);
  shop.patch({ foreignStatus: 403 });
  expect(await shop.ask('GET', `/v1/sims/${FOREIGN}`)).toEqual([403, '']);
});

test('§4 an expired SIM is 422 on all of v1; v2 reads it, with an expired quota, unless switched', async () => {
  for (const path of ['', '/status', '/usage', '/quota/data', '/sms']) expect(await shop.ask('GET', `/v1/sims/${EXPIRED}${path}`)).toEqual([422, '']);
  expect(await shop.ask('GET', `/v2/sims/${EXPIRED}/quota/data`)).toMatchObject([200, { status: { id: 2, description: 'EXPIRED' } }]);
  expect((await shop.send('PUT', `/v2/sims/${EXPIRED}`, { label: 'x' })).status).toBe(400);
  shop.patch({ expiredV2: '422' });
  expect((await shop.get(`/v2/sims/${EXPIRED}`)).status).toBe(422);
});

test('§16 bulk: 201 is only "queued"; some items may never be applied, and a v2 PUT meanwhile is 409', async () => {
  shop.patch({ bulkFailures: { [sim(2)]: true } });
  const body = [1, 2].map((number) => ({ iccid: sim(number), status: 'Disabled' }));
  expect(await shop.ask('POST', '/v1/sims', body)).toEqual([201, '']);
  expect((await read(HEALTHY)).status).toBe('Enabled');
  expect(await shop.ask('PUT', `/v2/sims/${HEALTHY}`, { label: 'x' })).toMatchObject([409, { error_token: 'Conflict' }]);
  shop.world.advance(1_500);
  expect([(await read(HEALTHY)).status, (await read(sim(2))).status]).toEqual(['Disabled', 'Enabled']);
  const { events } = await shop.json<{ events: { event_type: string }[] }>(`/v1/sims/${sim(2)}/events?pageSize=1000`);
  expect(events.at(-1)?.event_type).toBe('Bulk operation failed');
  expect((await shop.send('POST', '/v2/sims', body)).status).toBe(404);
});

test('§1, §16 Platform 2.0 SIMs are not in v1, and v1 ends on its date', async () => {
  shop.patch({ platform2: { [HEALTHY]: true } });
  expect((await shop.get(`/v1/sims/${HEALTHY}`)).status).toBe(404);
  expect((await shop.get(`/v2/sims/${HEALTHY}`)).status).toBe(200);
  shop.patch({ sunsetAt: '2020-12-31' });
  expect(await shop.ask('GET', '/v1/sims')).toEqual([410, '']);
  expect((await shop.get('/v1/orders')).status).toBe(200);
});

test('a hundred thousand SIMs cost no memory until somebody changes one', async () => {
  shop.patch({ fleetSize: 100_000 });
  const response = await shop.get('/v2/sims?page=1000&pageSize=100');
  expect(response.headers.get('X-Total-Count')).toBe('100000');
  expect(((await response.json()) as Sim[]).at(-1)?.iccid).toBe(sim(100_000));
  expect(shop.account.fleet.remembered()).toHaveLength(0);
  await shop.send('PUT', `/v2/sims/${sim(77_777)}`, { label: 'one' });
  expect(shop.account.fleet.remembered()).toHaveLength(1);
});

test('a fault acts and hangs up: the SIM is disabled although nobody was told', async () => {
  shop.world.faultQueue.add({ service: 'onence', operation: 'sim-update', fault: { kind: 'act-then-hang-up' }, match: HEALTHY });
  await expect(shop.send('PUT', `/v2/sims/${HEALTHY}`, { status: 'Disabled' })).rejects.toThrow();
  expect((await read(HEALTHY)).status).toBe('Disabled');
});

test('§7.10 transferred SIMs are gone', async () => {
  const body = { target_organisation: 3, iccid_ranges: [{ from: sim(1), to: sim(2) }], iccids: [sim(5)] };
  expect(await shop.ask('POST', '/v1/sims/simTransfer', body)).toEqual([201, '']);
  expect((await shop.get(`/v1/sims/${sim(2)}`)).status).toBe(404);
  const left = await shop.get('/v2/sims?pageSize=2');
  expect(left.headers.get('X-Total-Count')).toBe('247');
  expect(((await left.json()) as Sim[]).map(({ iccid }) => iccid)).toEqual([sim(3), sim(4)]);
});
