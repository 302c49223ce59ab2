import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { checkCompatible } from '@/lib/esims/check-compatible';
import { askHistory, askSighting, askSuspension, listAbilities, listTopics } from '@/lib/esims/esim-support';
import { labelEsim } from '@/lib/esims/label-esim';
import { openEsimForStaff } from '@/lib/esims/open-esim-for-staff';
import { requestProviderRefund } from '@/lib/esims/request-provider-refund';
import { refreshNetwork } from '@/lib/esims/refresh-network';
import { checkRevocation, revokeBundle } from '@/lib/esims/revoke-bundle';
import { suspendEsim } from '@/lib/esims/suspend-esim';
import { textEsim } from '@/lib/esims/text-esim';
import { readCallFigures, writeCallCounts } from '@/lib/providers/call-counts';
import { getProvider } from '@/lib/providers/registry';
import type { ProviderPlan } from '@/lib/providers/provider';
import { given } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';

const PROVIDER = 'esimgo';
const actor = 'staff@example.com';
const plans: ProviderPlan[] = [];

/** Other files count what is bought of other countries' plans. */
beforeAll(async () => {
  for await (const plan of getProvider(PROVIDER).listPlans()) if (plan.destination.kind === 'country' && plan.destination.countryCode === 'FR' && !plan.isUnlimited && (plan.dataMegabytes ?? 0) >= 2_000) plans.push(plan);
}, 120_000);

/** An eSIM that its provider knows, delivered on an order of ours. */
async function delivered() {
  const plan = plans[randomBytes(4).readUInt32BE() % plans.length] as ProviderPlan;
  const bought = await getProvider(PROVIDER).purchase({
    reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId: plan.providerPlanId, quantity: 1, summary: plan.title, expectedUnitCost: plan.cost, sentAt: new Date(),
  });
  const iccid = bought.status === 'ready' ? (bought.esims[0]?.iccid ?? '') : '';
  const esim = await given.esim({ provider: PROVIDER, iccid });
  const opened = await openEsimForStaff({ orderId: esim.orderId, esimId: esim.id });
  if (!opened) throw new Error('not delivered');
  return { wish: { orderId: esim.orderId, esimId: esim.id, actor }, esim: opened, plan };
}
const audited = async (esimId: string) => (await db().auditEntry.findMany({ where: { subject: esimId }, orderBy: { id: 'asc' } })).map(({ action, actor: who, data }) => ({ action, who, data }));
const actions = async (esimId: string) => (await audited(esimId)).map(({ action }) => action);

