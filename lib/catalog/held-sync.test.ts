import { beforeEach, describe, expect, test } from 'vitest';
import { refusePlan } from '@/lib/catalog/refuse-plan';
import { approveSync, rejectSync, syncPlans } from '@/lib/catalog/sync-plans';
import { db, pool } from '@/lib/db/client';
import type { ProviderPlan } from '@/lib/providers/provider';
import { lastSync, listing, many, offering, onSale, planNamed, usd } from '@/tests/offered-plans';

async function heldBy(plans: ProviderPlan[]): Promise<string> {
  const result = await syncPlans(offering(plans));
  if (result.outcome !== 'held') throw new Error(`expected a held sync, got ${result.outcome}`);
  return result.syncId;
}

beforeEach(() => pool().query('TRUNCATE "Plan", "Destination", "CatalogSync" CASCADE').then(() => undefined));

describe('a sync that would change too much', () => {
  beforeEach(() => syncPlans(offering(many(100))).then(() => undefined));

  test('goes through at the limit and waits for staff beyond it', async () => {
    expect(await syncPlans(offering(many(80)))).toMatchObject({ outcome: 'completed', removed: 20 });
    expect(await syncPlans(offering(many(63)))).toMatchObject({ outcome: 'held', reason: 'would remove 17 of 80 plans' });
    expect(await onSale()).toBe(80);
    expect(await lastSync()).toMatchObject({ status: 'held', removed: 17, seen: 63 });
  });

  test('of prices goes through at the limit and waits for staff beyond it', async () => {
    expect(await syncPlans(offering(many(100, (index) => (index < 30 ? { recommendedRetail: usd(500) } : {}))))).toMatchObject({ outcome: 'completed', updated: 30 });
    expect(await syncPlans(offering(many(100, (index) => (index < 31 ? { recommendedRetail: usd(600) } : { })))))
      .toMatchObject({ outcome: 'held', reason: 'would change the price of 31 of 100 plans on sale' });
    expect(await db().plan.count({ where: { priceMinor: 600 } })).toBe(0);
  });

  test.each([
    ['a price a hundred times higher', usd(45_000)],
    ['another currency', { amountMinor: 450, currency: 'EUR' }],
  ])('waits for %s, even of one plan', async (_what, retail) => {
    const change = { cost: { amountMinor: 300, currency: retail.currency }, recommendedRetail: retail };
    expect(await syncPlans(offering(many(100, (index) => (index === 0 ? change : {}))))).toMatchObject({ outcome: 'held' });
    expect(await planNamed('plan-0')).toMatchObject({ priceMinor: 450, currency: 'USD' });
  });

  const CHEAP = { cost: usd(3), recommendedRetail: usd(4) };
  const takenOff: [string, () => Promise<unknown>][] = [
    ['was withdrawn', () => syncPlans(offering(many(99)))],
    ['its provider refused', () => refusePlan('fake', 'plan-99')],
    ['could not be read', () => syncPlans(offering(many(100, (index) => (index === 99 ? { dataMegabytes: null } : {}))))],
  ];
  test.each(takenOff)('waits for a plan that %s and would come back a hundred times cheaper', async (_what, takeOff) => {
    await takeOff();
    expect(await planNamed('plan-99')).toMatchObject({ isOnSale: false });
    expect(await syncPlans(offering(many(100, (index) => (index === 99 ? CHEAP : {}))))).toMatchObject({ outcome: 'held', reason: expect.stringContaining('fifty-fold') });
    expect(await planNamed('plan-99')).toMatchObject({ isOnSale: false, priceMinor: 450 });
    expect(await syncPlans(offering(many(100)))).toMatchObject({ outcome: 'completed', updated: 1 });
    expect(await planNamed('plan-99')).toMatchObject({ isOnSale: true, priceMinor: 450 });
  });

  test('waits too where the plan was refused while it was listed: its last price is not forgotten before it comes back', async () => {
    const refusedMeanwhile = listing(async function* () {
      await refusePlan('fake', 'plan-99');
      yield* many(100, (index) => (index === 99 ? CHEAP : {}));
    });
    expect(await syncPlans(refusedMeanwhile)).toMatchObject({ outcome: 'held', reason: expect.stringContaining('fifty-fold') });
    expect(await planNamed('plan-99')).toMatchObject({ isOnSale: false, priceMinor: 450 });
  });

  test('counts plans that come back, and none that stay off sale', async () => {
    const raised = (from: number) => many(100, (index) => (index >= from ? { recommendedRetail: usd(500) } : {}));
    await syncPlans(offering(many(80)));
    await db().plan.updateMany({ where: { providerPlanId: { in: many(30).map((plan) => plan.providerPlanId) } }, data: { isOnSale: false, offSaleReason: 'paused' } });
    // 50 on sale and 20 that come back: 21 is the most.
    expect(await syncPlans(offering(raised(78)))).toMatchObject({ outcome: 'held', reason: 'would change the price of 22 of 70 plans' });
    expect(await syncPlans(offering(raised(79)))).toMatchObject({ outcome: 'completed', updated: 21 });
    expect(await planNamed('plan-99')).toMatchObject({ isOnSale: true, priceMinor: 500 });
  });

  test('does not wait for prices of plans that stay off sale, as long as they are likely ones', async () => {
    await db().plan.updateMany({ where: { providerPlanId: { in: many(60).map((plan) => plan.providerPlanId) } }, data: { isOnSale: false, offSaleReason: 'paused' } });
    expect(await syncPlans(offering(many(100, (index) => (index < 60 ? { recommendedRetail: usd(500) } : {}))))).toMatchObject({ outcome: 'completed' });
    expect(await onSale()).toBe(40);
  });

  test('is applied once when approved, and says who did it', async () => {
    const syncId = await heldBy(many(50, (index) => (index === 0 ? { title: 'New' } : {})));
    const decisions = await Promise.all([approveSync(syncId, 'ana@example.com'), approveSync(syncId, 'ben@example.com')]);
    expect(decisions.filter(({ outcome }) => outcome === 'completed')).toEqual([expect.objectContaining({ removed: 50, updated: 1, inserted: 0 })]);
    expect(await onSale()).toBe(50);
    expect(await planNamed('plan-0')).toMatchObject({ title: 'New' });
    expect(await planNamed('plan-1')).toMatchObject({ title: '1 GB', isOnSale: true });
    expect(await db().auditEntry.count({ where: { action: 'catalog.approve-sync', subject: syncId } })).toBe(1);
    expect((await db().catalogSync.findUniqueOrThrow({ where: { id: syncId } })).approvedBy).toMatch(/^(ana|ben)@/);
    expect(await approveSync(syncId, 'ana@example.com')).toEqual({ outcome: 'not-held' });
  });

  test('of which a part was taken away cannot be approved', async () => {
    const syncId = await heldBy(many(50, (index) => (index === 0 ? { title: 'New' } : {})));
    await db().stagedPlan.deleteMany({ where: { syncId, providerPlanId: 'plan-0' } });
    await expect(approveSync(syncId, 'ana@example.com')).rejects.toMatchObject({ code: 'sync-interrupted' });
    expect(await onSale()).toBe(100);
  });

  test('changes nothing when rejected, and cannot be approved afterwards', async () => {
    const syncId = await heldBy(many(50));
    expect(await rejectSync(syncId, 'ana@example.com')).toEqual({ outcome: 'rejected' });
    expect(await approveSync(syncId, 'ana@example.com')).toEqual({ outcome: 'not-held' });
    expect(await onSale()).toBe(100);
    expect(await db().stagedPlan.count()).toBe(0);
    expect(await db().auditEntry.count({ where: { action: 'catalog.reject-sync', subject: syncId } })).toBe(1);
  });

  test('is overtaken by a later one, held or completed', async () => {
    const first = await heldBy(many(50));
    const second = await heldBy(many(40));
    expect(await approveSync(first, 'ana@example.com')).toEqual({ outcome: 'not-held' });
    expect(await db().stagedPlan.count()).toBe(60);
    expect(await syncPlans(offering(many(100)))).toMatchObject({ outcome: 'completed' });
    expect(await approveSync(second, 'ana@example.com')).toEqual({ outcome: 'not-held' });
    expect(await onSale()).toBe(100);
  });

  test('approved after a refusal leaves the refused plan off sale', async () => {
    const syncId = await heldBy(many(50));
    await refusePlan('fake', 'plan-4');
    await approveSync(syncId, 'ana@example.com');
    expect(await planNamed('plan-4')).toMatchObject({ isOnSale: false, offSaleReason: 'provider-refused' });
  });
});
