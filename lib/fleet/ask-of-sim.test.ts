import { describe, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { labelSim, reconnectSim, setAutoTopUp } from '@/lib/fleet/ask-of-sim';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import type { Received } from '@/lib/http/scripted-server';
import { getFleet } from '@/lib/providers/registry';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

const actor = 'staff@example.com';
let iccid = '';
const world = ownSandbox(async () => {
  world.reset();
  await emptyTables('fleetSim', 'providerState', 'providerTurn', 'providerCalls');
  await syncFleet();
  iccid = (await db().fleetSim.findFirstOrThrow({ where: { isEnabled: true }, orderBy: { iccid: 'asc' } })).iccid;
  wire().requests.length = 0;
});
const wire = () => world.wires.onence;

const audited = async (action: string, since: Date) =>
  (await db().auditEntry.findMany({ where: { subject: iccid, action: { startsWith: action }, at: { gte: since } }, orderBy: { at: 'asc' } })).map((entry) => [entry.actor, entry.action]);
const sent = (path: RegExp) => wire().requests.filter((each: Received) => each.method !== 'GET' && path.test(each.path));

const ASKED = [
  ['a label', 'fleet.label', /\/sims\/\d+$/, async () => labelSim({ iccid, actor, label: 'crane 4' })],
  ['a reset', 'fleet.reconnect', /\/reset$/, async () => reconnectSim({ iccid, actor })],
  ['auto top-up', 'fleet.auto-top-up', /\/autoTopup$/, async () => setAutoTopUp({ iccid, actor, isEnabled: true })],
] as const;

describe.each(ASKED)('%s', (_what, action, path, ask) => {
  test('is sent once and written down before and after', async () => {
    const since = new Date();
    expect(await ask()).toEqual({ outcome: 'done' });
    expect(sent(path)).toHaveLength(1);
    expect(await audited(action, since)).toEqual([[actor, action], [actor, `${action}.done`]]);
  });

  test('that the operator refuses says so', async () => {
    const since = new Date();
    wire().wire.instead = (received) => (received.method === 'GET' ? null : { status: 400, body: {} });
    expect(await ask()).toEqual({ outcome: 'provider-refused' });
    expect(await audited(action, since)).toEqual([[actor, action], [actor, `${action}.failed`]]);
  });

  test('for a SIM nobody knows asks nothing', async () => {
    await db().fleetSim.deleteMany();
    expect(await ask()).toEqual({ outcome: 'no-sim' });
    expect(wire().requests).toEqual([]);
  });
});

test('a label stands at the operator and in our list; a refused one in neither', async () => {
  await labelSim({ iccid, actor, label: 'crane 4' });
  wire().wire.instead = (received) => (received.method === 'GET' ? null : { status: 400, body: {} });
  await labelSim({ iccid, actor, label: 'crane 5' });
  expect((await getFleet('onence').readSim(iccid)).label).toBe('crane 4');
  expect((await db().fleetSim.findUnique({ where: { iccid } }))?.label).toBe('crane 4');
});

test.each([['a reset', async () => reconnectSim({ iccid, actor }), /\/reset$/], ['auto top-up', async () => setAutoTopUp({ iccid, actor, isEnabled: true }), /\/autoTopup$/]] as const)(
  '%s whose answer is lost is unclear and not sent again', async (_what, ask, path) => {
    wire().wire.instead = (received) => (received.method === 'GET' ? null : 'hang-up');
    expect(await ask()).toEqual({ outcome: 'unclear' });
    expect(sent(path)).toHaveLength(1);
  });
