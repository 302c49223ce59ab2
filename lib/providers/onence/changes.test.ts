import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { collect, ICCID, noSuchCall, notFoundInV2, scriptedAccount } from '@/lib/providers/onence/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received, index: number) => Reply, simsPerSecond = 1_000) {
  const made = await scriptedAccount(script, { config: { simsPerSecond } });
  stops.push(made.stop);
  const bodies = (method: string, ending: RegExp) => made.server.requests.filter((received) => received.method === method && ending.test(received.path)).map(({ body }) => JSON.parse(body) as unknown);
  return { ...made, bodies };
}
const iccidOf = (n: number) => `8988228${String(n).padStart(12, '0')}`;
const isV2 = ({ path }: Received) => path.includes('/v2/');
const iccidIn = ({ path }: Received) => /\d{19}/.exec(path)?.[0] ?? '';

/** An account on v1: PUT and bulk as they say, SIMs as `cards` holds them. */
const onV1 = (cards: Record<string, object>, others: (received: Received) => Reply = () => ({})) => (received: Received): Reply => {
  if (isV2(received)) return noSuchCall;
  if (received.method !== 'GET') return others(received);
  const card = cards[iccidIn(received)];
  return card ? { body: { iccid: iccidIn(received), ...card } } : noSuchCall;
};

describe('one SIM in v2 (§8)', () => {
  test.each([
    [{ isEnabled: false }, { status: 'Disabled' }],
    [{ label: '' }, { label: '' }],
    [{ isImeiLocked: true, isEnabled: true }, { status: 'Enabled', imei_lock: true }],
  ])('%j sends what is named and nothing else, without reading', async (change, body) => {
    const { fleet, asked, bodies } = await account(() => ({}));
    await fleet.changeSim({ iccid: ICCID, ...change });
    expect(asked()).toEqual([`PUT /v2/sims/${ICCID}`]);
    expect(bodies('PUT', /./)).toEqual([{ iccid: ICCID, ...body }]);
  });

  test('no change is no call', async () => {
    const { fleet, server } = await account(() => ({}));
    await fleet.changeSim({ iccid: ICCID });
    expect(server.requests).toEqual([]);
  });

  test('a lost answer is an unknown outcome after being asked three times, as a PUT may be', async () => {
    const { fleet, asked } = await account(() => 'hang-up');
    await expect(fleet.changeSim({ iccid: ICCID, isEnabled: true })).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked()).toHaveLength(3);
  });
});

describe('one SIM in v1: read before write (§1.1 trap 2, §7.2)', () => {
  test.each([
    [{ label: 'new' }, { status: 'Disabled', label: 'new', imei_lock: true }],
    [{ isEnabled: true }, { status: 'Enabled', label: 'N/A <b>', imei_lock: true }],
    [{ isImeiLocked: false }, { status: 'Disabled', label: 'N/A <b>', imei_lock: false }],
  ])('%j keeps the status, the lock and the very label', async (change, body) => {
    const { fleet, bodies } = await account(onV1({ [ICCID]: { status: 'Disabled', imei: '1', imei_lock: true, label: 'N/A <b>' } }));
    await fleet.changeSim({ iccid: ICCID, ...change });
    expect(bodies('PUT', /v1/)).toEqual([{ iccid: ICCID, ...body }]);
  });

  test('a SIM never used has no lock to lift', async () => {
    const { fleet, bodies } = await account(onV1({ [ICCID]: {} }));
    await fleet.changeSim({ iccid: ICCID, isEnabled: true });
    expect(bodies('PUT', /v1/)).toEqual([{ iccid: ICCID, status: 'Enabled', imei_lock: false }]);
  });

  test.each([
    ['a status', { imei_lock: false }, { label: 'x' }],
    ['a lock', { status: 'Enabled', imei: '123' }, { isEnabled: true }],
  ])('%s that is not stated is not guessed: nothing is written', async (_what, card, change) => {
    const { fleet, bodies } = await account(onV1({ [ICCID]: card }));
    await expect(fleet.changeSim({ iccid: ICCID, ...change })).rejects.toMatchObject({ code: 'bad-response' });
    expect(bodies('PUT', /v1/)).toEqual([]);
  });
});

