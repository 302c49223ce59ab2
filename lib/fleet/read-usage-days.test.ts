import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { readUsageDays } from '@/lib/fleet/read-usage-days';
import { receivePush } from '@/lib/fleet/receive-push';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { ownSandbox } from '@/tests/own-sandbox';

const BASIC = `Basic ${Buffer.from('sandbox-onence-stream:sandbox-onence-stream-0123456789abcdef').toString('base64')}`;
const DAY = 86_400_000;
const NOW = new Date();
const MIDNIGHT = Date.parse(`${NOW.toISOString().slice(0, 10)}T00:00:00Z`);
const day = (ago: number) => new Date(MIDNIGHT - ago * DAY).toISOString().slice(0, 10);

let sim: { iccid: string; providerId: string };
const world = ownSandbox(async () => {
  world.reset();
  await db().fleetRecord.deleteMany();
  await syncFleet();
  sim = await db().fleetSim.findFirstOrThrow({ where: { isEnabled: true }, orderBy: { iccid: 'asc' }, select: { iccid: true, providerId: true } });
});

const used = (ago: number, total: number, changes: object = {}) => ({
  id: randomUUID(), start_timestamp: new Date(MIDNIGHT - ago * DAY).toISOString(), sim: { iccid: sim.iccid }, traffic_type: { id: 5, description: 'Data' }, volume: { rx: total, tx: 0, total }, ...changes,
});
const push = (records: object[]) => receivePush('onence', BASIC, Buffer.from(JSON.stringify(records)));
const since = (days: number, total: number) => Array.from({ length: days + 1 }, (_, ago) => used(ago, total));
const timesAsked = () => world.wires.onence.requests.filter(({ path }) => path.includes('/usage')).length;
const answers = (stats: object[]) => void (world.wires.onence.wire.instead = ({ path }) => (path.includes('/usage') ? { body: { stats } } : null));
const noAnswer = () => void (world.wires.onence.wire.instead = ({ path }) => (path.includes('/usage') ? { status: 404 } : null));
const pushedOn = (days: Awaited<ReturnType<typeof readUsageDays>>) => days?.filter(({ pushedAt }) => pushedAt !== null).map(({ date }) => date);

test('days the stream brought whole are as pushed, summed exactly, and the operator is not asked', async () => {
  const records = [...since(8, 0.1), used(2, 0.2), used(2, 7, { traffic_type: { id: 6, description: 'SMS' } }), used(2, 9, { sim: { iccid: '8988000000000000000' } })];
  await push(records.toReversed());
  await push(records);
  const days = await readUsageDays(sim, NOW);
  expect(days).toEqual([6, 5, 4, 3, 2, 1, 0].map((ago) => ({ date: day(ago), megabytes: ago === 2 ? 0.3 : 0.1, pushedAt: expect.any(Date) })));
  expect(Math.abs((days?.[0]?.pushedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(timesAsked()).toBe(0);
});

test('without the stream they are what the operator says', async () => {
  const days = await readUsageDays(sim, NOW);
  expect(days?.length).toBeGreaterThan(0);
  expect(pushedOn(days)).toEqual([]);
  expect(timesAsked()).toBe(1);
});

test('the day the stream began on, those before it and those after it stood still are asked for: no half day is shown as a whole one', async () => {
  await push([used(5, 1_000), used(4, 1_000), used(3, 1_000), used(2, 1_000)]);
  answers([6, 5, 4, 3, 2, 1].map((ago) => ({ date: day(ago), data: { volume_rx: '4', volume_tx: '3' } })));
  const days = await readUsageDays(sim, NOW);
  expect(pushedOn(days)).toEqual([day(4), day(3)]);
  expect(days?.map(({ megabytes }) => megabytes)).toEqual([7, 7, 1_000, 1_000, 7, 7]);
});

test('what was pushed of a day the operator does not know yet is shown', async () => {
  await push([used(0, 3)]);
  answers([]);
  expect(await readUsageDays(sim, NOW)).toMatchObject([{ date: day(0), megabytes: 3, pushedAt: expect.any(Date) }]);
});

test('when the operator does not answer, what was pushed is shown; when nothing was, nothing', async () => {
  noAnswer();
  expect(await readUsageDays(sim, NOW)).toBeNull();
  await push([used(1, 3)]);
  expect(await readUsageDays(sim, NOW)).toMatchObject([{ date: day(1), megabytes: 3, pushedAt: expect.any(Date) }]);
});
