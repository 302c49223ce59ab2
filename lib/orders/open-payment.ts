import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { applyPaymentFacts } from '@/lib/orders/apply-payment-event';
import { changeIntentAmount, createPaymentIntent, readIntent, type OpenIntent } from '@/lib/payments/payment-intents';
import { PaymentError } from '@/lib/payments/payment-error';

export type PayableOrder = { id: string; number: string; totalMinor: number; currency: string };

const FIND = 'SELECT "paymentIntentId" FROM "Payment" WHERE "orderId" = $1::uuid LIMIT 1';
const KEEP = `INSERT INTO "Payment" (id, "orderId", "paymentIntentId", "amountMinor", currency, status)
  VALUES ($1::uuid, $2::uuid, $3, $4::int, $5, 'created')
  ON CONFLICT ("paymentIntentId") DO UPDATE SET "amountMinor" = EXCLUDED."amountMinor" WHERE "Payment".status <> 'succeeded'`;

async function findIntent(orderId: string): Promise<OpenIntent | null> {
  const [payment] = await rows<{ paymentIntentId: string }>(pool(), FIND, [orderId]);
  return payment ? readIntent(payment.paymentIntentId) : null;
}

const FIRST = `UPDATE "Order" SET "intentAmountMinor" = coalesce("intentAmountMinor", $2::int) WHERE id = $1::uuid RETURNING "intentAmountMinor" AS amount`;

/** Always asked for in the same words, whatever the quantity became: an answer that was lost comes again. */
async function create(order: PayableOrder): Promise<OpenIntent> {
  const [first] = await rows<{ amount: number }>(pool(), FIRST, [order.id, order.totalMinor]);
  return createPaymentIntent({ orderId: order.id, orderNumber: order.number, amountMinor: first?.amount ?? order.totalMinor, currency: order.currency });
}

async function createOrFind(order: PayableOrder): Promise<OpenIntent> {
  try {
    return await create(order);
  } catch (error) {
    // Another tab created it with another quantity a moment ago.
    const other = error instanceof PaymentError && error.code === 'payment-conflict' ? await findIntent(order.id) : null;
    if (!other) throw error;
    return other;
  }
}

/** The order's one PaymentIntent, at the order's amount; null when it is paid or being paid. Throws `PaymentError`. */
export async function openPayment(order: PayableOrder): Promise<OpenIntent | null> {
  let intent = (await findIntent(order.id)) ?? (await createOrFind(order));
  if (intent.status === 'canceled') {
    await applyPaymentFacts(intent);
    throw new AppError('order-expired', 'the payment was cancelled');
  }
  if (intent.status === 'succeeded' || intent.status === 'processing') {
    await applyPaymentFacts(intent);
    return null;
  }
  if (intent.amountMinor !== order.totalMinor) intent = await changeIntentAmount(intent.paymentIntentId, order.totalMinor);
  await rows(pool(), KEEP, [randomUUID(), order.id, intent.paymentIntentId, order.totalMinor, order.currency]);
  return intent;
}
