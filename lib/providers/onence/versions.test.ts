import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { collect, ICCID, noSuchCall, notFoundInV2, OTHER_ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const isV2 = ({ path }: Received) => path.includes('/v2/');
const iccidIn = ({ path }: Received) => /\d{19}/.exec(path)?.[0] ?? ICCID;

async function account(script: (received: Received, index: number) => Reply) {
  const made = await scriptedAccount(script);
  stops.push(made.stop);
  return made;
}

/** ICCID is only in v1, OTHER_ICCID only in v2. */
const halfMoved = (received: Received): Reply => {
  if (iccidIn(received) === OTHER_ICCID) return isV2(received) ? { body: { iccid: OTHER_ICCID, status: 'Enabled', imei_lock: false } } : noSuchCall;
  return isV2(received) ? notFoundInV2 : { body: { iccid: ICCID, status: 'Enabled', imei_lock: true, label: 'old' } };
};

describe('an account that is half moved (§1.2)', () => {
  test('a SIM that v2 does not know is asked for in v1, and remembered there, without the others following it', async () => {
    const { fleet, asked } = await account(halfMoved);
    for (const iccid of [ICCID, OTHER_ICCID, ICCID, OTHER_ICCID]) expect(await fleet.readSim(iccid)).toMatchObject({ iccid });
    expect(asked()).toEqual([`GET /v2/sims/${ICCID}`, `GET /v1/sims/${ICCID}`, `GET /v2/sims/${OTHER_ICCID}`, `GET /v1/sims/${ICCID}`, `GET /v2/sims/${OTHER_ICCID}`]);
  });

  test('a SIM neither knows is refused in the words of v2, and teaches nothing', async () => {
    const { fleet, asked } = await account((received) => (isV2(received) ? notFoundInV2 : noSuchCall));
    for (let time = 0; time < 2; time += 1) await expect(fleet.readSim(ICCID)).rejects.toMatchObject({ code: 'rejected', status: 404, token: 'NotFound' });
    expect(asked()).toEqual([`GET /v2/sims/${ICCID}`, `GET /v1/sims/${ICCID}`, `GET /v2/sims/${ICCID}`, `GET /v1/sims/${ICCID}`]);
  });

  test('a bulk change reaches either SIM, each in its version', async () => {
    const { fleet, asked, server } = await account(halfMoved);
    expect(await collect(fleet.changeSims([ICCID, OTHER_ICCID].map((iccid) => ({ iccid, isEnabled: false }))))).toEqual([ICCID, OTHER_ICCID].map((iccid) => ({ iccid, outcome: 'done' })));
    expect(asked().filter((line) => line.startsWith('PUT'))).toEqual([`PUT /v2/sims/${ICCID}`, `PUT /v1/sims/${ICCID}`, `PUT /v2/sims/${OTHER_ICCID}`]);
    expect(server.requests.find(({ method, path }) => method === 'PUT' && path.includes('/v1/'))?.body).toBe(JSON.stringify({ iccid: ICCID, status: 'Disabled', label: 'old', imei_lock: true }));
  });

  test('once v1 is gone for good, all are asked for in v2', async () => {
    let isOver = false;
    const { fleet, asked } = await account((received) => (isOver ? (isV2(received) ? { body: { iccid: iccidIn(received) } } : { status: 410 }) : halfMoved(received)));
    await fleet.readSim(ICCID);
    isOver = true;
    await fleet.readSim(ICCID);
    await fleet.readSim(ICCID);
    expect(asked().slice(2)).toEqual([`GET /v1/sims/${ICCID}`, `GET /v2/sims/${ICCID}`, `GET /v2/sims/${ICCID}`]);
  });
});

describe('the list of an account that is half moved (§1.2)', () => {
  const page = (...iccids: string[]): Reply => ({ headers: { 'X-Total-Pages': '1' }, body: iccids.map((iccid) => ({ iccid })) });
  const listed = async (script: (received: Received) => Reply) => {
    const { fleet, asked } = await account(script);
    return { iccids: (await collect(fleet.listSims())).map(({ iccid }) => iccid), asked: asked() };
  };

  test('has the SIMs of v2, then those only v1 lists, each once', async () => {
    const { iccids } = await listed((received) => (isV2(received) ? page(OTHER_ICCID) : page(ICCID, OTHER_ICCID)));
    expect(iccids).toEqual([OTHER_ICCID, ICCID]);
  });

  test('costs one call of v1 when v2 lists everything', async () => {
    const full = Array.from({ length: 100 }, (_, n) => `8988228${String(n).padStart(12, '0')}`);
    const { iccids, asked } = await listed((received) => ({ headers: { 'X-Total-Pages': '1' }, body: full.map((iccid) => ({ iccid })), ...(isV2(received) ? {} : { headers: { 'X-Total-Pages': '9' } }) }));
    expect(iccids).toHaveLength(100);
    expect(asked).toEqual(['GET /v2/sims?page=1&pageSize=100', 'GET /v1/sims?page=1&pageSize=100']);
  });

  test.each([[404], [410]])('is that of v2 alone once v1 answers %d', async (status) => {
    expect((await listed((received) => (isV2(received) ? page(ICCID) : { status }))).iccids).toEqual([ICCID]);
  });

  test('is that of v1 alone where v2 has no list', async () => {
    const { iccids, asked } = await listed((received) => (isV2(received) ? noSuchCall : page(ICCID)));
    expect(iccids).toEqual([ICCID]);
    expect(asked).toHaveLength(2);
  });

  test('is not taken for whole when v1 could not be read', async () => {
    const { fleet } = await account((received) => (isV2(received) ? page(ICCID) : { status: 500 }));
    await expect(collect(fleet.listSims())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
