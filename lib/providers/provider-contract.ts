import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EsimProvider, ProviderPlan, PurchaseRequest } from '@/lib/providers/provider';

/** The emulated service a provider is tested against, over HTTP. */
export type ProviderHarness = {
  service: string;
  /** Address of the sandbox's controls. */
  controls: string;
  create: () => EsimProvider;
  createWithWrongCredentials: () => EsimProvider;
  /** The same adapter, pointed at an address where nobody listens. */
  createUnreachable: () => EsimProvider;
  /** Text that only the request spending money for this purchase contains. */
  matchOf: (request: PurchaseRequest) => string;
  /** Whether a ledger entry is about this purchase. */
  isPurchaseOf: (entry: { reference: string; data: Record<string, unknown> }, request: PurchaseRequest) => boolean;
};

type Entry = { reference: string; data: Record<string, unknown> };

const nobody = async () => false;

async function control(harness: ProviderHarness, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${harness.controls}${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** What every provider promises, failures included. Each adapter runs this list against its own emulator. */
export function describeProviderContract(harness: ProviderHarness): void {
  let provider: EsimProvider;
  const plans: ProviderPlan[] = [];
  let next = 0;

  const newRequest = (changes: Partial<PurchaseRequest> = {}): PurchaseRequest => {
    const plan = plans[(next += 1) % plans.length];
    if (!plan) throw new Error('no plan');
    return {
      reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId: plan.providerPlanId, quantity: 1,
      summary: plan.title, expectedUnitCost: plan.cost, sentAt: new Date(), ...changes,
    };
  };
  const fault = (request: PurchaseRequest, kind: object) =>
    control(harness, '/faults', { service: harness.service, operation: 'order', fault: kind, match: harness.matchOf(request) });
  const made = async (request: PurchaseRequest): Promise<number> => {
    const entries = (await control(harness, `/ledger?service=${harness.service}&type=purchase`)) as Entry[];
    return entries.filter((entry) => harness.isPurchaseOf(entry, request)).length;
  };
  const failure = async (work: Promise<unknown>) => work.then(() => null, (error: unknown) => error);

  beforeAll(async () => {
    provider = harness.create();
    for await (const plan of provider.listPlans()) plans.push(plan);
    // Files run side by side against one sandbox: each starts somewhere else.
    next = randomBytes(4).readUInt32BE() % Math.max(1, plans.length);
  }, 120_000);

  describe('plans', () => {
    test('each has an id of its own, a price, a validity and a place', () => {
      expect(plans.length).toBeGreaterThan(500);
      expect(new Set(plans.map(({ providerPlanId }) => providerPlanId)).size).toBe(plans.length);
      for (const plan of plans) {
        expect(plan.cost.amountMinor).toBeGreaterThan(0);
        expect(plan.validityDays).toBeGreaterThan(0);
        expect(plan.isUnlimited).toBe(plan.dataMegabytes === null);
        expect(plan.raw).toBeTruthy();
      }
    });
    test('countries, regions and the whole world are there', () => {
      expect(new Set(plans.map(({ destination }) => destination.kind))).toEqual(new Set(['country', 'region', 'global']));
      expect(new Set(plans.flatMap(({ destination }) => (destination.kind === 'country' ? [destination.countryCode] : []))).size).toBeGreaterThan(50);
    });
    test('coverage names real countries, each once', () => {
      for (const { coverage } of plans) {
        const codes = coverage.map(({ countryCode }) => countryCode);
        expect(codes.length).toBeGreaterThan(0);
        expect(new Set(codes).size).toBe(codes.length);
        for (const code of codes) expect(code).toMatch(/^[A-Z]{2}$/);
      }
    });
    test('no text carries markup or control and bidi characters', () => {
      for (const { title, operatorName, fairUseText, infoTexts } of plans) {
        for (const text of [title, operatorName ?? '', fairUseText ?? '', ...infoTexts]) expect(text).not.toMatch(/<[a-z/]|\p{Cc}|[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u);
      }
    });
  });

  describe('a purchase', () => {
    test('gives as many different installable eSIMs as were asked for, and reads the same again', async () => {
      const request = newRequest({ quantity: 2 });
      const purchase = await provider.purchase(request);
      if (purchase.status !== 'ready') throw new Error('not ready');
      expect(new Set(purchase.esims.map(({ iccid }) => iccid)).size).toBe(2);
      for (const { lpa, smdpAddress, matchingId, iccid } of purchase.esims) {
        expect(lpa).toBe(`LPA:1$${smdpAddress}$${matchingId}`);
        expect(iccid).toMatch(/^\d{18,22}$/);
      }
      const again = await provider.readPurchase(purchase.providerOrderId);
      expect(again.status === 'ready' && again.esims.map(({ lpa }) => lpa)).toEqual(purchase.esims.map(({ lpa }) => lpa));
      const [first] = purchase.esims;
      expect((await provider.readEsim(first?.iccid ?? '')).profile).toMatchObject({ iccid: first?.iccid, lpa: first?.lpa });
      expect(await made(request)).toBe(1);
    });

    test('whose answer is lost is unknown, happened once, and is found once', async () => {
      const request = newRequest();
      await fault(request, { kind: 'act-then-hang-up' });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown', retryable: true });
      expect(await made(request)).toBe(1);
      const found = await provider.findPurchase(request, nobody);
      expect(found).toMatchObject({ found: 'one', purchase: { status: 'ready', esims: [{}] } });
      expect(await provider.findPurchase(request, async () => true)).toEqual({ found: 'none' });
    });

    test('that never happened is unknown and not found', async () => {
      const request = newRequest();
      await fault(request, { kind: 'hang-up-before-acting' });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown' });
      expect(await made(request)).toBe(0);
      expect(await provider.findPurchase(request, nobody)).toEqual({ found: 'none' });
    });

    test('answered with garbage keeps the answer, and is found', async () => {
      const request = newRequest();
      await fault(request, { kind: 'garbage' });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown', provider: { rawAnswer: expect.stringContaining('<') } });
      expect(await provider.findPurchase(request, nobody)).toMatchObject({ found: 'one' });
    });

    test('answered with JSON of another shape keeps the answer for a person', async () => {
      const request = newRequest();
      await fault(request, { kind: 'garbage', body: '{"surprise":true}' });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'bad-response', provider: { rawAnswer: '{"surprise":true}' } });
    });

    test('answered with a server error is unknown', async () => {
      const request = newRequest();
      await fault(request, { kind: 'status', status: 502 });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown' });
    });

    test('slowed down by the provider says for how long', async () => {
      const request = newRequest();
      await fault(request, { kind: 'rate-limit', retryAfter: '7' });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'rate-limited', provider: { retryAfterMs: 7_000 } });
      expect(await made(request)).toBe(0);
    });

    test('of a plan that does not exist is refused for good', async () => {
      const request = newRequest({ providerPlanId: 'no-such-plan-anywhere' });
      expect(await failure(provider.purchase(request))).toMatchObject({ code: 'rejected', retryable: false, provider: { refusal: { reason: 'plan-withdrawn' } } });
    });

    test('of more than the provider sells at once is refused before it is sent', async () => {
      const request = newRequest({ quantity: provider.maxQuantityPerPurchase + 1 });
      expect(await failure(harness.createUnreachable().purchase(request))).toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'invalid-request' } } });
    });

    test('that could not be sent is no unknown outcome', async () => {
      expect(await failure(harness.createUnreachable().purchase(newRequest()))).toMatchObject({ code: 'unavailable', retryable: true });
    });

    test('with wrong credentials says so', async () => {
      expect(await failure(harness.createWithWrongCredentials().purchase(newRequest()))).toMatchObject({ code: 'unauthorized' });
    });
  });

  test('the balance is money', async () => {
    expect(await provider.getBalance?.()).toMatchObject({ amountMinor: expect.any(Number), currency: expect.stringMatching(/^[A-Z]{3}$/) });
  });
}
