import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { recordAudit } from '@/lib/db/audit';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { listAudit } from '@/lib/operations/list-audit';
import { filterQuery, listFilter } from '@/lib/operations/list-filter';
import { listProviderReports } from '@/lib/operations/list-provider-reports';
import { requestSync } from '@/lib/operations/request-sync';
import { setProviderSwitch } from '@/lib/operations/set-provider-switch';
import { noteOutOfFunds } from '@/lib/providers/sale-state';

const waitingSyncs = async () =>
  (await rows<{ key: string }>(pool(), `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'catalog.sync'`)).map(({ key }) => key);

describe('asking for a sync', () => {
  test('twice is one job and two lines in the audit log', async () => {
    const ask = () => requestSync({ providerId: 'airalo', actor: 'staff@example.com' });
    expect([await ask(), await ask()]).toEqual([{ outcome: 'started' }, { outcome: 'started' }]);
    expect((await waitingSyncs()).filter((key) => key === 'catalog.sync:airalo')).toHaveLength(1);
    expect((await listAudit({ search: 'catalog.sync' })).entries.map(({ actor, subject }) => [actor, subject])).toEqual([['staff@example.com', 'airalo'], ['staff@example.com', 'airalo']]);
  });

  test('of a provider that is off starts nothing and leaves nothing', async () => {
    expect(await requestSync({ providerId: 'nobody', actor: 'staff@example.com' })).toEqual({ outcome: 'no-provider' });
    expect((await listAudit({ search: 'nobody' })).total).toBe(0);
  });
});

test('the audit log is searched by who, what and about what, newest first, a page at a time', async () => {
  const subject = randomUUID();
  for (let at = 0; at < 103; at += 1) await recordAudit(db(), { actor: `a${at}@example.com`, action: 'order.retry', subject, data: { at } });
  const [first, second] = [await listAudit({ search: subject }), await listAudit({ search: subject, page: 2 })];
  expect([first.total, first.pageCount, first.entries.length, second.entries.length]).toEqual([103, 2, 100, 3]);
  expect(first.entries[0]).toMatchObject({ actor: 'a102@example.com', data: '{"at":102}' });
  expect((await listAudit({ search: 'A57@EXAMPLE' })).total).toBe(1);
});

test('a provider that was never asked is reported as such, and a held sync is in its report', async () => {
  await db().catalogSync.create({ data: { providerId: 'esimgo', status: 'held', heldReason: 'too much' } });
  await db().providerState.upsert({ where: { providerId: 'esimgo' }, create: { providerId: 'esimgo', balanceMinor: 125_050, currency: 'USD' }, update: { balanceMinor: 125_050, currency: 'USD' } });
  const reports = await listProviderReports();
  expect(reports.map(({ providerId }) => providerId)).toEqual(['airalo', 'esimgo']);
  expect(reports[0]).toMatchObject({ balanceMinor: null, lastErrorCode: null, plansOnSale: 0, syncs: [] });
  expect(reports[1]).toMatchObject({ balanceMinor: 125_050, syncs: [{ status: 'held', heldReason: 'too much' }] });
});

test.each([
  [{ q: ['a', 'b'], status: 'NOPE', page: '-1' }, { q: '', page: 1 }],
  [{ q: 'a\0b', status: 'PAID', page: '3' }, { q: 'ab', status: 'PAID', page: 3 }],
  [{ q: 'x'.repeat(201), page: '1e99' }, { q: '', page: 1 }],
  [{}, { q: '', page: 1 }],
])('an address that says %j is read as %j', (query, filter) => {
  expect(listFilter.parse(query)).toEqual(filter);
});

test('a filter becomes an address and back', () => {
  const filter = listFilter.parse({ q: 'ada@example.com & co', status: 'PAID', page: '2' });
  expect(listFilter.parse(Object.fromEntries(new URLSearchParams(filterQuery(filter))))).toEqual(filter);
  expect(filterQuery(listFilter.parse({}))).toBe('');
});

describe('the switches of a provider', () => {
  const stateOf = async () => (await listProviderReports()).find(({ providerId }) => providerId === 'airalo');

  test('take its plans off sale and put them back, each in the audit log', async () => {
    const flip = (isOn: boolean) => setProviderSwitch({ providerId: 'airalo', what: 'sale', isOn, actor: 'switch@example.com' });
    expect(await flip(false)).toEqual({ outcome: 'switched' });
    expect(await stateOf()).toMatchObject({ offSale: 'switched-off', isSwitchedOff: true });
    await flip(true);
    expect(await stateOf()).toMatchObject({ offSale: null, isSwitchedOff: false });
    expect((await listAudit({ search: 'switch@example.com' })).entries.map(({ action, data }) => [action, data])).toEqual([['provider.sale', '{"isOn":true}'], ['provider.sale', '{"isOn":false}']]);
  });

  test('put back a provider whose money ran out, though its balance was not read yet', async () => {
    await noteOutOfFunds(pool(), 'airalo');
    expect(await stateOf()).toMatchObject({ offSale: 'out-of-funds' });
    await setProviderSwitch({ providerId: 'airalo', what: 'sale', isOn: true, actor: 'staff@example.com' });
    expect(await stateOf()).toMatchObject({ offSale: null });
  });

  test('are told when it is tried or sold again only where that is still to come', async () => {
    const shown = async (facts: object) => {
      await db().providerState.upsert({ where: { providerId: 'airalo' }, create: { providerId: 'airalo', ...facts }, update: { circuitOpenUntil: null, ordersHeldUntil: null, ...facts } });
      const state = await stateOf();
      return [state?.offSale, state?.againAt && Math.round((state.againAt.getTime() - Date.now()) / 60_000)];
    };
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    try {
      expect(await shown({ ordersHeldUntil: minutes(60) })).toEqual(['held', 55]);
      expect(await shown({ circuitOpenUntil: minutes(4) })).toEqual(['left-alone', 4]);
      expect(await shown({ circuitOpenUntil: minutes(-1) })).toEqual(['left-alone', null]);
      expect(await shown({ ordersHeldUntil: minutes(-600), circuitOpenUntil: minutes(-1) })).toEqual(['left-alone', null]);
      expect(await shown({ ordersHeldUntil: minutes(-600) })).toEqual([null, null]);
    } finally {
      await shown({});
    }
  });

  test('let refused orders move, and nothing else changes', async () => {
    await setProviderSwitch({ providerId: 'airalo', what: 'replacing', isOn: true, actor: 'staff@example.com' });
    expect(await stateOf()).toMatchObject({ mayBeReplaced: true, isSwitchedOff: false, offSale: null });
  });

  test('of one that is not configured do nothing', async () => {
    expect(await setProviderSwitch({ providerId: 'nobody', what: 'sale', isOn: false, actor: 'x' })).toEqual({ outcome: 'no-provider' });
    expect(await db().providerState.findUnique({ where: { providerId: 'nobody' } })).toBeNull();
  });
});
