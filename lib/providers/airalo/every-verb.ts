import { vi } from 'vitest';
import { newPurchase, newTopUp } from '@/lib/providers/airalo/scripted-airalo';
import { all, PACKAGE } from '@/lib/providers/airalo/scripted-samples';
import type { Received } from '@/lib/http/scripted-server';
import type { EsimProvider, ProviderPlan } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import type { OwnSandbox } from '@/tests/own-sandbox';

/* For tests: the main verbs one after the other at an emulated Airalo, and of each what a caller makes of it: no numbers, codes or moments of one run. */

const DAY_MS = 86_400_000;
const UNKNOWN_REQUEST = 'k3VbT9xQ-ZpL2mN8rY_sD1cWf';
const nobody = async () => false;
export type Outcome = Record<string, unknown>;
export type Place = { provider: EsimProvider; world: OwnSandbox; hook: { url: string; requests: readonly Received[] } };

/** A provider's refusal is its code; any other failure fails the test. */
async function tell<Value>(work: Promise<Value> | undefined): Promise<Value | string> {
  try {
    return await (work as Promise<Value>);
  } catch (error) {
    if (error instanceof ProviderError) return error.code;
    throw error;
  }
}
const isTold = (value: unknown): value is string => typeof value === 'string';
const balanceOf = async ({ provider }: Place) => {
  const balance = await tell(provider.getBalance?.());
  return isTold(balance) || !balance ? null : balance.amountMinor;
};

const factsOf = ({ providerPlanId, activationPolicy, isUnlimited, dataMegabytes, voiceMinutes, validityDays, cost, recommendedRetail, fairUseText }: ProviderPlan) => ({
  providerPlanId, activationPolicy, isUnlimited, dataMegabytes, voiceMinutes, validityDays, fairUseText, isWorthSelling: cost.amountMinor > 0 && cost.amountMinor <= (recommendedRetail?.amountMinor ?? 0),
});

export async function firstPlans(provider: EsimProvider, most: number): Promise<ProviderPlan[]> {
  const plans: ProviderPlan[] = [];
  for await (const plan of provider.listPlans()) if (plans.push(plan) === most) break;
  return plans;
}

/** `isCostEnough`: what a plan is said to cost is not less than what is charged for it. */
async function catalogue(place: Place): Promise<Outcome> {
  const { provider } = place;
  const plans = await tell(firstPlans(provider, 60));
  const topUps = await tell(all(provider.support?.listTopUpsOf?.({ countryCode: 'PT' })));
  const [first] = isTold(plans) ? [] : plans;
  const before = await balanceOf(place);
  if (first) await tell(provider.purchase(newPurchase({ providerPlanId: first.providerPlanId })));
  const after = await balanceOf(place);
  return {
    plans: isTold(plans) ? plans : plans.map(factsOf), catalogueTopUps: isTold(topUps) ? topUps : topUps.map(({ providerPlanId }) => providerPlanId),
    isCostEnough: before === null || after === null ? null : (first?.cost.amountMinor ?? -1) >= before - after,
  };
}

/** Two eSIMs with a page to share; then one whose answer is lost, and what is found of it. */
async function orders(place: Place): Promise<Outcome & { iccid: string }> {
  const { provider, world } = place;
  const before = await balanceOf(place);
  const bought = await tell(provider.purchase(newPurchase({ quantity: 2, providerMail: { toEmail: 'a@shop.example', sharing: ['link'], copyTo: ['b@shop.example'] } })));
  const after = await balanceOf(place);
  const lost = newPurchase({ summary: 'Portugal, 1 GB, 7 days'.repeat(3) });
  world.fault('airalo', 'order', { kind: 'act-then-hang-up' });
  const sent = await tell(provider.purchase(lost));
  const found = await tell(provider.findPurchase(lost, nobody));
  const copied = await tell(provider.purchase(newPurchase({ providerMail: { toEmail: 'a@shop.example', sharing: ['pdf'], copyTo: ['b@shop.example', 'c@shop.example'] } })));
  const listed = await tell(all(provider.support?.listOrders?.({})));
  const refused = await tell(provider.purchase(newPurchase({ providerPlanId: 'there-is-none' })));
  const esims = isTold(bought) ? [] : (bought.esims ?? []);
  return {
    bought: isTold(bought) ? bought : { status: bought.status, esims: esims.length }, spent: before === null || after === null ? null : before - after,
    lost: [sent, isTold(found) ? found : found.found === 'one' ? [found.purchase.status, found.purchase.esims?.length] : found.found],
    listed: isTold(listed) ? listed : listed.map(({ quantity, kind, status, iccids }) => ({ quantity, kind, status, iccids: iccids.length })), refused, copied: isTold(copied) ? copied : copied.status,
    iccid: esims[0]?.iccid ?? '',
  };
}

