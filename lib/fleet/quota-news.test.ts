import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { MINUTES_APART, MINUTES_KNOWN } from '@/lib/fleet/note-quotas';
import { readDueQuotas } from '@/lib/fleet/read-quotas';
import { receivePush } from '@/lib/fleet/receive-push';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { log } from '@/lib/log';
import { forgetCircuits } from '@/lib/providers/circuit';
import { getFleet } from '@/lib/providers/registry';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

const world = ownSandbox(async () => {
  world.reset();
  forgetCircuits();
  await emptyTables('fleetSim', 'fleetRecord', 'providerState', 'providerTurn', 'providerCalls');
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
const minutesUntilDue = async (iccid: string) => (((await sim(iccid)).quotaDueAt?.getTime() ?? Number.NaN) - Date.now()) / MINUTE;
/** To what is known of the SIMs' quotas, the time has passed. */
const letPass = (minutes: number) => rows(pool(), `UPDATE "FleetSim" SET ${['quotaAt', 'quotaDueAt', 'quotaTakenAt'].map((column) => `"${column}" = "${column}" - make_interval(secs => $1::float * 60)`).join(', ')}`, [minutes]);
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


describe('a SIM of which something is pushed again', () => {
  test('and only that its data is used up, as we know, is not read again for a quarter of an hour', async () => {
    const iccid = await listed({ dataQuota: 'exhausted', quotaAt: ago(MINUTES_KNOWN - 1) });
    const at = ago(0);
    await push(usedUp(iccid, ago(1)), usedUp(iccid, at));
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'exhausted', quotaAt: at, quotaDueAt: null });
    await letPass(MINUTES_KNOWN + 1);
    await push(usedUp(iccid, ago(0)));
    expect(await isDue(iccid)).toBe(true);
  });

  test('and among it a change is read, though the last word is that its data is used up', async () => {
    const [first, last] = [await listed({ dataQuota: 'exhausted', quotaAt: ago(3) }), await listed({ dataQuota: 'exhausted', quotaAt: ago(3) })];
    await push(changed(first, ago(2)), usedUp(first, ago(1)), usedUp(last, ago(1)), changed(last, ago(2)));
    expect([await isDue(first), await isDue(last)]).toEqual([true, true]);
  });

  test('stays due at its earlier time', async () => {
    const dueAt = ago(10);
    const iccid = await listed({ quotaDueAt: dueAt, quotaTakenAt: ago(70) });
    await push(usedUp(iccid, ago(2)));
    await push(changed(iccid, ago(1)));
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'exhausted', quotaDueAt: dueAt });
  });

  test('is due a minute after it was read, and no sooner; a repeat has it wait for longer while a reader has it', async () => {
    const taken = { quotaTakenAt: ago(0), quotaDueAt: ago(-60) };
    const [rested, beingRead, repeating] = [await listed({ quotaTakenAt: taken.quotaTakenAt }), await listed(taken), await listed({ ...taken, dataQuota: 'exhausted', quotaAt: ago(2) })];
    await push(changed(rested, ago(1)), changed(beingRead, ago(1)), usedUp(repeating, ago(1)));
    const waits = await Promise.all([rested, beingRead, repeating].map(async (iccid) => (await sim(iccid)).quotaDueAt?.getTime()));
    expect(waits).toEqual([MINUTES_APART, MINUTES_APART, MINUTES_KNOWN].map((minutes) => taken.quotaTakenAt.getTime() + minutes * MINUTE));
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
  const quotas = (iccid: string, id: number) => ({ body: { iccid, quota_status: { id }, quota_status_SMS: { id: 1 } } });

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

  test('costs one call of a SIM whose device tries for ever without data', async () => {
    const iccid = await theirs();
    world.wires.onence.wire.instead = ({ path }) => (path.includes(iccid) ? quotas(iccid, 2) : null);
    const before = readsOf(iccid);
    for (let delivery = 0; delivery < 10; delivery += 1) {
      await push(usedUp(iccid, new Date()));
      await readDueQuotas();
      await letPass(1);
    }
    expect(readsOf(iccid) - before).toBe(1);
    expect(await sim(iccid)).toMatchObject({ dataQuota: 'exhausted', quotaDueAt: null });
  });

  test('of one that changes all the time comes a minute after the last reading', async () => {
    const iccid = await theirs();
    const readings: number[] = [];
    for (let delivery = 0; delivery < 6; delivery += 1) {
      await push(changed(iccid, new Date()));
      readings.push(await readDueQuotas());
      await letPass(MINUTES_APART / 2);
    }
    expect(readings).toEqual([1, 0, 1, 0, 1, 0]);
  });

  test('a SIM the operator does not know is left; one of which it says what nobody understands comes again in an hour', async () => {
    const [iccid, unknown] = [await theirs(), await listed()];
    await push(changed(iccid, ago(5)), changed(unknown, ago(5)));
    world.wires.onence.wire.instead = ({ path }) => (path.includes(iccid) ? { body: [] } : null);
    expect(await readDueQuotas()).toBe(2);
    expect(await minutesUntilDue(iccid)).toBeGreaterThan(50);
    expect(await isDue(unknown)).toBe(false);
    expect(await readDueQuotas()).toBe(0);
  });

  test.each(['usedUp', 'changed'] as const)('keeps what it was told though something was pushed while it asked, and what was pushed to the next reading: %s', async (what) => {
    const iccid = await theirs();
    await push(changed(iccid, ago(5)));
    const { wire } = world.wires.onence;
    let whileAsked = 0;
    wire.instead = async ({ path }) => {
      if (!path.includes(iccid)) return null;
      wire.instead = undefined;
      whileAsked = await minutesUntilDue(iccid);
      await push(what === 'usedUp' ? usedUp(iccid, new Date()) : changed(iccid, new Date()));
      return quotas(iccid, 1);
    };
    expect(await readDueQuotas()).toBe(1);
    expect(whileAsked).toBeGreaterThan(50);
    expect((await sim(iccid)).dataQuota).toBe(what === 'usedUp' ? 'exhausted' : 'low');
    expect(await minutesUntilDue(iccid)).toBeLessThanOrEqual(MINUTES_APART);
    await letPass(MINUTES_APART);
    expect(await readDueQuotas()).toBe(1);
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

describe('where the operator is not to be asked', () => {
  /** So many SIMs due, each a second after the one before. */
  async function due(count: number): Promise<void> {
    const iccids = Array.from({ length: count }, (_, index) => `8988777${`${index}`.padStart(12, '0')}`);
    await db().fleetSim.createMany({ data: iccids.map((iccid, index) => ({ iccid, providerId: 'onence', quotaDueAt: new Date(Date.now() - 600_000 + index * 1_000) })) });
  }
  const waits = async () => (await rows<{ seconds: number }>(pool(), `SELECT extract(epoch FROM "quotaDueAt" - now())::float AS seconds FROM "FleetSim" WHERE "providerId" = 'onence'`)).map(({ seconds }) => seconds);
  const leaveAlone = async (seconds: number) => {
    const open = { circuitOpenUntil: new Date(Date.now() + seconds * 1_000), circuitOpenedAt: new Date() };
    await db().providerState.upsert({ where: { providerId: 'onence' }, create: { providerId: 'onence', ...open }, update: open });
    forgetCircuits();
  };
  const refuse = (status: number, headers = {}) => () => void (world.wires.onence.wire.instead = () => ({ status, headers, body: {} }));

  test.each([
    ['since it is left alone', 40, 0, () => leaveAlone(40)],
    ['since the line is held', 120, 8, refuse(429, { 'retry-after': '120' })],
    ['since the key is refused', 60, 30, refuse(401)],
    ['since it fails', 60, 30, refuse(503)],
  ])('%s, nobody is put off for longer than that, few calls leave, and it is told once', async (_why, waitSeconds, mostCalls, makeSo) => {
    await getFleet('onence').listProducts();
    world.wires.onence.requests.length = 0;
    await due(200);
    await makeSo();
    const warned = vi.spyOn(log, 'warn');
    expect(await readDueQuotas()).toBe(0);
    expect(warned.mock.calls.filter(([, what]) => String(what).startsWith('fleet.quota'))).toEqual([[expect.objectContaining({ unread: 64 }), 'fleet.quota.stopped']]);
    warned.mockRestore();
    expect(world.wires.onence.requests.length).toBeLessThanOrEqual(mostCalls);
    const all = await waits();
    expect(all.filter((seconds) => seconds <= 0)).toHaveLength(136);
    expect(Math.max(...all)).toBeLessThanOrEqual(waitSeconds + 1);
    expect(Math.max(...all)).toBeGreaterThan(waitSeconds - 15);
  });

  test('for a day, it is asked again after an hour', async () => {
    await due(1);
    await leaveAlone(86_400);
    await readDueQuotas();
    expect(Math.max(...(await waits()))).toBeLessThanOrEqual(3_601);
  });

  test('a SIM at which it always fails comes again behind the others, who are read', async () => {
    await due(60);
    world.wires.onence.wire.instead = ({ path }) => (path.includes('/8988777000000000000') ? { status: 409, body: {} } : null);
    for (let run = 0; run < 2; run += 1) {
      await readDueQuotas();
      await letPass(1);
    }
    expect(await db().fleetSim.findMany({ where: { quotaDueAt: { not: null } }, select: { iccid: true } })).toEqual([{ iccid: '8988777000000000000' }]);
  });
});
