import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { assignSim, hasSimsAssigned, listSimsOfCustomer } from '@/lib/fleet/assign-sim';
import { continueRun } from '@/lib/fleet/continue-run';
import { fleetFilter, fleetQuery } from '@/lib/fleet/fleet-filter';
import { continueTopUp, orderTopUp } from '@/lib/fleet/order-top-up';
import { readRun } from '@/lib/fleet/read-run';
import { receivePush } from '@/lib/fleet/receive-push';
import { searchSims } from '@/lib/fleet/search-sims';
import { previewRun, startRun } from '@/lib/fleet/start-run';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { jobs } from '@/tests/given';
import { createFitSims } from '@/tests/fit-sims';
import { sandbox } from '@/tests/sandbox-client';

const ACTOR = 'staff@example.com';
const all = fleetFilter.parse({});
const named = (q: string) => fleetFilter.parse({ q });

/** SIMs of ours only, in our list only. No 1 in their head, so that no ICCID holds the 100 of a label by chance. */
async function listed(count: number, facts: object = {}): Promise<string[]> {
  const head = `${Math.floor(Math.random() * 1e9)}`.padStart(9, '7').replaceAll('1', '7');
  const iccids = Array.from({ length: count }, (_, index) => `8988${head}${String(index).padStart(6, '0')}`);
  await db().fleetSim.createMany({ data: iccids.map((iccid) => ({ iccid, providerId: 'onence', isEnabled: true, label: `truck ${head}`, ...facts })) });
  return iccids;
}
const headOf = (iccids: string[]) => iccids[0]?.slice(0, 13) ?? '';

const fit = createFitSims('bulk');
const healthy = async (count: number) => fit.take(await db().fleetSim.findMany(), count);

beforeEach(async () => {
  await db().fleetRun.deleteMany();
  await db().fleetTopUp.deleteMany();
  await db().fleetSim.deleteMany();
});

describe('reading the fleet', () => {
  test('lists every SIM once, and a second reading writes nothing', async () => {
    const count = await syncFleet();
    expect(count).toBeGreaterThan(100);
    expect(await db().fleetSim.count()).toBe(count);
    // Those of this file: another may change some of the others meanwhile.
    const ours = (await db().fleetSim.findMany()).filter(fit.isFit).map(({ iccid }) => iccid);
    const written = () => rows(pool(), 'SELECT sum(xmin::text::bigint)::text AS written FROM "FleetSim" WHERE iccid = ANY($1)', [ours]);
    const before = await written();
    await syncFleet();
    expect(await written()).toEqual(before);
  });

  test('keeps to whom a SIM is assigned', async () => {
    await syncFleet();
    const sim = await db().fleetSim.findFirstOrThrow();
    const user = await db().user.create({ data: { email: `${randomUUID()}@example.com`, emailVerified: new Date() } });
    await db().fleetSim.update({ where: { iccid: sim.iccid }, data: { ownerId: user.id, label: 'old' } });
    await syncFleet();
    expect(await db().fleetSim.findUnique({ where: { iccid: sim.iccid } })).toMatchObject({ ownerId: user.id, label: sim.label });
  });
});

describe('searching', () => {
  test('goes from page to page by ICCID and leaves none out', async () => {
    const iccids = await listed(120);
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await searchSims({ ...named(headOf(iccids)), after });
      expect(page.total).toBe(120);
      seen.push(...page.sims.map(({ iccid }) => iccid));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(iccids);
  });

  test('finds by label, state and quota, and takes signs for what they are', async () => {
    await listed(3, { label: '100% cold', dataQuota: 'low' });
    await listed(2, { label: 'warm', isEnabled: false, dataQuota: 'ok' });
    const count = async (filter: object) => (await searchSims(fleetFilter.parse(filter))).total;
    expect(await count({ q: '% COLD' })).toBe(3);
    expect(await count({ q: '1_0%' })).toBe(0);
    expect(await count({ q: '100' })).toBe(3);
    expect(await count({ q: '' })).toBe(5);
    expect(await count({ status: 'disabled' })).toBe(2);
    expect(await count({ quota: 'low', status: 'enabled' })).toBe(3);
    expect(await count({ quota: 'nonsense', status: 'x', after: 'abc', q: '\0' })).toBe(5);
  });

  test('an address says the same again', () => {
    const filter = fleetFilter.parse({ q: 'a b', status: 'enabled', quota: 'low', after: '8988' });
    expect(fleetFilter.parse(Object.fromEntries(new URLSearchParams(fleetQuery(filter))))).toEqual(filter);
    expect(fleetQuery(all)).toBe('');
  });
});

