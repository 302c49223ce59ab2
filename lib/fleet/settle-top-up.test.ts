import { inRequest, OWN_ORIGIN, sessionCookie } from '@/tests/in-request';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { nothingOrdered } from '@/app/[locale]/admin/fleet/actions';
import { collectMetrics } from '@/lib/collect-metrics';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { continueTopUp, orderTopUp } from '@/lib/fleet/order-top-up';
import { readSim } from '@/lib/fleet/read-sim';
import { settleTopUp } from '@/lib/fleet/settle-top-up';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { listUnclearTopUps } from '@/lib/fleet/unclear-top-ups';
import { getFleet } from '@/lib/providers/registry';
import { createFitSims } from '@/tests/fit-sims';
import { sandbox } from '@/tests/sandbox-client';

const ACTOR = 'staff@example.com';
const OTHER = 'other@example.com';

/** Answers lost on purpose keep nobody from asking on. */
const calmCircuit = async () => Promise.all([db().providerCalls.deleteMany(), db().providerState.deleteMany()]);

beforeEach(async () => {
  await calmCircuit();
  await db().fleetTopUp.deleteMany();
  await db().fleetSim.deleteMany();
  await syncFleet();
});

const fit = createFitSims('settling');
const healthySim = async (): Promise<string> => fit.take(await db().fleetSim.findMany(), 1)[0] ?? '';
const openOf = async (iccid: string) => db().fleetTopUp.findFirstOrThrow({ where: { iccids: { has: iccid }, state: { in: ['intended', 'unknown'] } } });
const jobOf = (id: string, change: string) => rows(pool(), `UPDATE graphile_worker._private_jobs SET ${change} WHERE key = $1`, [`fleet.top-up:${id}`]);
const endJob = (id: string) => rows(pool(), 'DELETE FROM graphile_worker._private_jobs WHERE key = $1', [`fleet.top-up:${id}`]);
const gaugeOf = async () => /^fleet_topups_unclear (\d+)$/m.exec(await collectMetrics())?.[1];

/** A top-up whose answer was lost, so that nobody knows; `taken` says whether they have the order. */
async function lost(taken: boolean): Promise<{ iccid: string; id: string }> {
  const iccid = await healthySim();
  expect(await orderTopUp({ iccid, actor: ACTOR })).toEqual({ outcome: 'ordered' });
  const { id } = await openOf(iccid);
  await sandbox.fault('onence', 'topup', { fault: { kind: taken ? 'act-then-hang-up' : 'hang-up-before-acting' }, match: iccid });
  await expect(continueTopUp({ topUpId: id })).rejects.toMatchObject({ code: 'outcome-unknown' });
  await calmCircuit();
  return { iccid, id };
}
async function orderNumberOf(iccid: string): Promise<string> {
  const [order] = await getFleet('onence').findTopUp([iccid], new Date(Date.now() - 60_000));
  return order?.providerOrderId ?? '';
}

