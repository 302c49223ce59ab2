import type { OrderViewer } from '@/lib/auth/order-access-rule';
import { db } from '@/lib/db/client';
import { readEsimUsage, readTopUpOffers, type TopUpOffer } from '@/lib/esims/esim-readings';
import { openEsimForViewer, type OpenEsim } from '@/lib/esims/open-esim';
import { log } from '@/lib/log';
import { attemptKey } from '@/lib/orders/attempt';
import { planSnapshot, type PlanSnapshot } from '@/lib/orders/plan-snapshot';
import { findOrderOfAttempt, saveOrder } from '@/lib/orders/save-order';
import type { StartTopUpInput } from '@/lib/orders/schema';
import { startPayment, type StartedPayment } from '@/lib/orders/start-payment';
import { ProviderError } from '@/lib/providers/provider-error';
import { findProvider } from '@/lib/providers/registry';
import { readOffSale } from '@/lib/providers/sale-state';

export type PlaceTopUpInput = StartTopUpInput & { viewer: OrderViewer; browserId: string; locale: string; customerId: string | null };

export type PlaceTopUpResult =
  | StartedPayment
  | { outcome: 'price-changed'; unitPriceMinor: number; totalMinor: number; currency: string }
  | { outcome: 'plan-unavailable' | 'not-now' | 'not-found' };

/** How old an offer may be when money depends on it. */
const FRESH_MS = 60_000;
const GONE = new Set(['recycled', 'expired']);

/** Names the wish to top up this eSIM with this package, as `attemptKey` wants it. */
export const topUpSlug = (esimId: string, providerPlanId: string): string => `top-up:${esimId}:${providerPlanId}`;

async function readBoughtLine({ lineId }: OpenEsim) {
  const { planSnapshot: snapshot, order } = await db().orderLine.findUniqueOrThrow({
    where: { id: lineId }, select: { planSnapshot: true, order: { select: { email: true, customerId: true } } },
  });
  return { snapshot: planSnapshot.parse(snapshot), order };
}

/** What this eSIM may be topped up with this minute; null when it cannot be. An answer that is not fresh sells nothing. */
async function findOffer(esim: OpenEsim, providerPlanId: string): Promise<TopUpOffer | null> {
  const [offers, usage] = await Promise.all([readTopUpOffers(esim, FRESH_MS), readEsimUsage(esim)]);
  const offer = offers && !offers.isStale ? offers.value.find((each) => each.providerPlanId === providerPlanId) : undefined;
  return offer && !GONE.has(usage?.value.state ?? '') ? offer : null;
}

/** Where the provider can say whether a package fits an eSIM, it must have said yes before anybody pays. */
async function fits({ providerId, iccid, id }: OpenEsim, providerPlanId: string): Promise<boolean> {
  const support = findProvider(providerId)?.support;
  if (!support?.isCompatible) return true;
  return support.isCompatible(iccid, providerPlanId).catch((error: unknown) => {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ esimId: id, error }, 'top-up.compatibility.unknown');
    return false;
  });
}

const snapshotOf = (bought: PlanSnapshot, offer: TopUpOffer): PlanSnapshot => ({
  ...bought, title: offer.title, dataMegabytes: offer.dataMegabytes, isUnlimited: offer.isUnlimited, fairUseText: null, fairUseMegabytesPerDay: null, reducedSpeedKbps: null,
  voiceMinutes: offer.voiceMinutes, textMessages: offer.textMessages, validityDays: offer.validityDays,
});

/** Places the order of a top-up for an eSIM of the viewer's: fit and life are checked before anything is paid; repeats get the same order. Throws `PaymentError`. */
export async function placeTopUp({ viewer, esimId, providerPlanId, ...input }: PlaceTopUpInput): Promise<PlaceTopUpResult> {
  const esim = await openEsimForViewer(esimId, viewer);
  if (!esim) return { outcome: 'not-found' };
  const key = attemptKey({ ...input, planSlug: topUpSlug(esimId, providerPlanId) });
  const known = await findOrderOfAttempt(key);
  // What is paid, or being paid, is never told that nothing was charged.
  if (known && known.status !== 'AWAITING_PAYMENT') return startPayment(known);
  if (!known && (await readOffSale()).has(esim.providerId)) return { outcome: 'not-now' };
  const offer = await findOffer(esim, providerPlanId);
  if (!offer || !(await fits(esim, providerPlanId))) return { outcome: 'plan-unavailable' };
  const { priceMinor, cost: { amountMinor: costMinor, currency } } = offer;
  if (priceMinor !== input.expectedTotalMinor || currency !== input.expectedCurrency) {
    return { outcome: 'price-changed', unitPriceMinor: priceMinor, totalMinor: priceMinor, currency };
  }
  const { snapshot, order: { email, customerId } } = await readBoughtLine(esim);
  const order = await saveOrder({
    attemptKey: key,
    email, locale: input.locale, customerId: input.customerId ?? customerId, totalMinor: priceMinor,
    line: { planId: null, topUpEsimId: esim.id, providerId: esim.providerId, providerPlanId, priceMinor, costMinor, currency, snapshot: snapshotOf(snapshot, offer), quantity: 1 },
  });
  return startPayment(order);
}
