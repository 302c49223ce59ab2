import { describe, expect, test } from 'vitest';
import { control, countPurchases, esimsOf, failureOf, newRequest, nobody, NOWHERE, type Context } from '@/tests/contract/context';
import { sellsEsims } from '@/tests/contract/harness';
import type { PurchaseRequest } from '@/lib/providers/provider';

const fault = ({ harness }: Context, request: PurchaseRequest, kind: object) =>
  control(harness, '/faults', { service: harness.service, operation: harness.operations.purchase, fault: kind, match: harness.matchOf?.(request) });
const made = ({ harness }: Context, request: PurchaseRequest) => countPurchases(harness, (entry) => harness.isPurchaseOf?.(entry, request) ?? false);

function describeLostAnswers(context: Context): void {
  test('whose answer is lost is unknown, happened once, and is found once', async () => {
    const [provider, request] = [esimsOf(context), newRequest(context)];
    await fault(context, request, { kind: 'act-then-hang-up' });
    expect(await failureOf(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown', retryable: true });
    expect(await made(context, request)).toBe(1);
    expect(await provider.findPurchase(request, nobody)).toMatchObject({ found: 'one', purchase: { status: 'ready', esims: [{}] } });
    expect(await provider.findPurchase(request, async () => true)).toEqual({ found: 'none' });
  });

  test('that never happened is unknown and not found', async () => {
    const [provider, request] = [esimsOf(context), newRequest(context)];
    await fault(context, request, { kind: 'hang-up-before-acting' });
    expect(await failureOf(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown' });
    expect(await made(context, request)).toBe(0);
    expect(await provider.findPurchase(request, nobody)).toEqual({ found: 'none' });
  });

  test('answered with garbage keeps the answer, and is found', async () => {
    const [provider, request] = [esimsOf(context), newRequest(context)];
    await fault(context, request, { kind: 'garbage' });
    expect(await failureOf(provider.purchase(request))).toMatchObject({ code: 'outcome-unknown', provider: { rawAnswer: expect.stringContaining('<') } });
    expect(await provider.findPurchase(request, nobody)).toMatchObject({ found: 'one' });
  });

  test('answered with JSON of another shape keeps the answer for a person', async () => {
    const request = newRequest(context);
    await fault(context, request, { kind: 'garbage', body: '{"surprise":true}' });
    expect(await failureOf(esimsOf(context).purchase(request))).toMatchObject({ code: 'bad-response', provider: { rawAnswer: '{"surprise":true}' } });
  });
}

/** What buying eSIMs is, lost answers and refusals included. */
export function describePurchase(context: Context): void {
  describe('a purchase', () => {
    test('gives as many different installable eSIMs as were asked for, and reads the same again', async () => {
      const [provider, request] = [esimsOf(context), newRequest(context, { quantity: 2 })];
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
      expect(await made(context, request)).toBe(1);
    });

    test('of a plan that does not exist is refused for good', async () => {
      const request = newRequest(context, { providerPlanId: 'no-such-plan-anywhere' });
      expect(await failureOf(esimsOf(context).purchase(request))).toMatchObject({ code: 'rejected', retryable: false, provider: { refusal: { reason: 'plan-withdrawn' } } });
    });

    test('of more than the provider sells at once is refused before it is sent', async () => {
      const request = newRequest(context, { quantity: esimsOf(context).maxQuantityPerPurchase + 1 });
      const away = context.harness.create(NOWHERE);
      expect(sellsEsims(away) && (await failureOf(away.purchase(request)))).toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'invalid-request' } } });
    });

    describeLostAnswers(context);
  });
}