describe('what staff ask of the provider for one eSIM', () => {
  test('is offered as far as the provider can, and what it has no call for is named', async () => {
    const { esim } = await delivered();
    expect(listAbilities(esim)).toEqual(expect.arrayContaining(['refreshNetwork', 'sendText', 'labelEsim', 'isCompatible', 'revokeBundle']));
    expect(listAbilities(esim)).not.toContain('requestRefund');
    expect(listTopics(esim).can).toEqual(expect.arrayContaining(['usage', 'bundles', 'history', 'sighting']));
    expect(listTopics({ ...esim, providerId: 'nobody' })).toEqual({ can: [], cannot: ['usage', 'bundles', 'sighting', 'access', 'history'] });
  });

  test('is done at the provider, shows in its history, and leaves who did it before and after', async () => {
    const { wish, esim } = await delivered();
    expect(await refreshNetwork(wish)).toMatchObject({ outcome: 'done' });
    const told = await askHistory(esim);
    expect(told.told === 'answer' && told.value.some(({ name }) => /refresh/i.test(name))).toBe(true);
    expect(await audited(wish.esimId)).toMatchObject([{ action: 'esim.refresh-network', who: actor, data: { orderId: wish.orderId } }, { action: 'esim.refresh-network.done' }]);
  });

  test('is asked of no eSIM of another order', async () => {
    const { wish } = await delivered();
    const { orderId } = await given.esim();
    for (const elsewhere of [{ ...wish, orderId }, { ...wish, esimId: randomUUID() }, { ...wish, esimId: 'x' }]) {
      expect(await textEsim({ ...elsewhere, message: 'hello' })).toEqual({ outcome: 'no-esim' });
      expect(await checkCompatible({ ...elsewhere, providerPlanId: 'x' })).toEqual({ outcome: 'no-esim' });
      expect(await checkRevocation({ ...elsewhere, providerBundleId: '1', refundTo: 'stock' })).toEqual({ outcome: 'no-esim' });
    }
    expect(await actions(wish.esimId)).toEqual([]);
  });

  test('is refused when the provider has no such call', async () => {
    const esim = await given.esim({ provider: 'airalo' });
    const wish = { orderId: esim.orderId, esimId: esim.id, actor };
    expect(await refreshNetwork(wish)).toEqual({ outcome: 'cannot' });
    expect(await suspendEsim({ ...wish, isSuspended: true })).toEqual({ outcome: 'cannot' });
    expect(await actions(esim.id)).toEqual([]);
  });

  test('and refused there is told as such, and written down', async () => {
    const { wish, esim } = await delivered();
    await sandbox.fault(PROVIDER, 'refresh', { fault: { kind: 'status', status: 400, body: { message: 'no' } }, match: esim.iccid });
    const { outcome } = await refreshNetwork(wish);
    expect(outcome).toBe('provider-refused');
    expect(await audited(wish.esimId)).toMatchObject([{ action: 'esim.refresh-network' }, { action: 'esim.refresh-network.failed', data: { outcome: 'provider-refused' } }]);
  });

  test('and acted upon without an answer is told as unclear, and is not sent again', async () => {
    const { wish, esim } = await delivered();
    await sandbox.fault(PROVIDER, 'sms', { fault: { kind: 'act-then-hang-up' }, match: esim.iccid });
    expect(await textEsim({ ...wish, message: 'Hello from the shop' })).toEqual({ outcome: 'unclear' });
    expect(await audited(wish.esimId)).toMatchObject([{ action: 'esim.text', data: { characters: 19 } }, { action: 'esim.text.failed', data: { outcome: 'unclear' } }]);
    expect(JSON.stringify(await audited(wish.esimId))).not.toContain('Hello');
  });

  test('a label, a sighting and a plan that fits are the provider’s to tell', async () => {
    const { wish, esim, plan } = await delivered();
    expect(await labelEsim({ ...wish, label: 'desk 7' })).toMatchObject({ outcome: 'done' });
    expect((await askSighting(esim)).told).toBe('answer');
    expect(await checkCompatible({ ...wish, providerPlanId: plan.providerPlanId })).toEqual({ outcome: 'compatible' });
    expect(await actions(wish.esimId)).toEqual(['esim.label', 'esim.label.done']);
    expect(['answer', 'cannot']).toContain((await askSuspension(esim)).told);
  });

  test('whether it is suspended is asked once for a page that shows it in two places, and again for the next page', async () => {
    const { esim } = await delivered();
    const calls = async () => (await readCallFigures(PROVIDER, 60)).filter(({ operation }) => operation === 'isSuspended').reduce((sum, each) => sum + each.calls, 0);
    await writeCallCounts();
    const before = await calls();
    await Promise.all([askSuspension(esim), askSuspension(esim)]);
    await writeCallCounts();
    expect(await calls()).toBe(before + 1);
    await askSuspension({ ...esim });
    await writeCallCounts();
    expect(await calls()).toBe(before + 2);
  });

  test('a provider that does not answer a question is an answer, not a failed page', async () => {
    const { esim } = await delivered();
    await sandbox.fault(PROVIDER, 'history', { fault: { kind: 'status', status: 400, body: { message: 'no' } }, match: esim.iccid });
    expect(await askHistory(esim)).toMatchObject({ told: 'no-answer' });
  });
});

