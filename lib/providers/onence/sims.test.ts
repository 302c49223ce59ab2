import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { collect, ICCID, noSuchCall, notFoundInV2, scriptedAccount } from '@/lib/providers/onence/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received, index: number) => Reply) {
  const made = await scriptedAccount(script);
  stops.push(made.stop);
  return made;
}
const iccidOf = (n: number) => `8988228${String(n).padStart(12, '0')}`;
const cards = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ iccid: iccidOf(from + n) }));
const pageOf = ({ path }: Received) => Number(new URL(path, 'http://x').searchParams.get('page'));
const isV2 = ({ path }: Received) => path.includes('/v2/');

describe('the list of SIMs (§1.5, §1.6, §6)', () => {
  test('is a bare array, and its end stands in X-Total-Pages: a full last page asks for no further one', async () => {
    const { fleet, asked } = await account((received) => ({
      headers: { 'X-Total-Count': '200', 'X-Total-Pages': '2', 'X-Current-Page': '1', 'X-Count-Per-Page': '100' }, body: cards(pageOf(received) * 100, 100),
    }));
    expect(await collect(fleet.listSims())).toHaveLength(200);
    expect(asked().filter((line) => line.includes('/v2/'))).toEqual(['GET /v2/sims?page=1&pageSize=100', 'GET /v2/sims?page=2&pageSize=100']);
  });

  test('pages smaller than asked for are not mistaken for the end', async () => {
    const { fleet } = await account((received) => ({ headers: { 'X-Count-Per-Page': '10' }, body: cards(pageOf(received) * 10, pageOf(received) === 3 ? 4 : 10) }));
    expect(await collect(fleet.listSims())).toHaveLength(24);
  });

  test('without headers it ends at a short page', async () => {
    const { fleet, asked } = await account((received) => ({ body: cards(pageOf(received) * 100, pageOf(received) === 2 ? 1 : 100) }));
    expect(await collect(fleet.listSims())).toHaveLength(101);
    expect(asked().filter((line) => line.includes('/v2/'))).toHaveLength(2);
  });

  test('a server that answers the same page for ever is left', async () => {
    const { fleet, asked } = await account(() => ({ body: cards(1, 100) }));
    expect(await collect(fleet.listSims())).toHaveLength(100);
    expect(asked()).toHaveLength(3);
  });

  test('a SIM that moves to the next page meanwhile comes once', async () => {
    const { fleet } = await account((received) => ({ headers: { 'X-Total-Pages': '2' }, body: pageOf(received) === 1 ? cards(1, 100) : cards(100, 2) }));
    expect(new Set((await collect(fleet.listSims())).map(({ iccid }) => iccid)).size).toBe(101);
  });

  test('pages are fetched as they are needed', async () => {
    const { fleet, asked } = await account((received) => ({ headers: { 'X-Total-Pages': '9' }, body: cards(pageOf(received) * 100, 100) }));
    for await (const _ of fleet.listSims()) break;
    expect(asked()).toHaveLength(1);
  });

  test('no SIMs are no SIMs', async () => {
    const { fleet } = await account(() => ({ headers: { 'X-Total-Pages': '0' }, body: [] }));
    expect(await collect(fleet.listSims())).toEqual([]);
  });

  test('a SIM that cannot be read is left out, and its page is not taken for a short one', async () => {
    const { fleet, asked } = await account((received) => ({ body: pageOf(received) === 1 ? [...cards(1, 99), { label: 'no ICCID' }] : cards(200, 1) }));
    expect(await collect(fleet.listSims())).toHaveLength(100);
    expect(asked().filter((line) => line.includes('/v2/'))).toHaveLength(2);
  });

  test('an object with results, as the seed has it, is not a list', async () => {
    const { fleet } = await account(() => ({ body: { results: [] } }));
    await expect(collect(fleet.listSims())).rejects.toMatchObject({ code: 'bad-response' });
  });
});