async function esim({ provider }: Place, iccid: string): Promise<Outcome> {
  const read = await tell(provider.readEsim(iccid));
  const usage = await tell(provider.readUsage?.(iccid));
  const bundles = await tell(provider.listBundles?.(iccid));
  const share = await tell(provider.support?.readShare?.(iccid));
  const esims = await tell(all(provider.support?.listEsims?.({ iccid })));
  const steps = await tell(provider.readInstallSteps?.(iccid, 'en'));
  return {
    profile: isTold(read) ? read : [read.profile.iccid === iccid, read.profile.lpa.startsWith('LPA:1$'), read.profile.confirmationCode, read.profile.isRoaming, read.state],
    usage: isTold(usage) ? usage : { state: usage.state, data: usage.data, voice: usage.voice, text: usage.text },
    bundles: isTold(bundles) ? bundles : bundles.map(({ providerPlanId, state, data }) => ({ providerPlanId, state, data })),
    share: isTold(share) ? share : [share?.link.startsWith('https://'), typeof share?.accessCode], esims: isTold(esims) ? esims : esims.length,
    steps: isTold(steps) ? steps : steps.map(({ platform, model, qr, manual, network }) => [platform, model, qr.length, manual.length, network.length]),
  };
}

async function topUps({ provider, world }: Place, iccid: string): Promise<Outcome> {
  const offered = await tell(provider.listTopUps?.(iccid));
  const request = (summary: string) => newTopUp({ iccid, providerPlanId: `${PACKAGE}-topup`, summary });
  const made = await tell(provider.topUp?.(request('1 GB')));
  const lost = request('1 GB more');
  world.fault('airalo', 'top-up', { kind: 'act-then-hang-up' });
  const sent = await tell(provider.topUp?.(lost));
  const found = await tell(provider.findTopUp?.(lost, nobody));
  return {
    topUps: isTold(offered) ? offered : offered.map(({ providerPlanId, cost, recommendedRetail }) => [providerPlanId, cost.amountMinor > 0 && cost.amountMinor <= (recommendedRetail?.amountMinor ?? 0)]),
    toppedUp: isTold(made) ? made : 'ordered', lostTopUp: [sent, isTold(found) ? found : found?.found],
  };
}

/** One planned with its answer lost, one cancelled, one that is cancelled together with a request that never was. */
async function later({ provider: { support }, world, hook }: Place): Promise<Outcome> {
  const when = { dueAt: new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 5 * DAY_MS), webhookUrl: hook.url };
  const plan = () => tell(support?.planPurchase?.(newPurchase(), when));
  const waiting = async () => {
    const rows = await tell(all(support?.listPlannedPurchases?.('planned')));
    return isTold(rows) ? rows : rows.length;
  };
  const done = (answer: unknown) => (isTold(answer) ? answer : 'done');
  const [one, other] = [await plan(), await plan()];
  const lost = newPurchase();
  world.fault('airalo', 'future-order', { kind: 'act-then-hang-up' });
  const sent = await tell(support?.planPurchase?.(lost, when));
  const found = await tell(support?.findPlannedPurchase?.(lost, when));
  const cancelled: unknown[] = [await waiting()];
  for (const ids of [[one], [other, UNKNOWN_REQUEST]]) {
    const requestIds = ids.map((each) => (isTold(each) ? each : (each?.requestId ?? '')));
    cancelled.push(done(await tell(support?.cancelPlannedPurchases?.(requestIds))), await waiting());
  }
  return { lostPlan: [sent, isTold(found) ? found : found?.found], cancelled };
}