describe('many SIMs in v2: single calls (§8)', () => {
  test('each ICCID has a result; what is refused does not stop the rest', async () => {
    const missing = iccidOf(3);
    const { fleet, asked } = await account((received) => (iccidIn(received) === missing ? notFoundInV2 : iccidIn(received) === iccidOf(5) ? { status: 409 } : iccidIn(received) === iccidOf(7) ? { status: 500 } : {}));
    const results = await collect(fleet.changeSims(Array.from({ length: 9 }, (_, n) => ({ iccid: iccidOf(n), isEnabled: false }))));
    expect(Object.fromEntries(results.map(({ iccid, outcome }) => [Number(iccid.slice(-2)), outcome]))).toEqual({ 0: 'done', 1: 'done', 2: 'done', 3: 'refused', 4: 'done', 5: 'refused', 6: 'done', 7: 'unknown', 8: 'done' });
    expect(asked().filter((line) => !line.includes(missing)).every((line) => line.startsWith('PUT /v2/sims/'))).toBe(true);
  });

  test('the same SIM twice is one change, later words win', async () => {
    const { fleet, bodies } = await account(() => ({}));
    const results = await collect(fleet.changeSims([{ iccid: ICCID, isEnabled: true, label: 'a' }, { iccid: ICCID, label: 'b' }]));
    expect(results).toEqual([{ iccid: ICCID, outcome: 'done' }]);
    expect(bodies('PUT', /./)).toEqual([{ iccid: ICCID, status: 'Enabled', label: 'b' }]);
  });

  test('something that is no ICCID is refused alone', async () => {
    const { fleet } = await account(() => ({}));
    expect(await collect(fleet.changeSims([{ iccid: 'x', isEnabled: true }, { iccid: ICCID, isEnabled: true }]))).toMatchObject([{ iccid: 'x', outcome: 'refused' }, { iccid: ICCID, outcome: 'done' }]);
  });

  test('being turned away stops the run after what is known was told', async () => {
    const { fleet, bodies } = await account((received) => (iccidIn(received) === iccidOf(4) ? { status: 429, headers: { 'retry-after': '60' } } : {}));
    const told: string[] = [];
    const run = async () => {
      for await (const { iccid, outcome } of fleet.changeSims(Array.from({ length: 20 }, (_, n) => ({ iccid: iccidOf(n), isEnabled: false })))) told.push(`${iccid} ${outcome}`);
    };
    await expect(run()).rejects.toMatchObject({ code: 'rate-limited' });
    const sent = bodies('PUT', /./).map((body) => (body as { iccid: string }).iccid);
    expect(told.toSorted()).toEqual(sent.filter((iccid) => iccid !== iccidOf(4)).map((iccid) => `${iccid} done`).toSorted());
    expect(sent.length).toBeLessThanOrEqual(5);
  });

  test('no faster than the account may (§3)', async () => {
    const { fleet } = await account(() => ({}), 50);
    const startedAt = performance.now();
    await collect(fleet.changeSims(Array.from({ length: 11 }, (_, n) => ({ iccid: iccidOf(n), isEnabled: false }))));
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });

  test('nothing to change is nothing', async () => {
    const { fleet } = await account(() => ({}));
    expect(await collect(fleet.changeSims([]))).toEqual([]);
  });
});

describe('many SIMs in v1: queued, then read again (§1.12, §7.2)', () => {
  const fleetOf = (count: number, card: object) => Object.fromEntries(Array.from({ length: count }, (_, n) => [iccidOf(n), { ...card }]));
  const disableAll = (count: number) => Array.from({ length: count }, (_, n) => ({ iccid: iccidOf(n), isEnabled: false }));

  test('every item carries status and lock; done where the SIM says so, accepted where it does not yet', async () => {
    const cards = fleetOf(4, { status: 'Enabled', imei: '1', imei_lock: true });
    const { fleet, bodies } = await account(onV1(cards, (received) => {
      if (received.method === 'POST') cards[iccidOf(1)] = { status: 'Disabled', imei: '1', imei_lock: true };
      return { status: received.method === 'POST' ? 201 : 200 };
    }));
    const results = await collect(fleet.changeSims(disableAll(4)));
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'accepted', 'accepted']);
    expect(bodies('POST', /v1\/sims$/)).toEqual([[1, 2, 3].map((n) => ({ iccid: iccidOf(n), status: 'Disabled', imei_lock: true }))]);
  });

  test('more than a hundred go in batches', async () => {
    const { fleet, bodies } = await account(onV1(fleetOf(150, { status: 'Enabled', imei_lock: false })));
    expect(await collect(fleet.changeSims(disableAll(150)))).toHaveLength(150);
    expect(bodies('POST', /v1\/sims$/).map((body) => (body as unknown[]).length)).toEqual([100, 49]);
  });

  test('a lost answer is unknown for what does not show the change', async () => {
    const cards = fleetOf(3, { status: 'Enabled', imei_lock: false });
    const { fleet } = await account(onV1(cards, (received) => {
      if (received.method !== 'POST') return {};
      cards[iccidOf(2)] = { status: 'Disabled', imei_lock: false };
      return 'hang-up';
    }));
    expect((await collect(fleet.changeSims(disableAll(3)))).map(({ outcome }) => outcome)).toEqual(['done', 'unknown', 'done']);
  });

  test('a SIM that cannot be read is refused and not sent', async () => {
    const cards = fleetOf(3, { status: 'Enabled', imei_lock: false });
    const { fleet, bodies } = await account(onV1({ ...cards, [iccidOf(1)]: { imei: '1' } }));
    const results = await collect(fleet.changeSims(disableAll(3)));
    expect(results.find(({ iccid }) => iccid === iccidOf(1))).toMatchObject({ outcome: 'refused' });
    expect(bodies('POST', /v1\/sims$/)).toEqual([[{ iccid: iccidOf(2), status: 'Disabled', imei_lock: false }]]);
  });

  test('when a bulk is more than they take, one by one: a bulk refused whole changed nothing', async () => {
    const { fleet, asked } = await account(onV1(fleetOf(4, { status: 'Enabled', imei_lock: false }), ({ method }) => ({ status: method === 'POST' ? 400 : 200 })));
    expect((await collect(fleet.changeSims(disableAll(4)))).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done']);
    expect(asked().filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  test('when the bulk call has been retired, one by one', async () => {
    let isRetired = false;
    const cards = fleetOf(3, { status: 'Enabled', imei_lock: false });
    const { fleet, asked } = await account((received) => {
      if (isRetired) return isV2(received) ? (received.method === 'GET' ? { body: { iccid: iccidIn(received), status: 'Enabled', imei_lock: false } } : {}) : { status: 410 };
      return onV1(cards)(received);
    });
    await fleet.changeSim({ iccid: iccidOf(0), isEnabled: true });
    isRetired = true;
    expect((await collect(fleet.changeSims(disableAll(3)))).map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    expect(asked().at(-1)).toBe(`PUT /v2/sims/${iccidOf(2)}`);
  });
});

describe('the device', () => {
  test('a reset is sent once, even when its answer is lost', async () => {
    const { fleet, asked } = await account(() => 'hang-up');
    await expect(fleet.resetConnection(ICCID)).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked()).toEqual([`POST /v2/sims/${ICCID}/reset`]);
  });
});
