import { describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { continueRun } from '@/lib/fleet/continue-run';
import { fleetFilter } from '@/lib/fleet/fleet-filter';
import { readRun } from '@/lib/fleet/read-run';
import { startRun } from '@/lib/fleet/start-run';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { getFleet } from '@/lib/providers/registry';
import { changedJson } from '@/tests/between';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

const ACTOR = 'staff@example.com';
const world = ownSandbox(async () => {
  world.reset();
  await emptyTables('fleetRun', 'fleetSim', 'providerState', 'providerTurn', 'providerCalls');
});

const named = (q: string) => fleetFilter.parse({ q });
const start = async (expectedTotal: number, isEnabling = false, q = '') => startRun({ filter: named(q), isEnabling, expectedTotal, actor: ACTOR });
const noteOff = async (iccids: string[]) => db().fleetSim.updateMany({ where: { iccid: { in: iccids } }, data: { isEnabled: false } });

/** So many of theirs that can be switched, and no others, in our list. */
async function someOfTheirs(count: number): Promise<string[]> {
  await syncFleet();
  const sims = await db().fleetSim.findMany({ where: { isEnabled: true }, orderBy: { iccid: 'asc' } });
  const iccids = sims.map(({ iccid }) => iccid).filter((iccid) => (Number(iccid.slice(-6)) - 1) % 50 < 43).slice(0, count);
  await db().fleetSim.deleteMany({ where: { iccid: { notIn: iccids } } });
  return iccids;
}

describe('a bulk change', () => {
  test('is not started for a SIM another one has not done yet, and is once that one did', async () => {
    const iccids = await someOfTheirs(4);
    const off = await start(4);
    if (off.outcome !== 'started') throw new Error(off.outcome);
    await noteOff(iccids.slice(0, 1));
    expect(await start(1, true)).toEqual({ outcome: 'run-under-way', total: 1 });
    expect(await start(1, false, iccids[1])).toEqual({ outcome: 'run-under-way', total: 1 });
    expect(await db().fleetRun.count()).toBe(1);
    await continueRun({ runId: off.runId });
    expect(await start(4, true)).toMatchObject({ outcome: 'started', total: 4 });
  });

  test('is started once of two that are started at the same time', async () => {
    await someOfTheirs(6);
    const outcomes = await Promise.all(Array.from({ length: 4 }, async () => start(6)));
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['run-under-way', 'run-under-way', 'run-under-way', 'started']);
  });

  test('takes the SIMs over of one that nobody carries on', async () => {
    const iccids = await someOfTheirs(3);
    const dead = await start(3);
    if (dead.outcome !== 'started') throw new Error(dead.outcome);
    await rows(pool(), 'UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = $1', [`fleet.run:${dead.runId}`]);
    await noteOff(iccids.slice(1));
    const begun = await start(2, true);
    expect(begun).toMatchObject({ outcome: 'started', total: 2 });
    expect(await readRun(dead.runId)).toMatchObject({ pending: 1, unknown: 2, items: [{ reason: expect.stringContaining('later change') }, { state: 'unknown' }] });
    await continueRun({ runId: dead.runId });
    expect(await db().fleetSim.count({ where: { iccid: { in: iccids.slice(1) }, isEnabled: false } })).toBe(2);
  });
});

describe('a SIM switched while the list is read', () => {
  const isPage = (path: string, number: number) => new RegExp(`/sims\\?.*\\bpage=${number}\\b`).test(path);
  const isEnabled = async (iccid: string) => (await db().fleetSim.findUniqueOrThrow({ where: { iccid } })).isEnabled;
  /** The change is carried out once this page was read, and nobody knows yet what stands on it. */
  function switchAfterPage(number: number, runId: string): void {
    const { wire } = world.wires.onence;
    wire.after = async ({ path }, answered) => {
      if (!isPage(path, number)) return answered;
      wire.after = undefined;
      await continueRun({ runId });
      return answered;
    };
  }
  async function switchingOff(iccid: string): Promise<string> {
    await db().fleetSim.deleteMany({ where: { iccid: { not: iccid } } });
    const off = await start(1);
    if (off.outcome !== 'started') throw new Error(off.outcome);
    return off.runId;
  }

  test('stays as it was switched; what the operator changes later is seen', async () => {
    const [iccid = ''] = await someOfTheirs(1);
    switchAfterPage(1, await switchingOff(iccid));
    await syncFleet();
    expect(await isEnabled(iccid)).toBe(false);
    for await (const { outcome } of getFleet('onence').changeSims([{ iccid, isEnabled: true }])) expect(outcome).toBe('done');
    await syncFleet();
    expect(await isEnabled(iccid)).toBe(true);
  });

  test('stays so too where a SIM nobody can read moves what is written at once into the middle of a page', async () => {
    world.settings('onence', { fleetSize: 600 });
    const iccids = await someOfTheirs(600);
    const onLastPage = iccids.findLast((iccid) => Number(iccid.slice(-6)) < 600) ?? '';
    const runId = await switchingOff(onLastPage);
    const { wire } = world.wires.onence;
    wire.instead = ({ path }) => {
      if (isPage(path, 6)) switchAfterPage(6, runId);
      return path.includes('/v1/') ? { status: 404 } : null;
    };
    wire.after = ({ path }, answered) => (isPage(path, 1) ? changedJson(answered, (list) => (list as unknown as object[]).with(0, { label: 'no number' })) : answered);
    await syncFleet();
    expect(await db().fleetSim.count()).toBe(599);
    expect(await isEnabled(onLastPage)).toBe(false);
  });
});
