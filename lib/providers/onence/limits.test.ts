import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { noSuchCall, scriptedAccount } from '@/lib/providers/onence/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received) => Reply) {
  const made = await scriptedAccount(script);
  stops.push(made.stop);
  return made;
}
const present = { data: { id: 3, limit: '16', unit: 'MB' }, smsMt: { id: 1, limit: '10', unit: 'SMS' }, smsMo: { id: 2, limit: '50', unit: 'SMS' } };
const answering = (body: unknown) => account(({ method }) => (method === 'GET' ? { body } : { status: 201 }));

describe('limits of the account (§7.9)', () => {
  test('are numbers written as text; MT ends at the SIM, MO begins there', async () => {
    const { fleet, asked } = await answering(present);
    expect(await fleet.readLimits?.()).toEqual({ data: { limitId: 3, volume: 16 }, textReceived: { limitId: 1, volume: 10 }, textSent: { limitId: 2, volume: 50 } });
    expect(asked()).toEqual(['GET /v1/sims/limits']);
  });

  test('that are not stated are not guessed', async () => {
    const { fleet } = await answering({ data: { limit: 'none' }, smsMt: null });
    expect(await fleet.readLimits?.()).toEqual({ data: { limitId: null, volume: null }, textReceived: { limitId: null, volume: null }, textSent: { limitId: null, volume: null } });
  });

  test.each([['data', 'data'], ['textReceived', 'smsMT'], ['textSent', 'smsMO']] as const)('to choose from for %s come as a list or as one object', async (service, name) => {
    const list = await answering([present.data, { limit: '1' }]);
    expect(await list.fleet.listSelectableLimits?.(service)).toEqual([{ limitId: 3, volume: 16 }]);
    const object = await answering(present.smsMo);
    expect(await object.fleet.listSelectableLimits?.(service)).toEqual([{ limitId: 2, volume: 50 }]);
    expect(object.asked()).toEqual([`GET /v1/sims/${name}/limits`]);
  });

  test('are set together, those not named as they are, once', async () => {
    const { fleet, asked, server } = await answering(present);
    await fleet.setLimits?.({ data: 7, textSent: 0 });
    expect(asked()).toEqual(['GET /v1/sims/limits', 'POST /v1/sims/limits']);
    expect(server.requests.at(-1)?.body).toBe(JSON.stringify({ dataLimitId: 7, smsMtLimitId: 1, smsMoLimitId: 0 }));
  });

  test('are not set on a guess of the others, and nothing named is nothing asked', async () => {
    const { fleet, asked } = await answering({ data: present.data });
    await expect(fleet.setLimits?.({ data: 7 })).rejects.toMatchObject({ code: 'bad-response' });
    expect(asked()).toEqual(['GET /v1/sims/limits']);
    await fleet.setLimits?.({});
    expect(asked()).toHaveLength(1);
  });

  test('whose answer was lost are not set again', async () => {
    const { fleet, asked } = await account(({ method }) => (method === 'GET' ? { body: present } : 'hang-up'));
    await expect(fleet.setLimits?.({ data: 7 })).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked().filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  test('go to v2 once v1 has retired and v2 has them (§18)', async () => {
    const { fleet, asked } = await account(({ path }) => (path.includes('/v1/') ? { status: 410 } : { body: present }));
    expect(await fleet.readLimits?.()).toMatchObject({ data: { limitId: 3 } });
    await fleet.readLimits?.();
    expect(asked()).toEqual(['GET /v1/sims/limits', 'GET /v2/sims/limits', 'GET /v2/sims/limits']);
  });

  test('are refused when neither version has them', async () => {
    const { fleet } = await account(() => noSuchCall);
    await expect(fleet.readLimits?.()).rejects.toMatchObject({ code: 'rejected' });
  });
});