describe('a bulk change', () => {
  const someOfTheirs = async (count: number): Promise<string[]> => {
    await syncFleet();
    const iccids = await healthy(count);
    await db().fleetSim.deleteMany({ where: { iccid: { notIn: iccids } } });
    return iccids;
  };
  const start = async (expectedTotal: number, isEnabling = false) => startRun({ filter: all, isEnabling, expectedTotal, actor: ACTOR });

  test('counts only what is not yet as wished', async () => {
    await listed(4);
    await listed(3, { isEnabled: false });
    expect(await previewRun({ filter: all, isEnabling: false })).toEqual({ providerId: 'onence', total: 4 });
    expect(await previewRun({ filter: all, isEnabling: true })).toEqual({ providerId: 'onence', total: 3 });
    expect(await previewRun({ filter: named('nothing'), isEnabling: true })).toBeNull();
  });

  test('of a fleet that changed since it was looked at does not start', async () => {
    await listed(4);
    expect(await start(3)).toEqual({ outcome: 'changed', total: 4 });
    expect(await db().fleetRun.count()).toBe(0);
  });

  test('names its SIMs, its job and its author in one go, and switches them', async () => {
    const iccids = await someOfTheirs(8);
    const begun = await start(8);
    if (begun.outcome !== 'started') throw new Error(begun.outcome);
    expect(await jobs('fleet.run', begun.runId)).toHaveLength(1);
    expect(await db().auditEntry.count({ where: { subject: begun.runId, action: 'fleet.disable', actor: ACTOR } })).toBe(1);
    expect(await readRun(begun.runId)).toMatchObject({ total: 8, pending: 8, done: 0, finishedAt: null });
    await vi.waitFor(() => continueRun({ runId: begun.runId }), { timeout: 20_000, interval: 300 });
    expect(await readRun(begun.runId)).toMatchObject({ pending: 0, done: 8, refused: 0, unknown: 0, finishedAt: expect.any(Date) });
    expect(await db().fleetSim.count({ where: { iccid: { in: iccids }, isEnabled: false } })).toBe(8);
    await rows(pool(), 'UPDATE "FleetRun" SET "finishedAt" = NULL WHERE id = $1::uuid', [begun.runId]);
    await continueRun({ runId: begun.runId });
    expect(await readRun(begun.runId)).toMatchObject({ done: 8, finishedAt: expect.any(Date) });
  });

  test('that broke off goes on with what is left', async () => {
    await someOfTheirs(12);
    const begun = await start(12);
    if (begun.outcome !== 'started') throw new Error(begun.outcome);
    const [third] = (await db().fleetRunItem.findMany({ where: { runId: begun.runId }, orderBy: { iccid: 'asc' } })).slice(3);
    await sandbox.fault('onence', 'sim-update', { fault: { kind: 'status', status: 429, headers: { 'retry-after': '0' } }, match: third?.iccid ?? 'none' });
    await vi.waitFor(() => continueRun({ runId: begun.runId }), { timeout: 20_000, interval: 300 });
    expect(await readRun(begun.runId)).toMatchObject({ pending: 0, done: 12, finishedAt: expect.any(Date) });
  });

  /** In v1, as an account that has not moved: its bulk call only says that it was queued. The first four may go singly. */
  const onV1 = async (iccids: string[]) => {
    for (const iccid of iccids) await sandbox.fault('onence', 'sim-update', { fault: { kind: 'status', status: 404, body: {} }, match: `/v2/sims/${iccid}` });
  };
  const startedOnV1 = async (count: number, lost: (iccids: string[]) => string[] = () => []) => {
    const iccids = await someOfTheirs(count);
    await onV1(iccids);
    await sandbox.settings('onence', { bulkFailures: Object.fromEntries(lost(iccids).map((iccid) => [iccid, true])) });
    const begun = await start(count);
    if (begun.outcome !== 'started') throw new Error(begun.outcome);
    return { runId: begun.runId, iccids };
  };

  test('that was only queued comes back until every SIM shows it', async () => {
    const { runId } = await startedOnV1(9);
    await expect(continueRun({ runId })).rejects.toMatchObject({ code: 'try-again', retryable: true });
    expect(await readRun(runId)).toMatchObject({ pending: 0, finishedAt: null });
    await vi.waitFor(() => continueRun({ runId }), { timeout: 20_000, interval: 300 });
    expect(await readRun(runId)).toMatchObject({ done: 9, accepted: 0, finishedAt: expect.any(Date) });
  });

  test('that was queued and lost for one SIM says so of that one, once its time is up', async () => {
    const { runId, iccids } = await startedOnV1(9, (all) => all.slice(-1));
    const lost = iccids.at(-1) ?? '';
    const report = async () => readRun(runId);
    await vi.waitFor(async () => {
      await continueRun({ runId }).catch(() => undefined);
      expect(await report()).toMatchObject({ done: 8, accepted: 1, finishedAt: null });
    }, { timeout: 20_000, interval: 300 });
    await rows(pool(), `UPDATE "FleetRun" SET "startedAt" = now() - interval '1 day' WHERE id = $1::uuid`, [runId]);
    await continueRun({ runId });
    expect(await report()).toMatchObject({ done: 8, accepted: 0, unknown: 1, finishedAt: expect.any(Date), items: [{ iccid: lost, state: 'unknown', reason: expect.stringMatching(/^accepted, but .* never showed/) }] });
    await sandbox.settings('onence', { bulkFailures: { [lost]: null } });
  });

  test('says of each SIM the provider does not know that it was refused', async () => {
    const [foreign = ''] = await listed(1);
    const begun = await start(1);
    if (begun.outcome !== 'started') throw new Error(begun.outcome);
    await continueRun({ runId: begun.runId });
    expect(await readRun(begun.runId)).toMatchObject({ done: 0, refused: 1, items: [{ iccid: foreign, state: 'refused', reason: expect.any(String) }] });
  });
});

