import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { control, esimsOf, failureOf, newReference, newRequest, nobody, NOWHERE, takePlan, type Context } from '@/tests/contract/context';
import { sellsEsims } from '@/tests/contract/harness';
import type { ProviderPlan, TopUpRequest } from '@/lib/providers/provider';

const USED = 1_000;
const isMeasured = (plan: ProviderPlan) => plan.isTopUpPossible !== false && !plan.isUnlimited && (plan.dataMegabytes ?? 0) >= 2 * USED && plan.destination.kind === 'country';

/** One that is in use, a thousand megabytes of it used. */
export async function newEsim(context: Context) {
  const plan = takePlan(context, isMeasured);
  const purchase = await esimsOf(context).purchase(newRequest(context, {}, plan));
  const [esim] = purchase.status === 'ready' ? purchase.esims : [];
  if (!esim) throw new Error('no eSIM');
  await control(context.harness, `/providers/${context.harness.service}/use`, { iccid: esim.iccid, megabytes: USED });
  return { iccid: esim.iccid, plan, providerOrderId: purchase.providerOrderId };
}

async function wishFor(context: Context, iccid: string): Promise<TopUpRequest> {
  const [offer] = (await esimsOf(context).listTopUps?.(iccid)) ?? [];
  if (!offer) throw new Error('nothing on offer');
  context.bought.add(offer.providerPlanId);
  return { reference: newReference(), orderId: randomUUID(), iccid, providerPlanId: offer.providerPlanId, summary: offer.title, expectedUnitCost: offer.cost, sentAt: new Date() };
}

function describeTopUps(context: Context): void {
  test('has packages on offer that cost money and say how much they are', async () => {
    const { iccid } = await newEsim(context);
    const offers = (await esimsOf(context).listTopUps?.(iccid)) ?? [];
    expect(offers.length).toBeGreaterThan(0);
    for (const offer of offers) {
      expect(offer.cost.amountMinor).toBeGreaterThan(0);
      expect(offer.validityDays).toBeGreaterThan(0);
      expect(offer.isUnlimited || offer.dataMegabytes !== null).toBe(true);
    }
  });

  test('is topped up once, and the bundle is there', async () => {
    const [provider, { iccid }] = [esimsOf(context), await newEsim(context)];
    const request = await wishFor(context, iccid);
    const done = await provider.topUp?.(request);
    const { providerOrderId = '' } = done ?? {};
    expect(await provider.findTopUp?.(request, nobody)).toEqual({ found: 'one', providerOrderId });
    expect(await provider.listBundles?.(iccid)).toHaveLength(2);
    expect(await provider.findTopUp?.(request, async (id) => id === providerOrderId)).toEqual({ found: 'none' });
  });

  test('whose top-up was acted on and never answered is unknown, happened once and is found', async () => {
    const { harness } = context;
    const [provider, { iccid }] = [esimsOf(context), await newEsim(context)];
    const request = await wishFor(context, iccid);
    await control(harness, '/faults', { service: harness.service, operation: harness.operations.topUp, fault: { kind: 'act-then-hang-up' }, match: harness.matchOf?.(request) });
    expect(await failureOf(provider.topUp?.(request) ?? Promise.resolve())).toMatchObject({ code: 'outcome-unknown' });
    expect(await provider.listBundles?.(iccid)).toHaveLength(2);
    expect(await provider.findTopUp?.(request, nobody)).toMatchObject({ found: 'one' });
  });

  test('cannot be topped up while nobody is there, and nothing was bought', async () => {
    const request = await wishFor(context, (await newEsim(context)).iccid);
    const away = context.harness.create(NOWHERE);
    expect(sellsEsims(away) && (await failureOf(away.topUp?.(request) ?? Promise.resolve()))).toMatchObject({ code: 'unavailable' });
  });
}

/** What an eSIM that is there tells, and how it gets more; as far as the provider can. */
export function describeEsim(context: Context): void {
  const can = context.harness.create(context.harness.address);
  if (!sellsEsims(can)) return;

  describe('an eSIM that is there', () => {
    if (can.readUsage) {
      test('tells what is left of it, in megabytes, and until when', async () => {
        const { iccid, plan } = await newEsim(context);
        const total = plan.dataMegabytes ?? 0;
        expect(await esimsOf(context).readUsage?.(iccid)).toMatchObject({ state: 'active', data: { isUnlimited: false, total, remaining: total - USED }, expiresAt: expect.any(Date), measuredAt: expect.any(Date) });
      });

      test('that nobody knows is refused', async () => {
        expect(await failureOf(esimsOf(context).readUsage?.('8900000000000000000') ?? Promise.resolve())).toMatchObject({ code: 'rejected' });
        expect(await failureOf(esimsOf(context).readEsim('8900000000000000000'))).toMatchObject({ code: 'rejected' });
      });
    }
    if (can.listBundles) {
      test('tells its bundles', async () => {
        const { iccid, plan } = await newEsim(context);
        expect(await esimsOf(context).listBundles?.(iccid)).toMatchObject([{ providerPlanId: plan.providerPlanId, state: 'active', data: { isUnlimited: false, total: plan.dataMegabytes }, startedAt: expect.any(Date) }]);
      });
    }
    if (can.readInstallSteps) {
      test('has steps to install it that carry no code of it', async () => {
        const { iccid } = await newEsim(context);
        const { profile } = await esimsOf(context).readEsim(iccid);
        const steps = (await esimsOf(context).readInstallSteps?.(iccid, 'en')) ?? [];
        expect(steps.length).toBeGreaterThan(0);
        for (const code of [profile.matchingId, profile.lpa, profile.iccid]) expect(JSON.stringify(steps)).not.toContain(code);
      });
    }
    if (can.getBalance) {
      test('was paid from a balance that is money', async () => {
        expect(await esimsOf(context).getBalance?.()).toMatchObject({ amountMinor: expect.any(Number), currency: expect.stringMatching(/^[A-Z]{3}$/) });
      });
    }
    if (can.topUp) describeTopUps(context);
  });
}
