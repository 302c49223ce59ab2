import { randomBytes, randomUUID } from 'node:crypto';
import { isFleet, sellsEsims, type AnyProvider, type Harness, type LedgerEntry } from '@/tests/contract/harness';
import type { FleetProvider, FleetSim } from '@/lib/providers/fleet-provider';
import type { EsimProvider, ProviderPlan, PurchaseRequest } from '@/lib/providers/provider';
import { between, type Wire } from '@/tests/between';
import { createFitSims } from '@/tests/fit-sims';

/** What all sections of one provider's list share; filled before the first test. */
export type Context = { harness: Harness; wire: Wire; provider: AnyProvider; plans: ProviderPlan[]; /** By id. */ bought: Set<string>; sims: FleetSim[]; requestsForWholeList: number };

export const NOWHERE = 'http://127.0.0.1:9';
export const nobody = async () => false;
export const newReference = () => `sf${randomBytes(20).toString('hex')}`;
export const failureOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);

/** Nothing of a list that is not there. */
export async function collect<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items ?? []) all.push(item);
  return all;
}

const { isFit, take } = createFitSims('contract');

export async function openContext(harness: Harness, context: Partial<Context>): Promise<void> {
  const wire = await between(harness.address);
  const provider = harness.create(wire.url);
  const plans = sellsEsims(provider) ? await collect(provider.listPlans()) : [];
  const sims = isFleet(provider) ? await collect(provider.listSims()) : [];
  Object.assign(context, { harness, wire, provider, plans, bought: new Set(), sims: sims.filter(isFit), requestsForWholeList: wire.requests.length });
}

/** The provider as what it is; a section that calls it was only written for those that are. */
export function esimsOf({ provider }: Context): EsimProvider {
  if (!sellsEsims(provider)) throw new Error('sells no eSIMs');
  return provider;
}
export function fleetOf({ provider }: Context): FleetProvider {
  if (!isFleet(provider)) throw new Error('is no fleet');
  return provider;
}

/** Any one of them: files run side by side against one sandbox. */
export function anyOf<Item>(items: readonly Item[]): Item {
  const item = items[randomBytes(4).readUInt32BE() % Math.max(1, items.length)];
  if (item === undefined) throw new Error('there is none');
  return item;
}

/** Where other files buy, beside this one. */
const ELSEWHERE = new Set<string | null>(['PT', 'FR']);
const countryOf = ({ destination }: ProviderPlan) => (destination.kind === 'country' ? destination.countryCode : null);

/** Any plan that was not bought yet: where orders carry no reference, two of one plan look alike. */
export function takePlan({ plans, bought }: Context, isSuch: (plan: ProviderPlan) => boolean = () => true): ProviderPlan {
  const plan = anyOf(plans.filter((each) => !bought.has(each.providerPlanId) && !ELSEWHERE.has(countryOf(each)) && isSuch(each)));
  bought.add(plan.providerPlanId);
  return plan;
}

export function newRequest(context: Context, changes: Partial<PurchaseRequest> = {}, plan = takePlan(context)): PurchaseRequest {
  return {
    reference: newReference(), orderId: randomUUID(), providerPlanId: plan.providerPlanId, quantity: 1,
    summary: plan.title, expectedUnitCost: plan.cost, sentAt: new Date(), ...changes,
  };
}

/** The number of a SIM that nothing of this file topped up before. */
export const takeSim = ({ sims }: Context): string => take(sims, 1)[0] ?? '';

/** One cheap read, and one call that spends money, whatever it deals in. */
export const readOnce = (provider: AnyProvider): Promise<unknown> => (sellsEsims(provider) ? (provider.getBalance?.() ?? Promise.reject(new Error('no read'))) : provider.listProducts());
export const spendOnce = (provider: AnyProvider, context: Context): Promise<unknown> =>
  sellsEsims(provider) ? provider.purchase(newRequest(context)) : provider.topUp([takeSim(context)]);

export async function control(harness: Harness, path: string, body?: unknown): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${harness.controls}${path}`, init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

export const countPurchases = async (harness: Harness, isOurs: (entry: LedgerEntry) => boolean): Promise<number> =>
  ((await control(harness, `/ledger?service=${harness.service}&type=purchase`)) as LedgerEntry[]).filter(isOurs).length;
