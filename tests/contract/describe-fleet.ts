import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { anyOf, countPurchases, collect, control, failureOf, fleetOf, NOWHERE, takeSim, type Context } from '@/tests/contract/context';
import { isFleet } from '@/tests/contract/harness';

const UNKNOWN_SIM = '8988228999999999999';
const ordersFor = ({ harness }: Context, iccid: string) => countPurchases(harness, (entry) => JSON.stringify(entry).includes(iccid));

function describeSims(context: Context): void {
  test('are listed once each and can be read one by one', async () => {
    const sims = await collect(fleetOf(context).listSims());
    expect(sims.length).toBeGreaterThan(0);
    expect(new Set(sims.map(({ iccid }) => iccid)).size).toBe(sims.length);
    const { iccid } = anyOf(sims);
    expect(await fleetOf(context).readSim(iccid)).toMatchObject({ iccid, isEnabled: expect.any(Boolean) });
  });

  test('tell quota, connectivity, use by the day and events in our words', async () => {
    const [fleet, { iccid }] = [fleetOf(context), anyOf(context.sims)];
    expect(await fleet.readQuota(iccid, 'data')).toMatchObject({ allowance: { isUnlimited: false, remaining: expect.any(Number), total: expect.any(Number) }, expiresAt: expect.any(Date) });
    expect((await fleet.readConnectivity(iccid)).state).not.toBeNull();
    const today = new Date().toISOString().slice(0, 10);
    for (const { date } of await fleet.listUsage(iccid, `${today.slice(0, 7)}-01`, today)) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const event of await collect(fleet.listEvents(iccid))) expect(event).toMatchObject({ iccid, at: expect.any(Date) });
  });

  test('that nobody knows are refused', async () => {
    expect(await failureOf(fleetOf(context).readSim(UNKNOWN_SIM))).toMatchObject({ code: 'rejected' });
    expect(await failureOf(fleetOf(context).topUp([UNKNOWN_SIM]))).toMatchObject({ code: 'rejected' });
  });
}

function describeChanges(context: Context): void {
  test('keep what a change does not name', async () => {
    const [fleet, { iccid }] = [fleetOf(context), anyOf(context.sims)];
    const before = await fleet.readSim(iccid);
    const label = `label-${randomUUID().slice(0, 8)}`;
    await fleet.changeSim({ iccid, label });
    expect(await fleet.readSim(iccid)).toMatchObject({ label, isEnabled: before.isEnabled, isImeiLocked: before.isImeiLocked });
  });

  test('get a result each in a bulk change, also those that are refused', async () => {
    const iccids = [...new Set(Array.from({ length: 5 }, () => anyOf(context.sims).iccid)), UNKNOWN_SIM];
    const results = await collect(fleetOf(context).changeSims(iccids.map((iccid) => ({ iccid, label: 'bulk' }))));
    expect(results.map(({ iccid }) => iccid).toSorted()).toEqual(iccids.toSorted());
    for (const { iccid, outcome } of results) expect(outcome).toMatch(iccid === UNKNOWN_SIM ? /^refused$/ : /^(done|accepted)$/);
  });
}

function describeFleetTopUps(context: Context): void {
  test('are topped up by an order that can be read and found again', async () => {
    const [fleet, iccid, since] = [fleetOf(context), takeSim(context), new Date()];
    const { providerOrderId } = await fleet.topUp([iccid]);
    expect(await fleet.readOrder(providerOrderId ?? '')).toMatchObject({ providerOrderId, iccids: [iccid] });
    expect((await fleet.findTopUp([iccid], since)).map((order) => order.providerOrderId)).toContain(providerOrderId);
  });

  test('whose top-up was acted on and never answered is unknown, happened once and is found', async () => {
    const { harness } = context;
    const [fleet, iccid] = [fleetOf(context), takeSim(context)];
    const [before, since] = [await ordersFor(context, iccid), new Date()];
    await control(harness, '/faults', { service: harness.service, operation: harness.operations.topUp, fault: { kind: 'act-then-hang-up' }, match: iccid });
    expect(await failureOf(fleet.topUp([iccid]))).toMatchObject({ code: 'outcome-unknown' });
    expect(await ordersFor(context, iccid)).toBe(before + 1);
    expect((await fleet.findTopUp([iccid], since)).length).toBeGreaterThan(0);
  });

  test('cannot be topped up while nobody is there, and nothing was ordered', async () => {
    const [{ harness }, iccid] = [context, takeSim(context)];
    const before = await ordersFor(context, iccid);
    const away = harness.create(NOWHERE);
    expect(isFleet(away) && (await failureOf(away.topUp([iccid])))).toMatchObject({ code: 'unavailable' });
    expect(await ordersFor(context, iccid)).toBe(before);
  });
}

/** What SIM cards in the field are, for providers of fleets. */
export function describeFleet(context: Context): void {
  const can = context.harness.create(context.harness.address);
  if (!isFleet(can)) return;

  describe('the SIMs of a fleet', () => {
    describeSims(context);
    describeChanges(context);
    describeFleetTopUps(context);

    test('are reset, sent texts and topped up by themselves; articles are for sale', async () => {
      const [fleet, iccid] = [fleetOf(context), takeSim(context)];
      // For a while after a reset nothing else can be done with it.
      context.sims = context.sims.filter((sim) => sim.iccid !== iccid);
      await fleet.sendText(iccid, 'hello');
      await fleet.resetConnection(iccid);
      await fleet.setAutoTopUp([iccid], false);
      expect((await fleet.listProducts()).length).toBeGreaterThan(0);
    });

    if (can.listTexts) {
      test('keep the texts that were sent to them', async () => {
        const [fleet, { iccid }, text] = [fleetOf(context), anyOf(context.sims), `text ${randomUUID().slice(0, 8)}`];
        const { providerTextId } = await fleet.sendText(iccid, text);
        expect(await collect(fleet.listTexts?.(iccid))).toContainEqual(expect.objectContaining({ text, direction: 'to-sim', ...(providerTextId === null ? {} : { providerTextId }) }));
      });
    }
    if (can.readLimits && can.listSelectableLimits) {
      test('share limits, of which some can be chosen', async () => {
        const limits = await fleetOf(context).readLimits?.();
        expect(Object.keys(limits ?? {}).toSorted()).toEqual(['data', 'textReceived', 'textSent']);
        expect((await fleetOf(context).listSelectableLimits?.('data'))?.length).toBeGreaterThan(0);
      });
    }
  });
}
