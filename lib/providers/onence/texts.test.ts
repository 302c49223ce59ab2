import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import type { FleetProvider, FleetText } from '@/lib/providers/fleet-provider';
import { collect, ICCID, noSuchCall, OTHER_ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';

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
const isV2 = ({ path }: Received) => path.includes('/v2/');
const list = (fleet: FleetProvider): Promise<FleetText[]> => collect(fleet.listTexts?.(ICCID) ?? fail());
function fail(): never {
  throw new Error('texts are listed');
}
const inV1 = {
  id: 589, submit_date: '2026-02-01T10:00:00.000+0000', delivery_date: null, expiry_date: '2026-02-02T10:00:00.000+0000', retry_count: '0', source_address: '123456', iccid: ICCID, msc: '491710300000', dcs: 0, udh: null,
  payload: 'reboot', status: { id: 2, description: 'PENDING' }, sms_type: { id: 1, description: 'MT' }, source_address_type: { id: 145 },
};
const inV2 = { ...inV1, submit_date: '2026-02-01T10:00:00.000Z', retry_count: 0, msc: 491_710_300_000, pid: 0, endpoint: { id: 1, name: 'x' }, sim_id: 7, gsm_map_error: null };
const read = { providerTextId: '589', direction: 'to-sim', text: 'reboot', status: 'PENDING', sentAt: new Date('2026-02-01T10:00:00Z') };

describe('a text to the device (§7.8, §8)', () => {
  test('carries exactly the fields of a live client; v2 answers an id', async () => {
    const { fleet, server } = await account(() => ({ status: 201, body: { id: '589' } }));
    expect(await fleet.sendText(OTHER_ICCID, 'reboot')).toEqual({ providerTextId: '589' });
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({ source_address: '123456', payload: 'reboot', dcs: 0, source_address_type: { id: 145 } });
  });

  test('of v1 is answered with nothing, and that is a success', async () => {
    const { fleet } = await account((received) => (isV2(received) ? noSuchCall : { status: 201 }));
    expect(await fleet.sendText(ICCID, 'reboot')).toEqual({ providerTextId: null });
  });

  test('that was lost is not sent again', async () => {
    const { fleet, asked } = await account(() => ({ status: 502 }));
    await expect(fleet.sendText(ICCID, 'reboot')).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked()).toHaveLength(1);
  });

  test('that is empty is refused here', async () => {
    const { fleet, asked } = await account(() => ({ status: 201 }));
    await expect(fleet.sendText(ICCID, '')).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });
});

describe('texts of a SIM (§6, §7.8, §8.4)', () => {
  test('are read from v2, whose pages are asked for by another name', async () => {
    const { fleet, asked } = await account(() => ({ body: [inV2] }));
    expect(await list(fleet)).toEqual([read]);
    expect(asked()).toEqual([`GET /v2/sims/${ICCID}/sms?page=1&per_page=100`]);
  });

  test('are read from v1 where v2 lacks the call, with its dates', async () => {
    const { fleet, asked } = await account((received) => (isV2(received) ? noSuchCall : { headers: { 'X-Total-Pages': '1' }, body: [inV1] }));
    expect(await list(fleet)).toEqual([read]);
    expect(asked().at(-1)).toBe(`GET /v1/sims/${ICCID}/sms?page=1&pageSize=100`);
  });

  test('from the device are told apart, and a state without words is known by its number', async () => {
    const { fleet } = await account(() => ({ body: [{ ...inV2, sms_type: { id: 2 }, status: { id: 6 } }, { ...inV2, id: 590, sms_type: null, status: { id: 99 } }] }));
    expect(await list(fleet)).toMatchObject([{ direction: 'from-sim', status: 'EXPIRED' }, { direction: null, status: null }]);
  });

  test('go on to the next page until a short one; what cannot be read is left out', async () => {
    const { fleet } = await account(({ path }) => ({ body: path.includes('page=1&') ? Array.from({ length: 100 }, (_, id) => ({ ...inV2, id })) : [{ ...inV2, id: 1_000 }, { payload: 'no id' }, null] }));
    expect(await list(fleet)).toHaveLength(101);
  });
});

describe('taking a text back (§7, §8)', () => {
  test.each([[{ status: 200, body: { id: '589' } }], [{ status: 200 }], [{ status: 204 }]])('%j is a success', async (reply) => {
    const { fleet, asked } = await account(() => reply);
    await fleet.cancelText?.(ICCID, '589');
    expect(asked()).toEqual([`DELETE /v2/sims/${ICCID}/sms/589`]);
  });

  test.each([[{ status: 404, body: { error_code: 1000, error_token: 'NotFound', message: 'Element not found' } }, 'rejected'], [{ status: 409 }, 'unavailable']])('%j took nothing back: %s', async (reply, code) => {
    const { fleet } = await account(() => reply);
    await expect(fleet.cancelText?.(ICCID, '589')).rejects.toMatchObject({ code });
  });

  test('is asked once: a lost answer is an unknown outcome', async () => {
    const { fleet, asked } = await account(() => 'hang-up');
    await expect(fleet.cancelText?.(ICCID, '589')).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(asked()).toHaveLength(1);
  });

  test.each(['', '../589', '5 8', 'abc'])('of %j is refused here', async (id) => {
    const { fleet, asked } = await account(() => ({}));
    await expect(fleet.cancelText?.(ICCID, id)).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });
});