describe('ordering volume', () => {
  const theirs = async () => {
    await syncFleet();
    return (await healthy(1))[0] ?? '';
  };
  const topUpOf = async (iccid: string) => db().fleetTopUp.findFirstOrThrow({ where: { iccids: { has: iccid } } });
  const orderedAtThem = async (iccid: string) => (await sandbox.purchases(iccid)).length;

  test('is intended with its job, once however often it is clicked, and placed once', async () => {
    const iccid = await theirs();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => orderTopUp({ iccid, actor: ACTOR })));
    expect(outcomes.filter(({ outcome }) => outcome === 'ordered')).toHaveLength(1);
    const { id } = await topUpOf(iccid);
    await Promise.allSettled([continueTopUp({ topUpId: id }), continueTopUp({ topUpId: id })]);
    await continueTopUp({ topUpId: id });
    expect(await topUpOf(iccid)).toMatchObject({ state: 'placed' });
    expect(await orderedAtThem(iccid)).toBe(1);
  });

  test('whose answer was lost is looked up, never sent again', async () => {
    const iccid = await theirs();
    await orderTopUp({ iccid, actor: ACTOR });
    const { id } = await topUpOf(iccid);
    await sandbox.fault('onence', 'topup', { fault: { kind: 'act-then-hang-up' }, match: iccid });
    await expect(continueTopUp({ topUpId: id })).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(await topUpOf(iccid)).toMatchObject({ state: 'unknown' });
    await continueTopUp({ topUpId: id });
    expect(await topUpOf(iccid)).toMatchObject({ state: 'placed', providerOrderId: expect.any(String) });
    expect(await orderedAtThem(iccid)).toBe(1);
  });

  test('is not taken for an earlier order of the same SIM', async () => {
    const iccid = await theirs();
    const order = async () => {
      await orderTopUp({ iccid, actor: ACTOR });
      return (await db().fleetTopUp.findFirstOrThrow({ where: { iccids: { has: iccid }, state: 'intended' } })).id;
    };
    await continueTopUp({ topUpId: await order() });
    const second = await order();
    await sandbox.fault('onence', 'topup', { fault: { kind: 'hang-up-before-acting' }, match: iccid });
    await continueTopUp({ topUpId: second }).catch(() => undefined);
    await expect(continueTopUp({ topUpId: second })).rejects.toMatchObject({ code: 'try-again' });
    expect(await db().fleetTopUp.findMany({ where: { iccids: { has: iccid } }, orderBy: { intendedAt: 'asc' } })).toMatchObject([{ state: 'placed' }, { state: 'unknown', providerOrderId: null }]);
    expect(await orderedAtThem(iccid)).toBe(1);
  });

  test('for a SIM nobody knows orders nothing', async () => {
    expect(await orderTopUp({ iccid: '8988000000000000000', actor: ACTOR })).toEqual({ outcome: 'no-sim' });
    expect(await db().fleetTopUp.count()).toBe(0);
  });
});

