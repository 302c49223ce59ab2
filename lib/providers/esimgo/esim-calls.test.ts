import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received, Reply } from '@/lib/http/scripted-server';
import type { EsimSupport } from '@/lib/providers/esim-support';
import { accessDenied, assignment, BUNDLE, ICCID, installed, organisation, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function account(script: (received: Received, index: number) => Reply, version?: string) {
  const made = await scriptedAccount((received, index) => (received.path === '/organisation' ? { body: organisation } : script(received, index)), version === undefined ? {} : { version });
  stops.push(made.stop);
  return made;
}
const answering = (body: unknown) => account(() => ({ body }));

type Call = (support: EsimSupport, iccid: string) => Promise<unknown> | undefined;
const REFRESH: Call = (support, iccid) => support.refreshNetwork?.(iccid);
const CHANGES: [string, string, unknown, Call][] = [
  ['refresh', `GET /v2.4/esims/${ICCID}/refresh`, null, REFRESH],
  ['text', `POST /v2.4/esims/${ICCID}/sms`, { message: 'Hello', from: 'eSIM' }, (support, iccid) => support.sendText?.(iccid, 'Hello')],
  ['label', 'PUT /v2.4/esims', { iccid: ICCID, customerRef: 'ord_1042' }, (support, iccid) => support.labelEsim?.(iccid, 'ord_1042')],
  ['suspension', `POST /v2.4/esims/${ICCID}/suspend`, { suspend: true }, (support, iccid) => support.suspendEsim?.(iccid, true)],
  ['resumption', `POST /v2.4/esims/${ICCID}/suspend`, { suspend: false }, (support, iccid) => support.suspendEsim?.(iccid, false)],
  ['deactivation', `DELETE /v2.4/esims/${ICCID}`, null, (support, iccid) => support.deactivateEsim?.(iccid, iccid)],
];

describe('a change to one eSIM (§8.6, §8.8, §17)', () => {
  test.each(CHANGES)('%s is asked for as documented, once', async (_what, call, body, change) => {
    for (const reply of [{ body: { status: 'Successfully done' } }, { status: 201, body: { status: 'done' } }, { body: '' }]) {
      const { support, server } = await account(() => reply);
      await change(support, ICCID);
      expect(server.requests.map((request) => [`${request.method} ${request.path}`, request.body === '' ? null : (JSON.parse(request.body) as unknown)])).toEqual([[call, body]]);
    }
  });

  test.each(CHANGES)('%s whose answer is lost, broken or no JSON is unknown and not sent again', async (_what, _call, _body, change) => {
    for (const reply of ['hang-up', { status: 500, body: '' }, { status: 502, body: '<html>' }, { status: 503, headers: { 'retry-after': '0' } }, { body: '<html>' }] as const) {
      const { support, asked } = await account(() => reply);
      await expect(change(support, ICCID)).rejects.toMatchObject({ code: 'outcome-unknown' });
      expect(asked()).toHaveLength(1);
    }
  });

  test.each(CHANGES)('%s refused is refused, and the key is not blamed for an eSIM that is not ours', async (_what, _call, _body, change) => {
    for (const reply of [{ status: 400, body: { message: 'no' } }, { status: 403, body: { message: 'ICCID not accessible' } }, accessDenied, { status: 410, body: { message: 'deactivated' } }]) {
      const { support } = await account(() => reply);
      await expect(change(support, ICCID)).rejects.toMatchObject({ code: 'rejected' });
    }
  });

  test.each(CHANGES)('%s of anything but an ICCID never leaves', async (_what, _call, _body, change) => {
    const { support, asked } = await answering({});
    for (const iccid of ['', '../orders', `${ICCID}/../x`, '12']) await expect(change(support, iccid)).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });

  test('a bad key is told as one', async () => {
    const { stop, support } = await scriptedAccount(() => accessDenied);
    stops.push(stop);
    await expect(REFRESH(support, ICCID)).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('turned away with 429 it is sent again only because nothing happened', async () => {
    const { support, asked } = await account((_, index) => (index === 1 ? { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Rate limit exceeded' } } : { body: { status: 'sent' } }));
    await support.sendText?.(ICCID, 'Hello');
    expect(asked()).toHaveLength(2);
  });

  test('a text has 1 to 160 characters, counted as people count them; a label 1 to 50', async () => {
    const { support, asked } = await answering({ status: 'sent' });
    for (const message of ['', '   ', 'x'.repeat(161), '😀'.repeat(161)]) await expect(support.sendText?.(ICCID, message)).rejects.toMatchObject({ code: 'rejected' });
    for (const label of ['', ' ', 'x'.repeat(51)]) await expect(support.labelEsim?.(ICCID, label)).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
    await support.sendText?.(ICCID, '😀'.repeat(160));
    expect(asked()).toHaveLength(1);
  });

  test('an ICCID that is not said twice deactivates nothing', async () => {
    const { support, asked } = await answering({ status: 'gone' });
    await expect(support.deactivateEsim?.(ICCID, '8943108167000000038')).rejects.toMatchObject({ code: 'rejected' });
    await expect(support.deactivateEsim?.(ICCID, '')).rejects.toMatchObject({ code: 'rejected' });
    expect(asked()).toEqual([]);
  });
});

describe('where it was seen (§8.8)', () => {
  const seen = { mobileNetworkCode: 'FRAF1', networkName: 'Orange', networkBrandName: 'Orange <b>France</b>', country: 'FR', lastSeen: '2026-02-03T08:31:10.123456789Z' };
  test('is country, network and moment', async () => {
    const { support, asked } = await answering(seen);
    expect(await support.readSighting?.(ICCID)).toEqual({ countryCode: 'FR', networkName: 'Orange France', networkCode: 'FRAF1', seenAt: new Date('2026-02-03T08:31:10.123Z') });
    expect(asked()).toEqual([`GET /esims/${ICCID}/location`]);
  });

  test.each([['nothing at all', {}, null], ['empty words', { country: '', networkName: '', lastSeen: '' }, null], ['no country of ours', { ...seen, country: 'Europe' }, { countryCode: null, networkCode: 'FRAF1' }], ['no brand', { ...seen, networkBrandName: null, lastSeen: 'yesterday' }, { networkName: 'Orange', seenAt: null }]])('with %s says no more than it knows', async (_what, body, expected) => {
    const sighting = await (await answering(body)).support.readSighting?.(ICCID);
    if (expected === null) expect(sighting).toBeNull();
    else expect(sighting).toMatchObject(expected);
  });
});

describe('its history (§8.7)', () => {
  const entries = [{ name: 'Bundle Applied', bundleName: BUNDLE, date: '2026-02-01T10:00:02Z' }, { name: 'eSIM Utilisation Alert', bundleName: BUNDLE, date: '2026-02-05T10:00:02Z', alertType: '50% Used' }];
  test('is newest first, in plain words, without what has no moment', async () => {
    const { support, asked } = await answering([...entries, { name: 'No date' }, { name: 'eSIM Refreshed', date: '2026-02-02T00:00:00Z' }, 'junk']);
    expect(await support.readHistory?.(ICCID)).toEqual([
      { name: 'eSIM Utilisation Alert', title: `${BUNDLE}, 50% Used`, at: new Date('2026-02-05T10:00:02Z') }, { name: 'eSIM Refreshed', title: null, at: new Date('2026-02-02') }, { name: 'Bundle Applied', title: BUNDLE, at: new Date('2026-02-01T10:00:02Z') },
    ]);
    expect(asked()).toEqual([`GET /esims/${ICCID}/history`]);
  });

  test('may be one object, as the documents have it, or none', async () => {
    expect(await (await answering(entries[0])).support.readHistory?.(ICCID)).toHaveLength(1);
    expect(await (await answering([])).support.readHistory?.(ICCID)).toEqual([]);
    await expect((await answering({ message: 'x' })).support.readHistory?.(ICCID)).rejects.toMatchObject({ code: 'bad-response' });
  });
});

describe('one bundle on it (§9.2)', () => {
  test('is the latest of that name', async () => {
    const { support, asked } = await answering({ assignments: [{ ...assignment, id: '1', assignmentDateTime: '2025-01-01T00:00:00Z', bundleState: 'expired' }, assignment] });
    expect(await support.readBundle?.(ICCID, BUNDLE)).toMatchObject({ providerBundleId: '215009266', providerPlanId: BUNDLE, state: 'active', data: { total: 5000, remaining: 3129 } });
    expect(asked()).toEqual([`GET /esims/${ICCID}/bundles/${BUNDLE}`]);
  });

  test('that it never had is none, or refused, as they say it', async () => {
    expect(await (await answering({ assignments: [] })).support.readBundle?.(ICCID, BUNDLE)).toBeNull();
    await expect((await account(() => accessDenied)).support.readBundle?.(ICCID, BUNDLE)).rejects.toMatchObject({ code: 'rejected' });
  });
});

test('the moment of its first installation may be a number, text, nothing or nought: it is not needed (§5, §8.5)', async () => {
  for (const firstInstalledDateTime of [1_770_000_000_000, '2026-02-03T08:30:00.000Z', null, undefined, 0]) {
    const { provider } = await answering({ ...installed, firstInstalledDateTime });
    expect(await provider.readEsim(ICCID)).toMatchObject({ state: 'installed', profile: { iccid: ICCID } });
  }
});
