import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EsimProvider, ProviderPlan, TopUpRequest } from '@/lib/providers/provider';

/** The emulated service an eSIM of the provider lives at. */
export type EsimHarness = {
  service: string;
  controls: string;
  create: () => EsimProvider;
  createUnreachable: () => EsimProvider;
  /** The sandbox's name of the call that tops up, and text that only it contains. */
  topUpOperation: string;
  matchOf: (request: TopUpRequest) => string;
};

const nobody = async () => false;

async function post(harness: EsimHarness, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${harness.controls}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const newReference = () => `sf${randomBytes(20).toString('hex')}`;
const isMeasured = (plan: ProviderPlan) => plan.isTopUpPossible !== false && !plan.isUnlimited && (plan.dataMegabytes ?? 0) >= 2_000 && plan.destination.kind === 'country';

/** What every provider promises of an eSIM that is there already, as far as it can. Each adapter runs this list against its own emulator. */
export function describeEsimContract(harness: EsimHarness): void {
  let provider: EsimProvider;
  const plans: ProviderPlan[] = [];

  /** One of its own for each test, a thousand megabytes of it used. */
  const newEsim = async () => {
    const plan = plans[randomBytes(4).readUInt32BE() % Math.max(1, plans.length)];
    if (!plan) throw new Error('no plan');
    const bought = await provider.purchase({ reference: newReference(), orderId: randomUUID(), providerPlanId: plan.providerPlanId, quantity: 1, summary: plan.title, expectedUnitCost: plan.cost, sentAt: new Date() });
    const iccid = bought.status === 'ready' ? (bought.esims[0]?.iccid ?? '') : '';
    await post(harness, `/providers/${harness.service}/use`, { iccid, megabytes: 1_000 });
    return { iccid, plan };
  };
  const wish = async (iccid: string): Promise<TopUpRequest> => {
    const [offer] = (await provider.listTopUps?.(iccid)) ?? [];
    if (!offer) throw new Error('nothing on offer');
    return { reference: newReference(), orderId: randomUUID(), iccid, providerPlanId: offer.providerPlanId, summary: offer.title, expectedUnitCost: offer.cost, sentAt: new Date() };
  };

  beforeAll(async () => {
    provider = harness.create();
    for await (const each of provider.listPlans()) if (isMeasured(each)) plans.push(each);
  }, 120_000);

  describe('an eSIM that is there', () => {
    test('tells what is left of it, in megabytes, and until when', async () => {
      const { iccid, plan } = await newEsim();
      const usage = await provider.readUsage?.(iccid);
      const total = plan.dataMegabytes ?? 0;
      expect(usage).toMatchObject({ state: 'active', data: { isUnlimited: false, total, remaining: total - 1_000 }, expiresAt: expect.any(Date), measuredAt: expect.any(Date) });
    });

    test('tells its bundles', async () => {
      const { iccid, plan } = await newEsim();
      expect(await provider.listBundles?.(iccid)).toMatchObject([{ providerPlanId: plan.providerPlanId, state: 'active', data: { isUnlimited: false, total: plan.dataMegabytes }, startedAt: expect.any(Date) }]);
    });

    test('has packages on offer that cost money and say how much they are', async () => {
      const { iccid } = await newEsim();
      const offers = (await provider.listTopUps?.(iccid)) ?? [];
      expect(offers.length).toBeGreaterThan(0);
      for (const offer of offers) {
        expect(offer.cost.amountMinor).toBeGreaterThan(0);
        expect(offer.validityDays).toBeGreaterThan(0);
        expect(offer.isUnlimited || offer.dataMegabytes !== null).toBe(true);
      }
    });

    test('is topped up once, and the bundle is there', async () => {
      const { iccid } = await newEsim();
      const request = await wish(iccid);
      const { providerOrderId } = (await provider.topUp?.(request)) ?? { providerOrderId: '' };
      expect(await provider.findTopUp?.(request, nobody)).toEqual({ found: 'one', providerOrderId });
      expect(await provider.listBundles?.(iccid)).toHaveLength(2);
      expect(await provider.findTopUp?.(request, async (id) => id === providerOrderId)).toEqual({ found: 'none' });
    });

    test('whose top-up was acted on and never answered is unknown, happened once and is found', async () => {
      const { iccid } = await newEsim();
      const request = await wish(iccid);
      await post(harness, '/faults', { service: harness.service, operation: harness.topUpOperation, fault: { kind: 'act-then-hang-up' }, match: harness.matchOf(request) });
      await expect(provider.topUp?.(request)).rejects.toMatchObject({ code: 'outcome-unknown' });
      expect(await provider.listBundles?.(iccid)).toHaveLength(2);
      expect(await provider.findTopUp?.(request, nobody)).toMatchObject({ found: 'one' });
    });

    test('that nobody knows is refused, and one that cannot be reached is not', async () => {
      const { iccid } = await newEsim();
      const request = await wish(iccid);
      await expect(provider.readUsage?.('8900000000000000000')).rejects.toMatchObject({ code: 'rejected' });
      await expect(harness.createUnreachable().readUsage?.(iccid)).rejects.toMatchObject({ code: 'unavailable' });
      await expect(harness.createUnreachable().topUp?.(request)).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