describe('assigning', () => {
  test('gives a SIM to a verified customer and to nobody else', async () => {
    const [iccid = '', other = ''] = await listed(2);
    const [ana, bob] = await Promise.all(['ana', 'bob'].map((name) => db().user.create({ data: { email: `${name}.${randomUUID()}@example.com`, emailVerified: name === 'ana' ? new Date() : null } })));
    expect(await assignSim({ iccid, email: ` ${ana?.email?.toUpperCase()} `, actor: ACTOR })).toEqual({ outcome: 'assigned' });
    expect(await assignSim({ iccid: other, email: bob?.email ?? '', actor: ACTOR })).toEqual({ outcome: 'no-customer' });
    expect((await listSimsOfCustomer(ana?.id ?? '')).map((sim) => sim.iccid)).toEqual([iccid]);
    expect(await listSimsOfCustomer(bob?.id ?? '')).toEqual([]);
    expect([await hasSimsAssigned(ana?.id ?? ''), await hasSimsAssigned(bob?.id ?? '')]).toEqual([true, false]);
    expect(await assignSim({ iccid, email: null, actor: ACTOR })).toEqual({ outcome: 'taken-back' });
    expect(await listSimsOfCustomer(ana?.id ?? '')).toEqual([]);
    expect(await db().auditEntry.count({ where: { subject: iccid, action: 'fleet.assign' } })).toBe(2);
  });
});

describe('what is pushed', () => {
  const BASIC = `Basic ${Buffer.from('sandbox-onence-stream:sandbox-onence-stream-0123456789abcdef').toString('base64')}`;
  const record = (id: string, changes: object = {}) => ({
    id, timestamp: '2026-06-01T10:00:00Z', event_type: { id: 1, description: 'Update location' }, event_severity: { id: 0, description: 'INFO' }, alert: false, description: 'x', sim: { iccid: '8988228066600000000' }, new_field: { a: 1 }, ...changes,
  });
  const push = (records: unknown, authorization: string | null = BASIC) => receivePush('onence', authorization, Buffer.from(JSON.stringify(records)));

  test('is stored once with every field it has, however often and in whatever order it comes', async () => {
    const [one, other] = [record(randomUUID()), record(randomUUID(), { timestamp: '2026-05-01T10:00:00Z' })];
    expect(await push([one, other, one])).toEqual({ outcome: 'stored', fresh: 2 });
    expect(await push([other, one])).toEqual({ outcome: 'stored', fresh: 0 });
    const kept = await db().fleetRecord.findMany({ where: { recordKey: `event:${one.id}` } });
    expect(kept).toMatchObject([{ kind: 'event', iccid: '8988228066600000000', raw: { new_field: { a: 1 } } }]);
  });

  test('without the right name and word is nobody’s', async () => {
    for (const authorization of [null, '', 'Basic eDp5', BASIC.toUpperCase()]) expect(await push([record(randomUUID())], authorization)).toEqual({ outcome: 'not-theirs' });
    expect(await receivePush('airalo', BASIC, Buffer.from('[]'))).toEqual({ outcome: 'no-provider' });
  });

  test('may hold text the database cannot', async () => {
    const id = randomUUID();
    expect(await push([record(id, { description: 'a\0b\uD800c', note: String.raw`\u0000 \ud800` })])).toEqual({ outcome: 'stored', fresh: 1 });
    expect(await db().fleetRecord.findFirst({ where: { recordKey: `event:${id}` } })).toMatchObject({ raw: { description: 'abc', note: String.raw`\u0000 \ud800` } });
  });

  test('that nobody can store keeps no other from being stored', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const body = JSON.stringify([...Array.from({ length: 6 }, () => record(randomUUID())), record(randomUUID(), { odd: 'DEEP' }), record(randomUUID())]).replace('"DEEP"', deep);
    expect(await receivePush('onence', BASIC, Buffer.from(body))).toEqual({ outcome: 'stored', fresh: 7 });
  });

  test('as three thousand records at once is stored whole', async () => {
    const records = Array.from({ length: 3_000 }, () => record(randomUUID()));
    expect(await push(records)).toEqual({ outcome: 'stored', fresh: 3_000 });
    expect(await push(records.toReversed())).toEqual({ outcome: 'stored', fresh: 0 });
  });
});
