import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { scriptedServer } from '@/lib/http/scripted-server';
import { anyOf, collect, esimsOf, failureOf, newRequest, takePlan, type Context } from '@/tests/contract/context';
import type { Promised } from '@/tests/contract/describe-support';
import { newEsim } from '@/tests/contract/describe-esim';
import type { EsimSupport } from '@/lib/providers/esim-support';
import { soon } from '@/tests/soon';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

async function listed<Item>(items: AsyncIterable<Item> | undefined, isIt: (item: Item) => boolean): Promise<Item | null> {
  for await (const item of items ?? []) if (isIt(item)) return item;
  return null;
}

/** What is promised of each thing that may be done with the account, for those who can do it. */
const OF_ACCOUNT: { [Name in keyof EsimSupport]?: Promised } = {
  listOrders: ['lists the order just made, with its eSIMs', async (support, context) => {
    const request = newRequest(context);
    const purchase = await esimsOf(context).purchase(request);
    const iccids = purchase.status === 'ready' ? purchase.esims.map(({ iccid }) => iccid) : [];
    const order = await listed(support.listOrders?.({ from: new Date(Date.now() - MINUTE_MS) }), ({ providerOrderId }) => providerOrderId === purchase.providerOrderId);
    expect(order).toMatchObject({ providerPlanId: request.providerPlanId, quantity: 1, orderedAt: expect.any(Date) });
    expect([[], iccids]).toContainEqual(order?.iccids);
  }],
  listEsims: ['lists the eSIM just bought', async (support, context) => {
    const { iccid } = await newEsim(context);
    expect(await listed(support.listEsims?.({ iccid }), (each) => each.iccid === iccid)).toMatchObject({ iccid });
  }],
  listNetworks: ['knows the networks of a country', async (support) => {
    const [country] = (await support.listNetworks?.(['PT'])) ?? [];
    expect(country).toMatchObject({ countryCode: 'PT' });
    expect(country?.networks.length).toBeGreaterThan(0);
  }],
  applyStock: ['puts a package of its stock on an eSIM, once', async (support, context) => {
    const { iccid, plan } = await newEsim(context);
    await context.harness.buyStock?.(plan.providerPlanId);
    const left = async () => ((await support.listStock?.()) ?? []).filter(({ providerPlanId }) => providerPlanId === plan.providerPlanId).reduce((sum, { remaining }) => sum + remaining, 0);
    const bundles = async () => ((await esimsOf(context).listBundles?.(iccid)) ?? []).length;
    const [before, bundlesBefore, sentAt] = [await left(), await bundles(), new Date()];
    expect(before).toBeGreaterThan(0);
    const applied = await support.applyStock?.(iccid, plan.providerPlanId);
    expect([await left(), await bundles()]).toEqual([before - 1, bundlesBefore + 1]);
    if (support.findAppliedStock) expect(await support.findAppliedStock({ iccid, providerPlanId: plan.providerPlanId, sentAt })).toMatchObject({ found: 'one', reference: applied?.reference });
  }],
  refundStock: ['gives a package of its stock back, or says that this account may not and keeps it', async (support, context) => {
    const { providerPlanId } = takePlan(context);
    await context.harness.buyStock?.(providerPlanId);
    const left = async (stockId?: string) => ((await support.listStock?.()) ?? []).find((item) => (stockId === undefined ? item.providerPlanId === providerPlanId : item.stockId === stockId));
    const item = await left();
    const failure = await failureOf(support.refundStock?.(item?.stockId ?? '', 1) ?? Promise.resolve());
    if (failure) expect(failure).toMatchObject({ code: 'rejected' });
    expect((await left(item?.stockId))?.remaining ?? 0).toBe((item?.remaining ?? 0) - (failure ? 0 : 1));
  }],
  planPurchase: ['plans a purchase, lists it, and cancels it', async (support, context) => {
    const [request, us] = [newRequest(context), await scriptedServer(() => ({ body: '' }))];
    const planned = await support.planPurchase?.(request, { dueAt: new Date(Date.now() + 7 * DAY_MS), webhookUrl: `${us.url}/hook` });
    const find = () => listed(support.listPlannedPurchases?.('planned'), ({ requestId }) => requestId === planned?.requestId);
    expect(await find()).toMatchObject({ providerPlanId: request.providerPlanId, quantity: 1, dueAt: expect.any(Date) });
    await support.cancelPlannedPurchases?.([planned?.requestId ?? '']);
    expect(await find()).toBeNull();
    await us.stop();
  }],
  createVouchers: ['makes vouchers that all differ', async (support, context) => {
    const wish = () => ({ providerPlanId: anyOf(context.plans).providerPlanId, quantity: 3, bookingReference: randomUUID().slice(0, 20) });
    const codes = [...((await support.createVouchers?.(wish()))?.codes ?? []), ...((await support.createVouchers?.(wish()))?.codes ?? [])];
    expect(new Set(codes).size).toBe(6);
  }],
  readExchangeRates: ['tells rates as decimal text', async (support) => {
    const rates = (await support.readExchangeRates?.(new Date().toISOString().slice(0, 10), ['EUR', 'GBP'])) ?? [];
    expect(rates.map(({ currency }) => currency).toSorted()).toEqual(['EUR', 'GBP']);
    for (const { rate } of rates) expect(rate).toMatch(/^\d+(\.\d+)?$/);
  }],
  listCompatibleDevices: ['names devices, each once', async (support) => {
    const devices = ((await support.listCompatibleDevices?.()) ?? []).map((device) => JSON.stringify(device));
    expect(devices.length).toBeGreaterThan(0);
    expect(new Set(devices).size).toBe(devices.length);
  }],
  readPlanFacts: ['tells facts of a plan in plain text', async (support, context) => {
    const facts = (await support.readPlanFacts?.(anyOf(context.plans).providerPlanId)) ?? [];
    for (const { title, text } of facts) expect(`${title} ${text}`).not.toMatch(/<[a-z/]/i);
  }],
  listPlansOf: ['narrows its plans to a country', async (support) => {
    const plans = await collect(support.listPlansOf?.({ countryCode: 'PT' }));
    expect(plans.length).toBeGreaterThan(0);
    for (const { coverage } of plans) expect(coverage.map(({ countryCode }) => countryCode)).toContain('PT');
  }],
  subscribeWebhook: ['lets a webhook be switched on and off', async (support) => {
    const [kind = ''] = support.webhookKinds ?? [];
    const us = await scriptedServer(() => ({ body: '' }));
    const isOn = async () => ((await support.readWebhookSubscriptions?.()) ?? []).some(({ address }) => address.startsWith(us.url));
    await support.subscribeWebhook?.(kind, `${us.url}/hook`);
    expect(await isOn()).toBe(true);
    await support.unsubscribeWebhook?.(kind);
    expect(await isOn()).toBe(false);
    await us.stop();
  }],
  rehearseWebhook: ['sends a specimen of a webhook', async (support, context) => {
    const { iccid } = await newEsim(context);
    const us = await scriptedServer(() => ({ body: '' }));
    const kind = (support.webhookKinds ?? []).find((each) => /low|usage/i.test(each)) ?? support.webhookKinds?.[0] ?? '';
    await support.rehearseWebhook?.(kind, { iccid, address: `${us.url}/hook` });
    await soon(() => expect(us.requests.some(({ method }) => method === 'POST')).toBe(true));
    await us.stop();
  }],
};

export function describeSupportAccount(context: Context, support: EsimSupport): void {
  const present = Object.entries(OF_ACCOUNT).filter(([name]) => name in support);
  describe('for support, the account', () => {
    test.each(present.map(([name, [sentence, run]]) => ({ name, sentence, run })))('$sentence ($name)', ({ run }) => run(esimsOf(context).support ?? {}, context));
  });
}
