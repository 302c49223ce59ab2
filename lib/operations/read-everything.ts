import type { EsimProvider } from '@/lib/providers/provider';
import type { FleetProvider } from '@/lib/providers/fleet-provider';

export type Looked = { call: string; outcome: string };

const ITEMS = 60;

async function firstOf<Item>(items: AsyncIterable<Item>, most: number): Promise<Item[]> {
  const first: Item[] = [];
  for await (const item of items) {
    first.push(item);
    if (first.length >= most) break;
  }
  return first;
}

const saying = (error: unknown) => (error instanceof Error ? error.message.slice(0, 160) : 'failed');

type Look = (call: string, read: (() => Promise<unknown>) | undefined) => Promise<void>;

function looker(): { looked: Looked[]; look: Look } {
  const looked: Looked[] = [];
  const look: Look = async (call, read) => {
    if (!read) return void looked.push({ call, outcome: 'not offered' });
    const outcome = await read().then(() => 'read', saying);
    looked.push({ call, outcome });
  };
  return { looked, look };
}

/** Reads one page of everything an eSIM provider lets us read; buys, changes and sends nothing. */
export async function readEverything(provider: EsimProvider): Promise<Looked[]> {
  const { looked, look } = looker();
  const { support } = provider;
  let iccid: string | undefined;
  await look('listPlans', () => firstOf(provider.listPlans(), ITEMS));
  await look('getBalance', provider.getBalance && (() => provider.getBalance?.() ?? Promise.resolve()));
  await look('listEsims', support?.listEsims && (async () => (iccid = (await firstOf(support.listEsims?.() ?? none(), 1))[0]?.iccid)));
  const esim = iccid;
  if (esim === undefined) return [...looked, { call: 'everything about one eSIM', outcome: 'the account has none' }];
  await look('readEsim', () => provider.readEsim(esim));
  await look('readUsage', provider.readUsage && (() => provider.readUsage?.(esim) ?? Promise.resolve()));
  await look('listBundles', provider.listBundles && (() => provider.listBundles?.(esim) ?? Promise.resolve()));
  await look('listTopUps', provider.listTopUps && (() => provider.listTopUps?.(esim) ?? Promise.resolve()));
  await look('readInstallSteps', provider.readInstallSteps && (() => provider.readInstallSteps?.(esim, 'en') ?? Promise.resolve()));
  await look('readHistory', support?.readHistory && (() => support.readHistory?.(esim) ?? Promise.resolve()));
  await look('listStock', support?.listStock && (() => support.listStock?.() ?? Promise.resolve()));
  await look('listCompatibleDevices', support?.listCompatibleDevices && (() => support.listCompatibleDevices?.() ?? Promise.resolve()));
  await look('listPlannedPurchases', support?.listPlannedPurchases && (() => firstOf(support.listPlannedPurchases?.('planned') ?? none(), 1)));
  await look('readWebhookSubscriptions', support?.readWebhookSubscriptions && (() => support.readWebhookSubscriptions?.() ?? Promise.resolve()));
  return looked;
}

async function* none(): AsyncGenerator<never> {}

const day = (moment: Date) => moment.toISOString().slice(0, 10);

/** The same for a fleet. */
export async function readWholeFleet(fleet: FleetProvider, now: Date): Promise<Looked[]> {
  const { looked, look } = looker();
  let iccid: string | undefined;
  await look('listSims', async () => (iccid = (await firstOf(fleet.listSims(), ITEMS))[0]?.iccid));
  let order: string | undefined;
  await look('listOrders', async () => (order = (await firstOf(fleet.listOrders(), ITEMS))[0]?.providerOrderId));
  const first = order;
  if (first !== undefined) await look('readOrder', () => fleet.readOrder(first));
  await look('listProducts', () => fleet.listProducts());
  await look('readLimits', fleet.readLimits && (() => fleet.readLimits?.() ?? Promise.resolve()));
  for (const service of ['data', 'textReceived', 'textSent'] as const) await look(`listSelectableLimits ${service}`, fleet.listSelectableLimits && (() => fleet.listSelectableLimits?.(service) ?? Promise.resolve()));
  const sim = iccid;
  if (sim === undefined) return [...looked, { call: 'everything about one SIM', outcome: 'the account has none' }];
  await look('readSim', () => fleet.readSim(sim));
  await look('readConnectivity', () => fleet.readConnectivity(sim));
  await look('readQuota data', () => fleet.readQuota(sim, 'data'));
  await look('readQuota text', () => fleet.readQuota(sim, 'text'));
  await look('listUsage', () => fleet.listUsage(sim, day(new Date(now.getTime() - 6 * 86_400_000)), day(now)));
  await look('listEvents', () => firstOf(fleet.listEvents(sim), ITEMS));
  await look('listTexts', fleet.listTexts && (() => firstOf(fleet.listTexts?.(sim) ?? none(), ITEMS)));
  await look('readCell', fleet.readCell && (() => fleet.readCell?.(sim) ?? Promise.resolve()));
  return looked;
}
