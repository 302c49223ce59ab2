import { env } from '@/lib/env';
import type { EsimSupport, PlannedPurchase, StockItem } from '@/lib/providers/esim-support';
import type { EsimProvider } from '@/lib/providers/provider';
import { findProvider } from '@/lib/providers/registry';
import { ask, type Told } from '@/lib/providers/told';

export type { PlannedPurchase, StockItem } from '@/lib/providers/esim-support';
export type { Told } from '@/lib/providers/told';

export type Account = Pick<EsimProvider, 'id' | 'displayName'> & { support?: Partial<EsimSupport> };

/** Our account with a provider of eSIMs; null while it is not configured. */
export const findAccount = (providerId: string): Account | null => findProvider(providerId);

const MOST_PLANNED = 100;

/** Where a provider's webhooks are to go. */
export const webhookAddress = (providerId: string): string => new URL(`/api/webhooks/providers/${providerId}`, env().APP_URL).href;

export type WebhookRow = { kind: string; address: string | null; isHere: boolean; /** Whether it could be sent to this shop: some go to a mailbox only. */ mayComeHere: boolean };

/** Every kind of webhook there is, and where it goes now; null = it is switched off. */
export async function askWebhooks({ id, support }: Account): Promise<Told<WebhookRow[]>> {
  const { readWebhookSubscriptions: read, webhookKinds = [] } = support ?? {};
  return ask(read && (async () => {
    const subscribed = await read();
    const kinds = [...new Set([...webhookKinds, ...subscribed.map(({ kind }) => kind)])];
    return kinds.map((kind) => {
      const address = subscribed.find((each) => each.kind === kind)?.address ?? null;
      return { kind, address, isHere: address === webhookAddress(id), mayComeHere: webhookKinds.includes(kind) };
    });
  }));
}

const STATES = ['planned', 'retrying', 'failed'] as const;

async function readPlanned(list: (state: (typeof STATES)[number]) => AsyncIterable<PlannedPurchase>): Promise<{ purchases: PlannedPurchase[]; isCut: boolean }> {
  const purchases: PlannedPurchase[] = [];
  for (const state of STATES) {
    for await (const purchase of list(state)) {
      if (purchases.length >= MOST_PLANNED) return { purchases, isCut: true };
      purchases.push(purchase);
    }
  }
  return { purchases, isCut: false };
}

/** What the account has planned to buy, what failed and what is tried again; the first hundred. */
export function askPlanned({ support }: Account): Promise<Told<{ purchases: PlannedPurchase[]; isCut: boolean }>> {
  const { listPlannedPurchases: list } = support ?? {};
  return ask(list && (() => readPlanned(list)));
}

/** What was bought ahead and is not yet on an eSIM. */
export function askStock({ support }: Account): Promise<Told<StockItem[]>> {
  const { listStock } = support ?? {};
  return ask(listStock && (() => listStock()));
}

/** What staff may do with the account's webhooks and plans. */
export const accountAbilities = ({ support }: Account) => ({
  canSubscribe: support?.subscribeWebhook !== undefined,
  canUnsubscribe: support?.unsubscribeWebhook !== undefined,
  canRehearse: support?.rehearseWebhook !== undefined,
  canCancel: support?.cancelPlannedPurchases !== undefined,
});
export type AccountAbilities = ReturnType<typeof accountAbilities>;
