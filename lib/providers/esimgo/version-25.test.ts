import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import { accessDenied, assignment, BUNDLE, held, ICCID, installed, organisation, REFERENCE, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received) => Reply, version = 'v2.5') {
  const made = await scriptedAccount((received) => (received.path === '/organisation' ? { body: organisation } : script(received)), { version });
  stops.push(made.stop);
  return made;
}

/** An account without the calls of v2.5: their paths are refused, everything else is there. */
const old = (refusal: Reply, esim: object = installed) => account(({ method, path }) => (path.endsWith('/suspend') || method === 'DELETE' ? refusal : { body: esim }), 'v2.4');
const MISSING = [accessDenied, { status: 403, body: { message: 'Missing Authentication Token' } }, { status: 404, body: '' }, { status: 405, body: { message: 'no' } }] satisfies Reply[];

describe('a call that only v2.5 has (§17)', () => {
  test('in v2.4 is told as such, whichever way v2.4 refuses it, and does nothing', async () => {
    for (const refusal of MISSING) {
      const { support, asked } = await old(refusal);
      for (const call of [() => support.suspendEsim?.(ICCID, true), () => support.deactivateEsim?.(ICCID, ICCID)]) {
        await expect(call()).rejects.toMatchObject({ code: 'rejected', provider: { fields: { version: 'has no such call' } } });
      }
      expect(asked().filter((each) => each.startsWith('POST') || each.startsWith('DELETE'))).toHaveLength(2);
    }
  });

  test('in v2.4 leaves open whether an eSIM is suspended, unless the eSIM itself says so', async () => {
    for (const refusal of MISSING) expect(await (await old(refusal)).support.isSuspended?.(ICCID)).toBeNull();
    expect(await (await old(accessDenied, { ...installed, state: 'Suspended' })).support.isSuspended?.(ICCID)).toBe(true);
    expect(await (await old(accessDenied, { ...installed, state: 'active' })).support.isSuspended?.(ICCID)).toBe(false);
  });

  test('for an eSIM that is not ours is refused for that reason, and under a bad key for that one', async () => {
    const { support } = await account(() => accessDenied);
    const error: unknown = await support.isSuspended?.(ICCID).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'rejected', message: expect.stringContaining('not an eSIM of ours') });
    const locked = await scriptedAccount(() => accessDenied, { version: 'v2.5' });
    stops.push(locked.stop);
    await expect(locked.support.suspendEsim?.(ICCID, true)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('answers whether an eSIM is suspended', async () => {
    for (const suspended of [true, false]) {
      const { support, asked } = await account(() => ({ body: { suspended } }));
      expect(await support.isSuspended?.(ICCID)).toBe(suspended);
      expect(asked()).toEqual([`GET /esims/${ICCID}/suspend`]);
    }
  });
});

describe('what v2.5 adds to answers', () => {
  test('a deactivated eSIM is unavailable, whatever its profile says; a suspended one keeps its profile’s state', async () => {
    const stateOf = async (changes: object) => (await (await account(() => ({ body: { ...installed, ...changes } }))).provider.readEsim(ICCID)).state;
    expect(await stateOf({ state: 'deactivated' })).toBe('unavailable');
    expect(await stateOf({ state: 'suspended' })).toBe('installed');
    expect(await stateOf({ state: 'active', profileStatus: 'Released' })).toBe('released');
    expect(await stateOf({ state: 7 })).toBe('installed');
  });

  test('the install details of a deactivated eSIM are gone for good', async () => {
    const { provider } = await account(({ path }) => (path.startsWith('/orders') ? { body: { orderReference: REFERENCE, order: [{ item: BUNDLE, quantity: 1, esims: [] }], status: 'completed' } } : { status: 410, body: { message: 'eSIM deactivated' } }));
    await expect(provider.readEsim(ICCID)).rejects.toMatchObject({ code: 'rejected' });
    await expect(provider.readPurchase(REFERENCE)).rejects.toMatchObject({ code: 'rejected' });
    await expect(provider.support?.readQrCodes?.(REFERENCE)).rejects.toMatchObject({ code: 'rejected' });
  });

  const apple = 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$rsp.example.io$AAAAA-BBBBB';
  const android = 'https://esimsetup.android.com/esim_qrcode_provisioning?carddata=LPA:1$rsp.example.io$AAAAA-BBBBB';
  test.each([
    ['beside each other', { appleInstallUrl: apple, androidInstallUrl: android }], ['in one object', { installUrl: { apple, android } }], ['in a list', { installUrl: [android, apple] }],
    ['one as before', { appleInstallUrl: apple, installUrl: android }],
  ])('install links come %s', async (_what, links) => {
    const { provider, asked } = await account(() => ({ body: { ...installed, ...links } }));
    expect((await provider.readEsim(ICCID)).profile).toMatchObject({ appleInstallUrl: apple, androidInstallUrl: android });
    expect(asked()).toEqual([`GET /esims/${ICCID}?additionalFields=installUrl`]);
  });

  test('links that lead elsewhere are none; v2.4 is asked for the one it has', async () => {
    const { provider, asked } = await account(() => ({ body: { ...installed, installUrl: ['https://esimsetup.android.com.evil.example/', 'javascript:alert(1)', 'https://esimsetup.apple.com/"x', 5, null] } }), 'v2.4');
    expect((await provider.readEsim(ICCID)).profile).toMatchObject({ appleInstallUrl: null, androidInstallUrl: null });
    expect(asked()).toEqual([`GET /esims/${ICCID}?additionalFields=appleInstallUrl`]);
  });

  test('start and end of a bundle are read where they are, and minutes and texts that come with the data', async () => {
    const allowances = [{ type: 'DATA', amount: 5000, unit: 'MB' }, { type: 'VOICE', service: 'STANDARD', amount: 100, remaining: 40, unit: 'MINS' }, { type: 'SMS', service: 'STANDARD', amount: 50, unit: 'SMS' }];
    const { provider } = await account(() => ({ body: held({ ...assignment, allowances }) }));
    expect(await provider.readUsage?.(ICCID)).toMatchObject({ expiresAt: new Date('2026-03-05T08:31:10Z'), voice: { isUnlimited: false, total: 100, remaining: 40 }, text: { isUnlimited: false, total: 50, remaining: null } });
    expect(await provider.listBundles?.(ICCID)).toMatchObject([{ startedAt: new Date('2026-02-03T08:31:10Z') }]);
    const bare = await account(() => ({ body: held({ ...assignment, startTime: undefined, endTime: undefined }) }));
    expect(await bare.provider.listBundles?.(ICCID)).toMatchObject([{ startedAt: null, expiresAt: null }]);
  });

  test('an order with a running balance, a profile and an address of ours is read like any other', async () => {
    const order = { orderReference: REFERENCE, order: [{ item: BUNDLE, quantity: 1, profileID: 'p', esims: [installed] }], status: 'completed', runningBalance: '95.65', sourceIP: '203.0.113.9' };
    expect(await (await account(() => ({ body: order }))).provider.readPurchase(REFERENCE)).toMatchObject({ status: 'ready', esims: [{ iccid: ICCID }] });
  });
});
