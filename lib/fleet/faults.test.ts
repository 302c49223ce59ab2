import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { isAppError } from '@/lib/errors';
import { continueRun } from '@/lib/fleet/continue-run';
import { fleetFilter } from '@/lib/fleet/fleet-filter';
import { continueTopUp, orderTopUp } from '@/lib/fleet/order-top-up';
import { readRun } from '@/lib/fleet/read-run';
import { startRun } from '@/lib/fleet/start-run';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import type { Received } from '@/lib/http/scripted-server';
import { writeCallCounts } from '@/lib/providers/call-counts';
import { getFleet } from '@/lib/providers/registry';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';
import { letShopAge } from '@/tests/shop-time';

const ACTOR = 'staff@example.com';
const world = ownSandbox(async () => {
  world.reset();
  // What this process still counts or remembers of the test before belongs to that one.
  await vi.waitFor(async () => {
    await writeCallCounts();
    await emptyTables('fleetTopUp', 'fleetRun', 'fleetSim', 'providerState', 'providerTurn', 'providerCalls');
    await syncFleet();
  }, { timeout: 10_000, interval: 200 });
  wire().requests.length = 0;
});
const wire = () => world.wires.onence;

/** SIMs that can be switched and topped up: of fifty the last seven are idle, empty, expired or in stock. */
async function healthy(count: number): Promise<string[]> {
  const sims = await db().fleetSim.findMany({ where: { isEnabled: true }, orderBy: { iccid: 'asc' } });
  return sims.map(({ iccid }) => iccid).filter((iccid) => (Number(iccid.slice(-6)) - 1) % 50 < 43).slice(0, count);
}
const isTopUp = ({ method, path }: Received) => method === 'POST' && /\/topup\b/.test(path);
const orderedFor = (iccid: string) => world.purchases().filter((entry) => JSON.stringify(entry).includes(iccid)).length;

async function intended(iccid: string): Promise<string> {
  expect(await orderTopUp({ iccid, actor: ACTOR })).toEqual({ outcome: 'ordered' });
  return (await db().fleetTopUp.findFirstOrThrow({ where: { iccids: { has: iccid }, state: 'intended' } })).id;
}

/** A process asks only every second whether a provider is left alone: a hundred steps must outlast that, however fast the machine. */
const STEP_TAKES_MS = 50;

/** The job, again and again as its queue would run it, until it ends without an error. Answers how long that took on the shop's clock. */
async function runUntilDone(job: () => Promise<void>, { stepMs = 10_000, most = 100, meanwhile = (_elapsedMs: number): void => undefined } = {}): Promise<number> {
  for (let step = 0; step < most; step += 1) {
    const error: unknown = await job().then(() => null, (thrown: unknown) => thrown);
    if (error === null) return step * stepMs;
    if (!isAppError(error)) throw error;
    await letShopAge(stepMs);
    await wait(STEP_TAKES_MS);
    world.advance(stepMs);
    meanwhile((step + 1) * stepMs);
  }
  throw new Error('never done');
}
const topUpOf = (id: string) => db().fleetTopUp.findUniqueOrThrow({ where: { id } });

