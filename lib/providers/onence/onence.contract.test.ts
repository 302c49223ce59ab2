import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { createOnenceAdapter } from '@/lib/providers/onence/adapter';
import { readOnenceConfig } from '@/lib/providers/onence/env';
import { collect } from '@/lib/providers/onence/scripted-account';

afterAll(closeDb);

function config() {
  const found = readOnenceConfig();
  if (!found) throw new Error('1NCE is not configured');
  return { ...found, simsPerSecond: 1_000 };
}
const fleet = () => createOnenceAdapter(config());
/** A SIM of each test's own: one with a change underway refuses the next. */
async function simAt(index: number) {
  const sim = (await collect(fleet().listSims())).at(index);
  if (!sim) throw new Error('the sandbox has too few SIMs');
  return sim;
}

// Against whatever answers at ONENCE_API_URL: the same facts as in the scripted tests, told by somebody else.
describe('the fleet at the configured address', () => {
  test('lists SIMs that can be read one by one', async () => {
    const sims = await collect(fleet().listSims());
    expect(sims.length).toBeGreaterThan(0);
    expect(new Set(sims.map(({ iccid }) => iccid)).size).toBe(sims.length);
    expect(await fleet().readSim(sims[0]?.iccid ?? '')).toMatchObject({ iccid: sims[0]?.iccid, isEnabled: expect.any(Boolean) });
  });

  test('answers quota, connectivity, usage and events in our words', async () => {
    const { iccid } = await simAt(6);
    expect(await fleet().readQuota(iccid, 'data')).toMatchObject({ allowance: { isUnlimited: false, remaining: expect.any(Number), total: expect.any(Number) }, expiresAt: expect.any(Date) });
    expect((await fleet().readConnectivity(iccid)).state).not.toBeNull();
    const today = new Date().toISOString().slice(0, 10);
    expect(await fleet().listUsage(iccid, `${today.slice(0, 7)}-01`, today)).toBeInstanceOf(Array);
    for (const event of await collect(fleet().listEvents(iccid))) expect(event).toMatchObject({ iccid, at: expect.any(Date) });
  });

  test('keeps what a change does not name', async () => {
    const before = await simAt(7);
    const label = `label-${randomUUID().slice(0, 8)}`;
    await fleet().changeSim({ iccid: before.iccid, label });
    expect(await fleet().readSim(before.iccid)).toMatchObject({ label, isEnabled: before.isEnabled, isImeiLocked: before.isImeiLocked });
  });

  test('gives every SIM of a bulk change a result', async () => {
    const sims = (await collect(fleet().listSims())).slice(0, 5);
    const results = await collect(fleet().changeSims(sims.map(({ iccid }) => ({ iccid, label: 'bulk' }))));
    expect(results.map(({ iccid }) => iccid).toSorted()).toEqual(sims.map(({ iccid }) => iccid).toSorted());
    expect(results.every(({ outcome }) => outcome === 'done' || outcome === 'accepted')).toBe(true);
  });

  test('tells where a top-up went, and it is found again', async () => {
    const { iccid } = await simAt(6);
    const since = new Date();
    const { providerOrderId } = await fleet().topUp([iccid]);
    expect(providerOrderId).toMatch(/^\d+$/);
    expect(await fleet().readOrder(providerOrderId ?? '')).toMatchObject({ providerOrderId, kind: 'TOPUP', iccids: [iccid] });
    expect((await fleet().findTopUp([iccid], since)).map((order) => order.providerOrderId)).toContain(providerOrderId);
  });

  test('refuses a SIM it does not have, and wrong credentials', async () => {
    await expect(fleet().readSim('8988228999999999999')).rejects.toMatchObject({ code: 'rejected' });
    const stranger = createOnenceAdapter({ ...config(), clientId: randomUUID(), clientSecret: 'wrong' });
    await expect(collect(stranger.listSims())).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('that cannot be reached was asked for nothing', async () => {
    const nowhere = createOnenceAdapter({ ...config(), clientId: randomUUID(), apiUrl: 'http://127.0.0.1:9' });
    await expect(nowhere.topUp(['8988228000000000001'])).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('resets, texts, tops up by itself, and sells articles', async () => {
    const { iccid } = await simAt(8);
    await fleet().sendText(iccid, 'hello');
    await fleet().resetConnection(iccid);
    await fleet().setAutoTopUp([iccid], false);
    expect((await fleet().listProducts()).length).toBeGreaterThan(0);
  });
});