/** An order that is told by webhook, and one that fails: what their webhooks claim, once they are known to be Airalo's. */
async function asynchronous({ provider, world, hook }: Place): Promise<Outcome> {
  const when = { dueAt: null, webhookUrl: hook.url };
  const posts = () => hook.requests.filter(({ method }) => method === 'POST');
  const told = async (request: ReturnType<typeof newPurchase>) => {
    const before = posts().length;
    const placed = await tell(provider.support?.planPurchase?.(request, when));
    world.advance(3_000);
    await vi.waitFor(() => (posts()[before] ? null : Promise.reject(new Error('not told'))), { timeout: 5_000, interval: 5 }).catch(() => null);
    const message = posts()[before];
    if (!message) return [isTold(placed) ? placed : 'accepted', 'not told'];
    const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
    const read = await provider.readWebhook?.({ rawBody: Buffer.from(message.body, 'latin1'), headers });
    const claims = read?.notices.map((notice) => (notice.kind === 'purchase-settled' ? [notice.kind, notice.reference === request.reference, notice.providerOrderId !== null] : notice.kind));
    return [isTold(placed) ? placed : 'accepted', claims ?? 'not theirs'];
  };
  const request = newPurchase();
  const success = await told(request);
  world.settings('airalo', { asyncFailures: { [PACKAGE]: 33 } });
  const failure = await told(newPurchase());
  const found = await tell(provider.support?.findPlannedPurchase?.(request, when));
  return { toldOfSuccess: success, toldOfFailure: failure, foundAsynchronous: isTold(found) ? found : found?.found };
}

async function account({ provider: { support }, hook }: Place): Promise<Outcome> {
  const vouchers = await tell(support?.createVouchers?.({ providerPlanId: PACKAGE, quantity: 3, bookingReference: 'ours' }));
  const subscriptions = async () => tell(support?.readWebhookSubscriptions?.());
  const none = await subscriptions();
  const subscribed = await tell(support?.subscribeWebhook?.('webhook_low_data', hook.url));
  const one = await subscriptions();
  await tell(support?.unsubscribeWebhook?.('webhook_low_data'));
  return {
    vouchers: isTold(vouchers) ? vouchers : vouchers?.codes.length, subscriptions: [none, isTold(subscribed) ? subscribed : 'done', isTold(one) ? one : one?.map(({ kind, address }) => [kind, address === hook.url]), await subscriptions()],
    rates: await tell(support?.readExchangeRates?.('2026-01-30', ['EUR']).then((rates) => rates.map(({ currency }) => currency))),
    facts: await tell(support?.readPlanFacts?.(PACKAGE).then((facts) => facts.length > 5)), devices: await tell(support?.listCompatibleDevices?.().then((devices) => devices.length > 5)),
  };
}

/** When all is used up or over, and the token long dead. */
async function afterwards({ provider, world }: Place, iccid: string): Promise<Outcome> {
  world.advance(30 * DAY_MS);
  const usage = await tell(provider.readUsage?.(iccid));
  const bundles = await tell(provider.listBundles?.(iccid));
  return { usageAfter: isTold(usage) ? usage : usage.state, bundlesAfter: isTold(bundles) ? bundles : bundles.map(({ state }) => state) };
}

export async function everyVerb(place: Place): Promise<Outcome> {
  const sold = await catalogue(place);
  const { iccid, ...bought } = await orders(place);
  const balance = await tell(place.provider.getBalance?.());
  const isMoney = !isTold(balance) && balance !== null && balance !== undefined && balance.currency === 'USD' && Number.isInteger(balance.amountMinor);
  return {
    ...sold, ...bought, balance: isTold(balance) || balance === null ? balance : isMoney, ...(await esim(place, iccid)), ...(await topUps(place, iccid)),
    ...(await later(place)), ...(await asynchronous(place)), ...(await account(place)), ...(await afterwards(place, iccid)),
  };
}
