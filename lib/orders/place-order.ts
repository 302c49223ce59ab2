import { times } from '@/lib/money';
import { attemptKey } from '@/lib/orders/attempt';
import { findSellablePlan, promisedBy } from '@/lib/orders/plan-snapshot';
import { findOrderOfAttempt, saveOrder } from '@/lib/orders/save-order';
import type { StartCheckoutInput } from '@/lib/orders/schema';
import { startPayment, type StartedPayment } from '@/lib/orders/start-payment';
import { findProvider } from '@/lib/providers/registry';
import { readOffSale } from '@/lib/providers/sale-state';

export type PlaceOrderInput = Omit<StartCheckoutInput, 'deviceConfirmed'> & { browserId: string; locale: string; customerId: string | null };

export type PlaceOrderResult =
  | StartedPayment
  | { outcome: 'price-changed'; unitPriceMinor: number; totalMinor: number; currency: string }
  | { outcome: 'quantity-unavailable'; maximum: number }
  | { outcome: 'plan-unavailable' | 'not-now' };

/** Places the order of this attempt, or finds it again: repeats and other tabs get the same order and PaymentIntent. Throws `PaymentError`. */
export async function placeOrder(input: PlaceOrderInput): Promise<PlaceOrderResult> {
  const key = attemptKey(input);
  const known = await findOrderOfAttempt(key);
  // What is paid, or being paid, is never told that nothing was charged.
  if (known && known.status !== 'AWAITING_PAYMENT') return startPayment(known);
  const plan = await findSellablePlan(input.planSlug);
  const provider = plan && findProvider(plan.providerId);
  if (!plan || !provider) return { outcome: 'plan-unavailable' };
  if (!known && (await readOffSale()).has(provider.id)) return { outcome: 'not-now' };
  if (input.quantity > provider.maxQuantityPerPurchase) return { outcome: 'quantity-unavailable', maximum: provider.maxQuantityPerPurchase };

  const totalMinor = times(plan.priceMinor, input.quantity, plan.currency);
  if (totalMinor !== input.expectedTotalMinor || plan.currency !== input.expectedCurrency) {
    return { outcome: 'price-changed', unitPriceMinor: plan.priceMinor, totalMinor, currency: plan.currency };
  }

  const { email, locale, customerId, quantity } = input;
  const line = { ...plan, planId: plan.id, snapshot: await promisedBy(plan), topUpEsimId: null, quantity };
  const order = await saveOrder({ attemptKey: key, email, locale, customerId, totalMinor, line });
  return startPayment(order);
}
