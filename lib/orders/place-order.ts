import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { times } from '@/lib/money';
import { attemptKey } from '@/lib/orders/attempt';
import { openPayment } from '@/lib/orders/open-payment';
import { noteOnOrder } from '@/lib/orders/order-state';
import { orderToken } from '@/lib/auth/order-token';
import { findSellablePlan, type SellablePlan } from '@/lib/orders/plan-snapshot';
import type { StartCheckoutInput } from '@/lib/orders/schema';
import { findProvider } from '@/lib/providers/registry';

export type PlaceOrderInput = Omit<StartCheckoutInput, 'deviceConfirmed'> & { browserId: string; locale: string; customerId: string | null };

export type PlaceOrderResult =
  | { outcome: 'placed'; orderId: string; accessToken: string; clientSecret: string; totalMinor: number; currency: string }
  | { outcome: 'already-paid'; orderId: string; accessToken: string }
  | { outcome: 'price-changed'; unitPriceMinor: number; totalMinor: number; currency: string }
  | { outcome: 'quantity-unavailable'; maximum: number }
  | { outcome: 'plan-unavailable' };

export type OpenOrder = { id: string; number: string; status: string; totalMinor: number; currency: string; guestLinkVersion: number };

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const newOrderNumber = () => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

const INSERT = `INSERT INTO "Order" (id, number, "attemptKey", email, locale, "customerId", "totalMinor", currency, "deviceConfirmedAt", "guestLinkExpiresAt")
  VALUES ($1::uuid, $2, $3, $4, $5, $6, $7::int, $8, now(), now() + interval '400 days') ON CONFLICT ("attemptKey") DO NOTHING`;
const LOCK = 'SELECT id, number, status, "totalMinor", currency, "guestLinkVersion" FROM "Order" WHERE "attemptKey" = $1 FOR UPDATE';
const CHANGE = `UPDATE "Order" SET email = $2, locale = $3, "customerId" = $4, "totalMinor" = $5::int, currency = $6 WHERE id = $1::uuid`;
const LINE = `INSERT INTO "OrderLine" (id, "orderId", "planId", "planSnapshot", "providerId", "providerPlanId", quantity, "unitPriceMinor", "unitCostMinor")
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5, $6, $7::int, $8::int, $9::int)`;

async function writeLine(sql: Sql, orderId: string, { plan, quantity }: { plan: SellablePlan; quantity: number }): Promise<void> {
  await rows(sql, 'DELETE FROM "OrderLine" WHERE "orderId" = $1::uuid', [orderId]);
  await rows(sql, LINE, [
    randomUUID(), orderId, plan.id, JSON.stringify(plan.snapshot), plan.providerId, plan.providerPlanId, quantity, plan.priceMinor, plan.costMinor,
  ]);
}

async function saveOrder(input: PlaceOrderInput, plan: SellablePlan, totalMinor: number): Promise<OpenOrder> {
  const key = attemptKey(input);
  return transaction(async (sql) => {
    const fresh = randomUUID();
    await rows(sql, INSERT, [fresh, newOrderNumber(), key, input.email, input.locale, input.customerId, totalMinor, plan.currency]);
    const [order] = await rows<OpenOrder>(sql, LOCK, [key]);
    if (!order) throw new AppError('try-again', 'the order vanished while it was placed', { retryable: true });
    if (order.status !== 'AWAITING_PAYMENT') return order;
    await rows(sql, CHANGE, [order.id, input.email, input.locale, input.customerId, totalMinor, plan.currency]);
    await writeLine(sql, order.id, { plan, quantity: input.quantity });
    if (order.id === fresh) await noteOnOrder(sql, { orderId: fresh, kind: 'payment', reason: 'placed' });
    return { ...order, totalMinor, currency: plan.currency };
  });
}

/** Places the order of this attempt, or finds it again: repeats and other tabs get the same order and PaymentIntent. Throws `PaymentError`. */
export async function placeOrder(input: PlaceOrderInput): Promise<PlaceOrderResult> {
  const plan = await findSellablePlan(input.planSlug);
  const provider = plan && findProvider(plan.providerId);
  if (!plan || !provider) return { outcome: 'plan-unavailable' };
  if (input.quantity > provider.maxQuantityPerPurchase) return { outcome: 'quantity-unavailable', maximum: provider.maxQuantityPerPurchase };

  const totalMinor = times(plan.priceMinor, input.quantity, plan.currency);
  if (totalMinor !== input.expectedTotalMinor || plan.currency !== input.expectedCurrency) {
    return { outcome: 'price-changed', unitPriceMinor: plan.priceMinor, totalMinor, currency: plan.currency };
  }

  const order = await saveOrder(input, plan, totalMinor);
  const accessToken = orderToken(order);
  const payment = order.status === 'AWAITING_PAYMENT' ? await openPayment(order) : null;
  if (!payment) return { outcome: 'already-paid', orderId: order.id, accessToken };
  return { outcome: 'placed', orderId: order.id, accessToken, clientSecret: payment.clientSecret, totalMinor, currency: plan.currency };
}