describe('asking for our money back', () => {
  async function boughtAtAiralo() {
    for await (const plan of getProvider('airalo').listPlans()) {
      const bought = await getProvider('airalo').purchase({ reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId: plan.providerPlanId, quantity: 1, summary: plan.title, expectedUnitCost: plan.cost, sentAt: new Date() });
      const esim = await given.esim({ provider: 'airalo', iccid: bought.status === 'ready' ? (bought.esims[0]?.iccid ?? '') : '' });
      return { orderId: esim.orderId, esimId: esim.id, actor };
    }
    throw new Error('no plan');
  }

  test('is a request with a number, kept in the log; what was noted for the provider is not', async () => {
    await db().providerTurn.deleteMany();
    const wish = await boughtAtAiralo();
    const asked = await requestProviderRefund({ ...wish, ground: 'no-coverage', notes: 'the valley has none' });
    expect(asked).toMatchObject({ outcome: 'done', answer: { refundId: expect.any(String) } });
    const refundId = asked.outcome === 'done' ? asked.answer.refundId : '';
    expect(await audited(wish.esimId)).toMatchObject([{ action: 'esim.provider-refund', data: { ground: 'no-coverage' } }, { action: 'esim.provider-refund.done', data: { refundId } }]);
    expect(JSON.stringify(await audited(wish.esimId))).not.toContain('valley');
  });

  const earlier = (subject: string, outcome: string) =>
    db().auditEntry.createMany({ data: [{ actor, action: 'esim.provider-refund', subject }, { actor, action: 'esim.provider-refund.failed', subject, data: { outcome } }] });

  test('twice at once, after one that was refused, is one request, and another is refused while that one is open', async () => {
    const wish = await boughtAtAiralo();
    await earlier(wish.esimId, 'provider-refused');
    await db().providerTurn.deleteMany();
    const ask = () => requestProviderRefund({ ...wish, ground: 'no-coverage', notes: null });
    const outcomes = await Promise.all([ask(), ask(), ask()]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['already-asked', 'already-asked', 'done']);
    expect(await requestProviderRefund({ ...wish, actor: 'other@example.com', ground: 'other', notes: null })).toEqual({ outcome: 'already-asked' });
    expect((await actions(wish.esimId)).slice(2)).toEqual(['esim.provider-refund', 'esim.provider-refund.done']);
  });

  test('is not possible again after an answer that was lost: the request may be open there', async () => {
    const esim = await given.esim({ provider: 'airalo' });
    await earlier(esim.id, 'unclear');
    expect(await requestProviderRefund({ orderId: esim.orderId, esimId: esim.id, actor, ground: 'slow', notes: null })).toEqual({ outcome: 'already-asked' });
    expect(await actions(esim.id)).toHaveLength(2);
  });
});

describe('taking a bundle back', () => {
  const bundleOf = async (iccid: string) => (await getProvider(PROVIDER).listBundles?.(iccid))?.[0]?.providerBundleId ?? 'none';

  test('is checked first, which changes nothing, and done only as it was shown', async () => {
    const { wish, esim } = await delivered();
    const about = { ...wish, providerBundleId: await bundleOf(esim.iccid), refundTo: 'stock' as const };
    const checked = await checkRevocation(about);
    expect(checked).toMatchObject({ outcome: 'checked', words: expect.any(String) });
    const expectedWords = checked.outcome === 'checked' ? checked.words : '';
    expect(await revokeBundle({ ...about, expectedWords: `${expectedWords} and a pony` })).toEqual({ outcome: 'changed' });
    expect((await getProvider(PROVIDER).listBundles?.(esim.iccid))?.map(({ state }) => state)).not.toContain('revoked');
    expect(await actions(wish.esimId)).toEqual([]);

    await given.reading(wish.esimId, 'bundles', []);
    expect(await revokeBundle({ ...about, expectedWords })).toMatchObject({ outcome: 'done' });
    expect((await getProvider(PROVIDER).listBundles?.(esim.iccid))?.map(({ state }) => state)).toEqual(['revoked']);
    expect(await audited(wish.esimId)).toMatchObject([{ action: 'esim.revoke-bundle', data: { refundTo: 'stock', providerBundleId: about.providerBundleId } }, { action: 'esim.revoke-bundle.done' }]);
    // What was read before is out of date.
    expect(await db().esimReading.findUnique({ where: { esimId_kind: { esimId: wish.esimId, kind: 'bundles' } } })).toMatchObject({ readAt: null });
  });

  test('for money is refused where the account gets none back, and nothing is taken', async () => {
    const { wish, esim } = await delivered();
    const about = { ...wish, providerBundleId: await bundleOf(esim.iccid), refundTo: 'balance' as const };
    expect(await checkRevocation(about)).toEqual({ outcome: 'provider-refused' });
    expect(await revokeBundle({ ...about, expectedWords: '' })).toEqual({ outcome: 'provider-refused' });
    expect(await actions(wish.esimId)).toEqual([]);
  });

  test('of another eSIM is not possible, whatever the form says', async () => {
    const [mine, other] = [await delivered(), await delivered()];
    const about = { ...mine.wish, providerBundleId: await bundleOf(other.esim.iccid), refundTo: 'stock' as const };
    expect(await checkRevocation(about)).toEqual({ outcome: 'no-bundle' });
    expect(await revokeBundle({ ...about, expectedWords: '' })).toEqual({ outcome: 'no-bundle' });
  });
});
