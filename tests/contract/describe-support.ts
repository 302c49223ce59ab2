import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { collect, esimsOf, failureOf, newRequest, type Context } from '@/tests/contract/context';
import { newEsim } from '@/tests/contract/describe-esim';
import { describeSupportAccount } from '@/tests/contract/describe-support-account';
import { sellsEsims } from '@/tests/contract/harness';
import type { EsimSupport } from '@/lib/providers/esim-support';

export type Promised = readonly [sentence: string, run: (support: EsimSupport, context: Context) => Promise<void>];

const PNG = [0x89, 0x50, 0x4e, 0x47];

/** One that nobody used yet. */
async function freshEsim(context: Context) {
  const purchase = await esimsOf(context).purchase(newRequest(context));
  const [esim] = purchase.status === 'ready' ? purchase.esims : [];
  if (!esim) throw new Error('no eSIM');
  return { iccid: esim.iccid, providerOrderId: purchase.providerOrderId };
}

/** What is promised of each thing that may be done to one eSIM, for those who can do it. */
const OF_ESIM: { [Name in keyof EsimSupport]?: Promised } = {
  refreshNetwork: ['registers it anew', async (support, context) => support.refreshNetwork?.((await newEsim(context)).iccid)],
  sendText: ['sends it a text, and none that is too long or empty', async (support, context) => {
    const { iccid } = await newEsim(context);
    await support.sendText?.(iccid, 'hello');
    context.wire.requests.length = 0;
    for (const text of ['', 'x'.repeat(161)]) expect(await failureOf(support.sendText?.(iccid, text) ?? Promise.resolve())).toMatchObject({ code: 'rejected' });
    expect(context.wire.requests).toEqual([]);
  }],
  readSighting: ['says where it was seen, or that it does not know', async (support, context) => {
    const seen = await support.readSighting?.((await newEsim(context)).iccid);
    if (seen) expect(Object.keys(seen).toSorted()).toEqual(['countryCode', 'networkCode', 'networkName', 'seenAt']);
    else expect(seen).toBeNull();
  }],
  readHistory: ['tells what happened to it, newest first', async (support, context) => {
    const times = ((await support.readHistory?.((await newEsim(context)).iccid)) ?? []).map(({ at }) => at.getTime());
    expect(times.length).toBeGreaterThan(0);
    expect(times).toEqual(times.toSorted((one, other) => other - one));
  }],
  labelEsim: ['keeps our label on it', async (support, context) => {
    const [{ iccid }, label] = [await freshEsim(context), `order ${randomUUID().slice(0, 8)}`];
    await support.labelEsim?.(iccid, label);
    if (support.listEsims) expect(await collect(support.listEsims({ iccid }))).toContainEqual(expect.objectContaining({ iccid, label }));
  }],
  brandEsim: ['carries no name again when it is taken away, and none that nobody set up', async (support, context) => {
    const { iccid } = await freshEsim(context);
    await support.brandEsim?.(iccid, null);
    expect(await failureOf(support.brandEsim?.(iccid, `nobody ${randomUUID()}`) ?? Promise.resolve())).toMatchObject({ code: 'rejected' });
  }],
  isCompatible: ['takes what is on offer for it', async (support, context) => {
    const { iccid } = await newEsim(context);
    const [offer] = (await esimsOf(context).listTopUps?.(iccid)) ?? [];
    expect(await support.isCompatible?.(iccid, offer?.providerPlanId ?? '')).toBe(true);
  }],
  readBundle: ['tells the latest bundle of a plan, or that there is none', async (support, context) => {
    const { iccid, plan } = await newEsim(context);
    expect(await support.readBundle?.(iccid, plan.providerPlanId)).toMatchObject({ providerPlanId: plan.providerPlanId });
  }],
  readShare: ['has a page of its own at the provider, or none', async (support, context) => {
    const share = await support.readShare?.((await freshEsim(context)).iccid);
    if (share) expect(share.link).toMatch(/^https:\/\//);
    else expect(share).toBeNull();
  }],
  readQrCodes: ['has its code as a picture, one for each of the order', async (support, context) => {
    const purchase = await esimsOf(context).purchase(newRequest(context, { quantity: 2 }));
    const pictures = (await support.readQrCodes?.(purchase.providerOrderId)) ?? [];
    expect(pictures.map((picture) => Array.from(picture.subarray(0, 4)))).toEqual([PNG, PNG]);
  }],
  suspendEsim: ['is off the network and on again, or the account is told that it cannot', async (support, context) => {
    const { iccid } = await newEsim(context);
    for (const isSuspended of [true, false]) {
      const failure = await failureOf(support.suspendEsim?.(iccid, isSuspended) ?? Promise.resolve());
      if (failure) expect(failure).toMatchObject({ code: 'rejected', retryable: false });
      expect([failure ? null : isSuspended, null]).toContain(await support.isSuspended?.(iccid));
    }
  }],
  deactivateEsim: ['is never ended by a slip of the pen: nothing leaves when the two numbers differ', async (support, context) => {
    const [{ iccid }, other] = [await freshEsim(context), await freshEsim(context)];
    context.wire.requests.length = 0;
    expect(await failureOf(support.deactivateEsim?.(iccid, other.iccid) ?? Promise.resolve())).toMatchObject({ code: 'rejected' });
    expect(context.wire.requests).toEqual([]);
  }],
  requestRefund: ['can be asked back, and the request has a number', async (support, context) => {
    const { iccid } = await freshEsim(context);
    expect(await support.requestRefund?.({ iccids: [iccid], ground: 'other', notes: 'never used' })).toMatchObject({ refundId: expect.stringMatching(/./) });
  }],
  revokeBundle: ['loses no bundle by being checked, and the named one when it is carried out', async (support, context) => {
    const [provider, { iccid }] = [esimsOf(context), await freshEsim(context)];
    const live = async () => ((await provider.listBundles?.(iccid)) ?? []).filter(({ state }) => state !== 'revoked');
    const before = await live();
    const [bundle] = before;
    const revocation = { iccid, providerBundleId: bundle?.providerBundleId ?? '', providerPlanId: bundle?.providerPlanId ?? '', refundTo: 'stock' as const };
    await support.revokeBundle?.({ ...revocation, mode: 'check' });
    expect(await live()).toEqual(before);
    await support.revokeBundle?.({ ...revocation, mode: 'carry-out' });
    expect(await live()).toHaveLength(before.length - 1);
  }],
};

/** What support staff get, as far as the provider has it: a capability is a method that is there. */
export function describeSupport(context: Context): void {
  const can = context.harness.create(context.harness.address);
  const support = sellsEsims(can) ? can.support : undefined;
  if (!support) return;
  const supportOf = () => esimsOf(context).support ?? {};
  const present = Object.entries(OF_ESIM).filter(([name]) => name in support);

  describe('for support, an eSIM', () => {
    test.each(present.map(([name, [sentence, run]]) => ({ name, sentence, run })))('$sentence ($name)', ({ run }) => run(supportOf(), context));
  });
  describeSupportAccount(context, support);
}