describe('a SIM (§7.1)', () => {
  test('is read with dates without a colon and states by id', async () => {
    const { fleet } = await account(() => ({
      body: {
        iccid: ICCID, iccid_with_luhn: '89882280000000000014', imsi: '901405100000001', msisdn: '882285100000001', imei: '0000000000000018', imei_lock: true, status: 'Disabled',
        activation_date: '2026-01-09T07:59:09.000+0000', ip_address: '100.100.100.18', quota_status: { id: 1, description: 'whatever' }, quota_status_SMS: { id: 2 }, label: 'gate-sensor-07', brand_new_field: 1,
      },
    }));
    expect(await fleet.readSim(ICCID)).toEqual({
      iccid: ICCID, label: 'gate-sensor-07', isEnabled: false, imsi: '901405100000001', msisdn: '882285100000001', imei: '0000000000000018', isImeiLocked: true,
      ipAddress: '100.100.100.18', activatedAt: new Date('2026-01-09T07:59:09Z'), dataQuota: 'low', textQuota: 'exhausted',
    });
  });

  test('that was never used says almost nothing, and nothing is guessed', async () => {
    const { fleet } = await account(() => ({ body: { iccid: ICCID } }));
    expect(await fleet.readSim(ICCID)).toMatchObject({ iccid: ICCID, label: null, isEnabled: null, isImeiLocked: null, activatedAt: null, dataQuota: null });
  });

  test('is asked for by 19 digits, the check digit left out (§5)', async () => {
    const { fleet, asked } = await account(() => ({ body: { iccid: ICCID } }));
    await fleet.readSim(`${ICCID}4`);
    expect(asked()).toEqual([`GET /v2/sims/${ICCID}`]);
  });

  test.each(['', '123', '../orders', '8988228000000000001x'])('%j is not an ICCID and nothing is asked', async (iccid) => {
    const { fleet, server } = await account(() => ({ body: {} }));
    await expect(fleet.readSim(iccid)).rejects.toMatchObject({ code: 'rejected', provider: { notAsked: true } });
    expect(server.requests).toEqual([]);
  });
});

describe('v2 first, v1 where this account lacks the call (§1.1, §8)', () => {
  const v1Only = (received: Received): Reply => (isV2(received) ? noSuchCall : { body: { iccid: ICCID, stats: [] } });

  test('a 404 without a body asks v1, and what worked is remembered per call', async () => {
    const { fleet, asked } = await account(v1Only);
    await fleet.readSim(ICCID);
    await fleet.readSim(ICCID);
    await fleet.listUsage(ICCID, '2026-01-01', '2026-01-02');
    expect(asked()).toEqual([
      `GET /v2/sims/${ICCID}`, `GET /v1/sims/${ICCID}`, `GET /v1/sims/${ICCID}`,
      `GET /v2/sims/${ICCID}/usage?start_dt=2026-01-01&end_dt=2026-01-02`, `GET /v1/sims/${ICCID}/usage?start_dt=2026-01-01&end_dt=2026-01-02`,
    ]);
  });

  test('a SIM nobody has teaches nothing', async () => {
    let isThere = false;
    const { fleet, asked } = await account(() => (isThere ? { body: { iccid: ICCID } } : noSuchCall));
    await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ code: 'rejected' });
    isThere = true;
    await fleet.readSim(ICCID);
    expect(asked().at(-1)).toBe(`GET /v2/sims/${ICCID}`);
  });

  test('once v1 is retired, an account that was on it goes to v2', async () => {
    let isRetired = false;
    const { fleet, asked } = await account((received) => (isV2(received) === isRetired ? { body: { iccid: ICCID } } : { status: isRetired ? 410 : 404 }));
    await fleet.readSim(ICCID);
    isRetired = true;
    await fleet.readSim(ICCID);
    await fleet.readSim(ICCID);
    expect(asked().slice(2)).toEqual([`GET /v1/sims/${ICCID}`, `GET /v2/sims/${ICCID}`, `GET /v2/sims/${ICCID}`]);
  });
});

