'use server';

import { z } from 'zod';
import { toDecimalText, toMinorUnits } from '@/lib/money';
import { closeCase } from '@/lib/orders/close-case';
import { openSealedAnswer } from '@/lib/orders/open-sealed-answer';
import { readPurchaseAgain, type ReadAgain } from '@/lib/orders/read-purchase-again';
import { refundOrder } from '@/lib/orders/refund-order';
import { resendDelivery } from '@/lib/orders/resend-delivery';
import { retryOrder } from '@/lib/orders/retry-order';
import { SHORT_ENDINGS } from '@/lib/orders/short-endings';
import { findOrderForStaff } from '@/lib/orders/staff-queries';
import { refuse, staffAction } from '@/lib/web/action';

const form = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.unknown().pipe(z.object({ orderId: z.uuid(), ...shape }));
const text = z.string().trim().max(1_000).transform((value) => value.replaceAll('\0', ''));
const ticked = z.literal('on').optional().transform((value) => value === 'on');

const seenEventId = z.string().regex(/^\d{1,18}$/).transform(BigInt);

export const startAgain = staffAction(form({ seenEventId, nothingWasBought: ticked }), async ({ nothingWasBought, ...wish }, { viewer }) => {
  const { outcome } = await retryOrder({ ...wish, nothingWasBought, actor: viewer.email });
  return outcome === 'started' ? { outcome } : refuse(outcome);
});

export const sendAgain = staffAction(form({}), async ({ orderId }, { viewer }) => {
  const order = await findOrderForStaff(orderId);
  if (!order?.lines.some((line) => line.esims.length > 0)) return refuse('nothing-to-send');
  const { outcome } = await resendDelivery({ orderId, actor: viewer.email });
  return { outcome };
});

const refundInput = form({ amount: text.pipe(z.string().regex(/^(\d{1,9}([.,]\d{1,3})?)?$/)), reason: text.pipe(z.string().min(3)) });

export const refund = staffAction(refundInput, async ({ orderId, amount, reason }, { viewer }) => {
  const order = await findOrderForStaff(orderId);
  if (!order) return refuse('not-found');
  const decimal = amount.replace(',', '.');
  const amountMinor = decimal === '' ? ('all' as const) : toMinorUnits(decimal, order.currency);
  // More decimals than the currency has would be rounded: then it is not the amount that was typed.
  if (amountMinor !== 'all' && Number(toDecimalText(amountMinor, order.currency)) !== Number(decimal)) return refuse('invalid-input');
  const { outcome } = await refundOrder({ orderId, amountMinor, reason, actor: viewer.email });
  return outcome === 'started' ? { outcome } : refuse(outcome);
});

export const openAnswer = staffAction(form({ purchaseId: z.uuid() }), async ({ orderId, purchaseId }, { viewer }) => {
  const opened = await openSealedAnswer({ orderId, purchaseId, actor: viewer.email });
  return opened.outcome === 'opened' ? { text: opened.text } : refuse(opened.outcome);
});

const closeInput = form({ seenEventId, note: text.pipe(z.string().min(3)), ending: z.enum(['', ...SHORT_ENDINGS]).optional() });

export const close = staffAction(closeInput, async ({ ending, ...closing }, { viewer }) => {
  const { outcome } = await closeCase({ ...closing, ending: ending || null, actor: viewer.email });
  return outcome === 'closed' ? { outcome } : refuse(outcome);
});

const WAS_READ = {
  'all-came': true, 'more-came': true, 'too-many-came': true, 'nothing-came': true,
  'no-short-delivery': false, 'refunded-already': false, 'no-answer': false, 'provider-refused': false, 'belongs-to-another': false,
} satisfies Record<ReadAgain['outcome'], boolean>;

export const readAgain = staffAction(form({}), async ({ orderId }, { viewer }) => {
  const { outcome } = await readPurchaseAgain({ orderId, actor: viewer.email });
  return WAS_READ[outcome] ? { outcome } : refuse(outcome);
});
