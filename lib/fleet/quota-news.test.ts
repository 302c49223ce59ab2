import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { readDueQuotas } from '@/lib/fleet/read-quotas';
import { receivePush } from '@/lib/fleet/receive-push';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { ownSandbox, type OwnSandbox } from '@/tests/own-sandbox';

let world: OwnSandbox;
beforeAll(async () => {
  process.env.ONENCE_SIMS_PER_SECOND = '100000';
  world = await ownSandbox();
}, 60_000);
afterAll(() => world.stop());
beforeEach(async () => {
  world.reset();
  for (const table of ['fleetSim', 'fleetRecord', 'providerState', 'providerTurn'] as const) await (db()[table] as { deleteMany: () => Promise<unknown> }).deleteMany();
});

const BASIC = `Basic ${Buffer.from('sandbox-onence-stream:sandbox-onence-stream-0123456789abcdef').toString('base64')}`;
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);
const said = (iccid: string, at: Date, changes: object) => ({ id: randomUUID(), timestamp: at.toISOString(), alert: false, description: 'x', sim: { iccid }, ...changes });
const usedUp = (iccid: string, at: Date) => said(iccid, at, { event_type: { id: 5, description: 'Create PDP Context' }, detail: { id: 4, data_service_failure_cause: 'QUOTA_EXHAUSTED' } });
const changed = (iccid: string, at: Date) => said(iccid, at, { event_type: { id: 32, description: 'Quota assigned' } });
const push = async (...records: object[]) => expect(await receivePush('onence', BASIC, Buffer.from(JSON.stringify(records)))).toMatchObject({ outcome: 'stored' });

/** A SIM in our list, of which the provider may know nothing. */
async function listed(facts: object = {}): Promise<string> {
  const iccid = `8988${`${Math.floor(Math.random() * 1e9)}`.padStart(15, '7')}`;
  await db().fleetSim.create({ data: { iccid, providerId: 'onence', dataQuota: 'ok', textQuota: 'ok', ...facts } });
  return iccid;
}
const sim = (iccid: string) => db().fleetSim.findUniqueOrThrow({ where: { iccid } });
const isDue = async (iccid: string) => (await sim(iccid)).quotaDueAt !== null;
const readsOf = (text: string) => world.wires.onence.requests.filter(({ method, path }) => method === 'GET' && path.includes(text)).length;

describe('what is pushed of quotas', () => {
  test('is on the SIM at once where it says what is the matter, and has it read again', async () => {
    const [iccid, other] = [await listed(), await listed()];
    const at = ago(5);
    await push(usedUp(iccid, at));
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'exhausted', textQuota: 'ok', quotaAt: at, quotaDueAt: expect.any(Date) });
    expect(await sim(other)).toMatchObject({ dataQuota: 'ok', quotaAt: null, quotaDueAt: null });
  });

  test('that says only that something changed leaves the state to the reading', async () => {
    const iccid = await listed({ dataQuota: 'low' });
    await push(changed(iccid, ago(5)));
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'low', quotaDueAt: expect.any(Date) });
  });

  test.each(['in one delivery', 'each in its own'])('counts by its own time, in whatever order it comes: %s', async (how) => {
    const [early, late] = [await listed(), await listed()];
    const records = [changed(early, ago(5)), usedUp(early, ago(6)), usedUp(late, ago(5)), changed(late, ago(6))];
    if (how === 'in one delivery') await push(...records);
    else for (const record of records) await push(record);
    expect([(await sim(early)).dataQuota, (await sim(late)).dataQuota]).toEqual(['ok', 'exhausted']);
  });

  test('again, after the SIM was read, changes nothing and has nothing read', async () => {
    const iccid = await listed();
    const record = usedUp(iccid, ago(30));
    await push(record, record);
    await db().fleetSim.update({ where: { iccid }, data: { dataQuota: 'ok', quotaAt: ago(10), quotaDueAt: null } });
    await push(record);
    await push(usedUp(iccid, ago(20)));
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'ok', quotaDueAt: null });
  });

  test('from a clock far ahead does not keep later words out', async () => {
    const iccid = await listed();
    await push(changed(iccid, new Date('9999-12-31T23:59:59Z')));
    await rows(pool(), `UPDATE "FleetSim" SET "quotaAt" = "quotaAt" - interval '1 minute' WHERE iccid = $1`, [iccid]);
    await push(usedUp(iccid, new Date()));
    expect((await sim(iccid)).dataQuota).toBe('exhausted');
  });

  test('of a SIM nobody knows, or of another operator’s, is kept and changes none', async () => {
    const foreign = await listed({ providerId: 'another' });
    await push(usedUp('8988000000000000000', ago(5)), usedUp(foreign, ago(5)), said('not an ICCID', ago(5), { event_type: { id: 32, description: 'Quota assigned' } }));
    expect(await db().fleetRecord.count()).toBe(3);
    expect(await db().fleetSim.findMany()).toMatchObject([{ iccid: foreign, dataQuota: 'ok', quotaDueAt: null }]);
  });

  test('usage, and events about something else, have no SIM read', async () => {
    const iccid = await listed();
    await push({ id: randomUUID(), start_timestamp: ago(20).toISOString(), sim: { iccid }, traffic_type: { description: 'Data' }, volume: { rx: 1, tx: 1, total: 2 } }, said(iccid, ago(5), { event_type: { id: 1, description: 'Update location' } }));
    expect(await isDue(iccid)).toBe(false);
  });
});