describe('refusals (§4)', () => {
  test.each([
    [403, 'unauthorized'], [404, 'rejected'], [409, 'unavailable'], [422, 'rejected'], [429, 'rate-limited'], [500, 'unavailable'], [302, 'bad-response'],
  ])('an empty %d is %s', async (status, code) => {
    const { fleet } = await account(() => ({ status, headers: { 'retry-after': '60' } }));
    await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ name: 'ProviderError', code, status });
  });

  test('how long to stay away is passed on', async () => {
    const { fleet } = await account(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ provider: { retryAfterMs: 60_000 } });
  });

  test('a body that says it is JSON and is not changes nothing', async () => {
    const { fleet } = await account(() => ({ status: 422, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: '{' }));
    await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ code: 'rejected', message: expect.stringContaining('expired') });
  });
});

describe('connectivity', () => {
  const location = { last_updated: '2026-02-01 09:59:05', operator: { id: 2, name: 'T-Mobile', country: { iso_code: 'de' } } };
  test('v2: a nested status, the newest of several contexts, a date without a zone (§8.1)', async () => {
    const context = (created: string, description: string) => ({ created, rat_type: { rat_type_id: '2', description } });
    const { fleet } = await account(() => ({ body: { status: { description: 'BLOCKED' }, location, pdp_contexts: [context('2026-02-01T08:00:00.000Z', '4G'), context('2026-02-01T09:00:00.000Z', 'NB-IoT')] } }));
    expect(await fleet.readConnectivity(ICCID)).toEqual({ state: 'blocked', operatorName: 'T-Mobile', countryCode: 'DE', radioType: 'NB-IoT', measuredAt: new Date('2026-02-01T09:59:05Z') });
  });

  test('v1: a flat status and iso-code with a hyphen (§7.3)', async () => {
    const country = { country_id: '74', 'iso-code': 'de' };
    const { fleet } = await account((received) => (isV2(received) ? noSuchCall : { body: { status: 'ATTACHED', location: { last_updated: '2026-02-01T10:00:00.000Z', operator: { name: 'T-Mobile' }, country }, pdp_context: { rat_type: { description: '4G' } } } }));
    expect(await fleet.readConnectivity(ICCID)).toEqual({ state: 'attached', operatorName: 'T-Mobile', countryCode: 'DE', radioType: '4G', measuredAt: new Date('2026-02-01T10:00:00Z') });
  });

  test('offline and nothing else is enough', async () => {
    const { fleet } = await account(() => ({ body: { status: { description: 'OFFLINE' }, location: null } }));
    expect(await fleet.readConnectivity(ICCID)).toEqual({ state: 'offline', operatorName: null, countryCode: null, radioType: null, measuredAt: null });
  });
});

describe('quota', () => {
  test('v2: what is left may be negative and stays so (§8.2)', async () => {
    const { fleet, asked } = await account(() => ({ body: { id: 1, status: { id: 0, description: 'ACTIVE' }, volume: -0.25, total_volume: 500, accumulated_total_volume: 1000, last_volume_added: 500, threshold_percentage: 20, expiry_date: '2036-01-01T00:00:00.000Z' } }));
    expect(await fleet.readQuota(ICCID, 'text')).toEqual({ allowance: { isUnlimited: false, total: 500, remaining: -0.25 }, lastVolumeAdded: 500, thresholdPercentage: 20, expiresAt: new Date('2036-01-01T00:00:00Z') });
    expect(asked()).toEqual([`GET /v2/sims/${ICCID}/quota/sms`]);
  });

  test('v1 has the same numbers under the same names (§7.6)', async () => {
    const { fleet } = await account((received) => (isV2(received) ? noSuchCall : { body: { volume: 435.787951, total_volume: 500, expiry_date: '2036-01-01T00:00:00.000+0000', peak_throughput: 1_000_000, last_volume_added: 500 } }));
    expect(await fleet.readQuota(ICCID, 'data')).toMatchObject({ allowance: { total: 500, remaining: 435.787951 }, thresholdPercentage: null, expiresAt: new Date('2036-01-01T00:00:00Z') });
  });

  test('a 404 is no quota yet', async () => {
    const { fleet } = await account(() => notFoundInV2);
    expect(await fleet.readQuota(ICCID, 'data')).toBeNull();
  });
});