describe('a top-up nobody knows the outcome of', () => {
  test('is listed and counted once no job comes back to it, and on its SIM', async () => {
    const { iccid, id } = await lost(false);
    expect(await listUnclearTopUps()).toEqual([]);
    expect(await gaugeOf()).toBe('0');
    await endJob(id);
    expect(await listUnclearTopUps()).toMatchObject([{ id, iccid, state: 'unknown', actor: ACTOR }]);
    expect((await readSim(iccid))?.unclear).toMatchObject([{ id }]);
    expect(await gaugeOf()).toBe('1');
  });

  test('is so too when its job used its attempts up, or is still trying after an hour; not while it is at work', async () => {
    const { id } = await lost(false);
    await jobOf(id, 'attempts = max_attempts');
    expect(await listUnclearTopUps()).toMatchObject([{ id }]);
    await jobOf(id, 'attempts = 1');
    expect(await listUnclearTopUps()).toEqual([]);
    await rows(pool(), `UPDATE "FleetTopUp" SET "intendedAt" = now() - interval '61 minutes' WHERE id = $1::uuid`, [id]);
    expect(await listUnclearTopUps()).toMatchObject([{ id }]);
    await jobOf(id, `locked_at = now(), locked_by = 'somebody'`);
    expect(await listUnclearTopUps()).toEqual([]);
    expect(await settleTopUp({ topUpId: id, seenState: 'unknown', orderId: null, actor: ACTOR })).toEqual({ outcome: 'changed' });
  });

  test('of which staff say that nothing was ordered lets a second one go, which is placed', async () => {
    const { iccid, id } = await lost(false);
    await endJob(id);
    expect(await orderTopUp({ iccid, actor: ACTOR })).toEqual({ outcome: 'under-way' });
    expect(await settleTopUp({ topUpId: id, seenState: 'unknown', orderId: null, actor: ACTOR })).toEqual({ outcome: 'settled' });
    expect(await db().fleetTopUp.findUnique({ where: { id } })).toMatchObject({ state: 'not-ordered', providerOrderId: null, reason: expect.stringContaining(ACTOR) });
    expect(await db().auditEntry.findMany({ where: { subject: iccid, action: 'fleet.top-up.settle' } })).toMatchObject([{ actor: ACTOR, data: { topUpId: id, was: 'unknown', orderId: null } }]);
    await continueTopUp({ topUpId: id });
    expect(await sandbox.purchases(iccid)).toHaveLength(0);
    expect(await orderTopUp({ iccid, actor: ACTOR })).toEqual({ outcome: 'ordered' });
    await continueTopUp({ topUpId: (await openOf(iccid)).id });
    expect(await sandbox.purchases(iccid)).toHaveLength(1);
  });

  test('that was never sent and whose job is gone is never sent once staff decided', async () => {
    const iccid = await healthySim();
    await orderTopUp({ iccid, actor: ACTOR });
    const { id } = await openOf(iccid);
    await endJob(id);
    expect(await settleTopUp({ topUpId: id, seenState: 'intended', orderId: null, actor: ACTOR })).toEqual({ outcome: 'settled' });
    await continueTopUp({ topUpId: id });
    expect(await sandbox.purchases(iccid)).toHaveLength(0);
  });

  test('of which staff name the order is placed by it; a number that is not its own is not taken', async () => {
    const { iccid, id } = await lost(true);
    await endJob(id);
    const decide = async (orderId: string) => settleTopUp({ topUpId: id, seenState: 'unknown', orderId, actor: ACTOR });
    const foreign = await lost(true);
    expect(await decide(await orderNumberOf(foreign.iccid))).toEqual({ outcome: 'other-order' });
    await continueTopUp({ topUpId: foreign.id });
    expect(await decide(await orderNumberOf(foreign.iccid))).toEqual({ outcome: 'order-taken' });
    expect(await decide('999999999')).toEqual({ outcome: 'no-order' });
    const own = await orderNumberOf(iccid);
    expect(await decide(own)).toEqual({ outcome: 'settled' });
    expect(await db().fleetTopUp.findUnique({ where: { id } })).toMatchObject({ state: 'placed', providerOrderId: own });
    expect(await orderTopUp({ iccid, actor: ACTOR })).toEqual({ outcome: 'ordered' });
  });

  test('is decided by one of two who decide at once, and only as it was seen', async () => {
    const { iccid, id } = await lost(false);
    await endJob(id);
    expect(await settleTopUp({ topUpId: id, seenState: 'intended', orderId: null, actor: ACTOR })).toEqual({ outcome: 'changed' });
    const outcomes = await Promise.all([ACTOR, OTHER, ACTOR, OTHER].map(async (actor) => settleTopUp({ topUpId: id, seenState: 'unknown', orderId: null, actor })));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'changed', 'changed', 'settled']);
    expect(await db().auditEntry.count({ where: { subject: iccid, action: 'fleet.top-up.settle' } })).toBe(1);
  });

  test('is decided by staff alone', async () => {
    const { id } = await lost(false);
    await endJob(id);
    const ask = async (cookie: string) => inRequest({ origin: OWN_ORIGIN, cookie }, () => nothingOrdered({ topUpId: id, seenState: 'unknown' }));
    for (const cookie of ['', await sessionCookie(`${randomUUID()}@example.com`)]) expect(await ask(cookie)).toEqual({ ok: false, code: 'not-found' });
    expect((await db().fleetTopUp.findUnique({ where: { id } }))?.state).toBe('unknown');
    expect(await ask(await sessionCookie(ACTOR))).toEqual({ ok: true, data: { outcome: 'settled' } });
  });
});