describe('an invoiced top-up', () => {
  test.each([0, 5, 30, 120])('taken before a hang-up and visible after %d seconds only is found, and ordered once', async (seconds) => {
    const [iccid = ''] = await healthy(1);
    world.settings('onence', { orderVisibleAfterMs: seconds * 1_000 });
    world.fault('onence', 'topup', { kind: 'act-then-hang-up' });
    const id = await intended(iccid);
    const tookMs = await runUntilDone(() => continueTopUp({ topUpId: id }));
    expect(await topUpOf(id)).toMatchObject({ state: 'placed', providerOrderId: expect.any(String) });
    expect(tookMs).toBeGreaterThanOrEqual(seconds * 1_000);
    expect(orderedFor(iccid)).toBe(1);
  });

  test.each([['seconds', () => '30'], ['a date', () => new Date(Date.now() + 30_000).toUTCString()], ['nothing', () => null]])('turned away with %s is asked for again, and ordered once', async (_what, retryAfter) => {
    const [iccid = ''] = await healthy(1);
    const id = await intended(iccid);
    let refusals = 2;
    wire().wire.instead = (received) => {
      const wait = retryAfter();
      return isTopUp(received) && refusals-- > 0 ? { status: 429, headers: wait === null ? {} : { 'retry-after': wait } } : null;
    };
    await runUntilDone(() => continueTopUp({ topUpId: id }), { stepMs: 31_000 });
    expect((await topUpOf(id)).state).toBe('placed');
    expect(wire().requests.filter(isTopUp)).toHaveLength(3);
    expect(orderedFor(iccid)).toBe(1);
  });

  test('during half an hour of server errors waits or is looked up; nothing is ordered twice, and few calls leave', async () => {
    const iccids = await healthy(15);
    await getFleet('onence').readSim(iccids[0] ?? '');
    wire().requests.length = 0;
    wire().wire.instead = () => ({ status: 503 });
    const ids: string[] = [];
    for (const iccid of iccids) ids.push(await intended(iccid));
    for (const topUpId of ids) await continueTopUp({ topUpId }).catch(() => undefined);
    for (let minute = 0; minute < 30; minute += 1) {
      await letShopAge(60_000);
      await Promise.all(ids.map((topUpId) => continueTopUp({ topUpId }).catch(() => undefined)));
    }
    expect(wire().requests.length).toBeLessThan(150);
    expect(world.purchases()).toHaveLength(0);
    wire().wire.instead = undefined;
    for (const topUpId of ids) await runUntilDone(() => continueTopUp({ topUpId }));
    const ended = await Promise.all(ids.map(topUpOf));
    for (const { state, reason } of ended) expect([state, reason]).toEqual(state === 'placed' ? ['placed', null] : ['unknown', 'no order found']);
    expect(ended.filter(({ state }) => state === 'placed').length).toBeGreaterThan(0);
    for (const { state, iccids: [iccid = ''] } of ended) expect(orderedFor(iccid)).toBe(state === 'placed' ? 1 : 0);
  }, 120_000);

  test('with a revoked key is refused, orders nothing, and can be ordered again with a new one', async () => {
    const [iccid = ''] = await healthy(1);
    const id = await intended(iccid);
    wire().wire.instead = () => ({ status: 401, body: {} });
    await continueTopUp({ topUpId: id });
    expect(await topUpOf(id)).toMatchObject({ state: 'refused', reason: 'unauthorized' });
    expect(orderedFor(iccid)).toBe(0);
    wire().wire.instead = undefined;
    const again = await intended(iccid);
    await runUntilDone(() => continueTopUp({ topUpId: again }));
    expect((await topUpOf(again)).state).toBe('placed');
    expect(orderedFor(iccid)).toBe(1);
  });
});

describe('a bulk change', () => {
  async function started(count: number): Promise<{ runId: string; iccids: string[] }> {
    const iccids = await healthy(count);
    await db().fleetSim.deleteMany({ where: { iccid: { notIn: iccids } } });
    const begun = await startRun({ filter: fleetFilter.parse({}), isEnabling: false, expectedTotal: count, actor: ACTOR });
    if (begun.outcome !== 'started') throw new Error(begun.outcome);
    return { runId: begun.runId, iccids };
  }
  const statesAtTheirs = async (iccids: readonly string[]) => Promise.all(iccids.map(async (iccid) => (await getFleet('onence').readSim(iccid)).isEnabled));
  const isChange = ({ method, path }: Received) => (method === 'PUT' || method === 'POST') && /\/sims(\/\d+)?$/.test(path);

  test('goes on over refusals to hurry, lost answers and server errors, and every SIM has a result that is true', async () => {
    const { runId, iccids } = await started(24);
    let asked = 0;
    wire().wire.instead = (received) => {
      if (!isChange(received)) return null;
      asked += 1;
      // Longer than any call stands in line: those under way beside it give up at once.
      if (asked === 3) return { status: 429, headers: { 'retry-after': '60' } };
      return asked === 9 || asked === 10 ? { status: 503 } : null;
    };
    wire().wire.after = (received, answered) => (isChange(received) && asked === 14 ? 'hang-up' : answered);
    await runUntilDone(() => continueRun({ runId }), { stepMs: 61_000 });
    expect(await readRun(runId)).toMatchObject({ total: 24, done: 24, finishedAt: expect.any(Date) });
    expect(await statesAtTheirs(iccids)).toEqual(iccids.map(() => false));
  });

  test('whose SIM never answers is told as unclear after its time, and not before', async () => {
    const { runId, iccids: [silent = ''] } = await started(3);
    wire().wire.instead = (received) => (isChange(received) && `${received.path}${received.body}`.includes(silent) ? 'hang-up' : null);
    const tookMs = await runUntilDone(() => continueRun({ runId }), { stepMs: 60_000 });
    expect(tookMs).toBeGreaterThan(10 * 60_000);
    expect(await readRun(runId)).toMatchObject({ done: 2, unknown: 1, items: [{ iccid: silent, state: 'unknown', reason: expect.stringMatching(/^never answered/) }] });
  });

  test('waits out half an hour of server errors with few calls, and is done afterwards', async () => {
    const { runId, iccids } = await started(20);
    wire().wire.instead = () => ({ status: 503 });
    for (let minute = 0; minute < 30; minute += 1) {
      await continueRun({ runId }).catch(() => undefined);
      await letShopAge(60_000);
    }
    expect(wire().requests.length).toBeLessThan(150);
    wire().wire.instead = undefined;
    await runUntilDone(() => continueRun({ runId }));
    expect(await readRun(runId)).toMatchObject({ done: 20, finishedAt: expect.any(Date) });
    expect(await statesAtTheirs(iccids)).toEqual(iccids.map(() => false));
  }, 120_000);
});