describe('usage (§1.13, §7.5)', () => {
  const amount = (rx: string, tx: string) => ({ volume: '9', volume_rx: rx, volume_tx: tx, cost: '9', currency: { code: 'EUR' } });

  test('strings become numbers; SMS received by the network are sent by the SIM; cost is no money', async () => {
    const { fleet } = await account(() => ({ body: { stats: [{ date: '2026-02-02T00:00:00.000Z', data: amount('0.804512', '0.400000'), sms: amount('2', '1') }, { date: '2026-02-01T00:00:00.000+0000', data: amount('0E-6', '1') }] } }));
    expect(await fleet.listUsage(ICCID, '2026-02-01', '2026-02-02')).toEqual([
      { date: '2026-02-01', dataMegabytes: { received: 0, sent: 1 }, texts: { received: 0, sent: 0 } },
      { date: '2026-02-02', dataMegabytes: { received: 0.804512, sent: 0.4 }, texts: { received: 1, sent: 2 } },
    ]);
  });

  test('v2 may answer the bare days (§8)', async () => {
    const { fleet } = await account(() => ({ body: [{ date: '2026-02-01T00:00:00.000Z', data: amount('1', '2') }] }));
    expect(await fleet.listUsage(ICCID, '2026-02-01', '2026-02-02')).toMatchObject([{ date: '2026-02-01', dataMegabytes: { received: 1, sent: 2 } }]);
  });

  test('days nobody asked for are left out', async () => {
    const { fleet } = await account(() => ({ body: { stats: [{ date: '2026-01-31T00:00:00.000Z' }, { date: '2026-02-03T00:00:00.000Z' }] } }));
    expect(await fleet.listUsage(ICCID, '2026-02-01', '2026-02-02')).toEqual([]);
  });

  test.each([['2026-02-30', '2026-03-01'], ['2026-02-02', '2026-02-01'], ['1', '2']])('%s to %s is no range', async (from, to) => {
    const { fleet, server } = await account(() => ({ body: { stats: [] } }));
    await expect(fleet.listUsage(ICCID, from, to)).rejects.toMatchObject({ code: 'rejected' });
    expect(server.requests).toEqual([]);
  });
});

describe('events', () => {
  test('v2 is a bare array of nested events (§8.3)', async () => {
    const event = { id: 1, event_type: { id: 4, description: 'Delete PDP Context' }, timestamp: '2026-02-01T12:07:09.000Z', alert: false, user: null, description: 'PDP Context deleted.', sim: { id: 110, iccid: ICCID } };
    const { fleet } = await account(() => ({ body: [event, { id: 2, event_type: {} }, null] }));
    expect(await collect(fleet.listEvents(ICCID))).toEqual([{ providerEventId: '1', iccid: ICCID, at: new Date('2026-02-01T12:07:09Z'), type: 'Delete PDP Context', description: 'PDP Context deleted.', isAlert: false }]);
  });

  test('v1 is an object with flat events of which only two fields are certain (§7.7)', async () => {
    const { fleet } = await account((received) => (isV2(received) ? noSuchCall : { headers: { 'X-Total-Pages': '1' }, body: { events: [{ timestamp: '2026-02-01T12:07:09.000+0000', event_type: 'Update location' }], totalEvents: 1, totalPages: 1 } }));
    expect(await collect(fleet.listEvents(ICCID))).toEqual([{ providerEventId: null, iccid: ICCID, at: new Date('2026-02-01T12:07:09Z'), type: 'Update location', description: null, isAlert: false }]);
  });
});