describe('reading quotas again', () => {
  /** One of theirs, whose row says what is not so. */
  const theirs = async () => {
    await syncFleet();
    const { iccid } = await db().fleetSim.findFirstOrThrow({ where: { dataQuota: 'ok', textQuota: { not: null } }, orderBy: { iccid: 'asc' } });
    await rows(pool(), `UPDATE "FleetSim" SET "quotaAt" = now() - interval '1 hour' WHERE iccid = $1`, [iccid]);
    return iccid;
  };

  test('asks once of a SIM, however many records there were, and writes what the operator says', async () => {
    const iccid = await theirs();
    await push(...Array.from({ length: 40 }, (_, index) => usedUp(iccid, ago(40 - index))));
    await push(changed(iccid, ago(50)));
    expect((await sim(iccid)).dataQuota).toBe('exhausted');
    const before = readsOf(iccid);
    expect(await readDueQuotas()).toBe(1);
    expect(readsOf(iccid) - before).toBe(1);
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'ok', quotaDueAt: null });
    expect((await sim(iccid)).quotaAt?.getTime()).toBeGreaterThan(Date.now() - MINUTE);
    expect(await readDueQuotas()).toBe(0);
  });

  test('that got no answer comes again in an hour; a SIM the operator does not know is left', async () => {
    const [iccid, unknown] = [await theirs(), await listed()];
    await push(changed(iccid, ago(5)), changed(unknown, ago(5)));
    world.wires.onence.wire.instead = ({ path }) => (path.includes(iccid) ? { status: 500 } : null);
    expect(await readDueQuotas()).toBe(2);
    expect((await sim(iccid)).quotaDueAt?.getTime()).toBeGreaterThan(Date.now() + 50 * MINUTE);
    expect(await isDue(unknown)).toBe(false);
    expect(await readDueQuotas()).toBe(0);
  });

  test('leaves what was pushed while it asked to the next reading', async () => {
    const iccid = await theirs();
    await push(changed(iccid, ago(5)));
    const { wire } = world.wires.onence;
    wire.instead = async ({ path }) => {
      if (!path.includes(iccid)) return null;
      wire.instead = undefined;
      await push(usedUp(iccid, new Date()));
      return { body: { iccid, quota_status: { id: 1 }, quota_status_SMS: { id: 1 } } };
    };
    expect(await readDueQuotas()).toBe(2);
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'ok', quotaDueAt: null });
  });

  test('reading the whole fleet takes back nothing that was pushed since it asked', async () => {
    const iccid = await theirs();
    await rows(pool(), `UPDATE "FleetSim" SET "dataQuota" = 'exhausted', label = 'old', "quotaAt" = now() + interval '1 minute' WHERE iccid = $1`, [iccid]);
    await syncFleet();
    expect((await sim(iccid)).dataQuota).toBe('exhausted');
    await rows(pool(), `UPDATE "FleetSim" SET "quotaAt" = now() - interval '1 minute' WHERE iccid = $1`, [iccid]);
    await syncFleet();
    expect((await sim(iccid)).dataQuota).toBe('ok');
  });
});
