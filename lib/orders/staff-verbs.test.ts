import { beforeAll, describe, expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { beginFulfilment } from '@/lib/orders/begin-fulfilment';
import { closeCase } from '@/lib/orders/close-case';
import { settleReturn } from '@/lib/orders/confirm-return';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { sendDeliveryEmail } from '@/lib/orders/mails/send-delivery-email';
import { noteCase, openCase } from '@/lib/orders/open-case';
import { STANDING_REASONS, STOP_REASONS, type CaseReason } from '@/lib/orders/order-reasons';
import { refundOrder } from '@/lib/orders/refund-order';
import { resendDelivery } from '@/lib/orders/resend-delivery';
import { retryOrder } from '@/lib/orders/retry-order';
import { giveToStaff, noteUnknown } from '@/lib/orders/settle-purchase';
import { settleReasons } from '@/lib/orders/settle-reasons';
import { stripe } from '@/lib/payments/stripe-client';
import { ProviderError } from '@/lib/providers/provider-error';
import { given, jobs, newestCase, stateOf } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';
import { overlap } from '@/tests/overlap';

const actor = 'staff@example.com';
const audits = async (subject: string) => (await db().auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(({ action, actor: who }) => `${action} by ${who}`);
beforeAll(async () => {
  await given.plan();
});

test('a case of an order nobody delivered is closed only once the payment went back', async () => {
  const order = await given.order();
  await openCase(pool(), { orderId: order.id, reason: 'out-of-funds' });
  expect(await closeCase({ orderId: order.id, note: 'x', seenEventId: await newestCase(order.id), actor })).toEqual({ outcome: 'refund-first' });
  expect((await stateOf(order.id)).reviewReasons).toEqual(['out-of-funds']);
  await refundOrder({ orderId: order.id, amountMinor: 'all', reason: 'asked', actor });
  expect(await stateOf(order.id)).toMatchObject({ status: 'CANCELLED', reviewReasons: [] });
  expect(await closeCase({ orderId: order.id, note: 'x', seenEventId: await newestCase(order.id), actor })).toEqual({ outcome: 'no-case' });
  expect(await audits(order.id)).toEqual([`order.refund by ${actor}`]);
});

test('a case of a delivered order is closed with a note, an audit row, and nothing else', async () => {
  const order = await given.order();
  await fulfilOrder({ orderId: order.id });
  await openCase(pool(), { orderId: order.id, reason: 'refund-failed' });
  expect(await closeCase({ orderId: order.id, note: 'spoke with them', seenEventId: await newestCase(order.id), actor })).toEqual({ outcome: 'closed' });
  expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLED', reviewReasons: [], refunds: [] });
  expect(await audits(order.id)).toEqual([`case.close by ${actor}`]);
});

test('a case keeps each of its reasons once, since the first', async () => {
  const order = await given.order();
  await fulfilOrder({ orderId: order.id });
  await openCase(pool(), { orderId: order.id, reason: 'more-than-ordered' });
  const { reviewOpenedAt } = await stateOf(order.id);
  for (const reason of ['refund-refused', 'more-than-ordered'] as const) await openCase(pool(), { orderId: order.id, reason });
  expect(await stateOf(order.id)).toMatchObject({ reviewReasons: ['more-than-ordered', 'refund-refused'], reviewOpenedAt });
});

describe('a case that staff have not seen the whole of', () => {
  async function grown(next: CaseReason) {
    const order = await given.order();
    await fulfilOrder({ orderId: order.id });
    await openCase(pool(), { orderId: order.id, reason: 'refund-failed' });
    const closing = { orderId: order.id, note: 'paid by hand', seenEventId: await newestCase(order.id), actor };
    await openCase(pool(), { orderId: order.id, reason: next });
    return closing;
  }

  test.each<CaseReason>(['refund-refused', 'refund-failed'])('is not closed: %s came meanwhile', async (next) => {
    const closing = await grown(next);
    expect(await closeCase(closing)).toEqual({ outcome: 'case-grew' });
    expect((await stateOf(closing.orderId)).reviewReasons).toEqual([...new Set(['refund-failed', next])]);
    expect(await audits(closing.orderId)).toEqual([]);
    expect(await closeCase({ ...closing, seenEventId: await newestCase(closing.orderId) })).toEqual({ outcome: 'closed' });
    expect(await stateOf(closing.orderId)).toMatchObject({ reviewReasons: [], reviewOpenedAt: null });
  });

  test('stays open when the same comes just before it is closed', async () => {
    const closing = await grown('refund-failed');
    const seenEventId = await newestCase(closing.orderId);
    expect(await overlap({ first: (sql) => noteCase(sql, { orderId: closing.orderId, reason: 'refund-failed' }), second: () => closeCase({ ...closing, seenEventId }) })).toEqual({ outcome: 'case-grew' });
    expect((await stateOf(closing.orderId)).reviewReasons).toEqual(['refund-failed']);
  });

  test('is open again when the same comes just after it was closed', async () => {
    const { orderId } = await grown('refund-failed');
    await overlap({ first: (sql) => settleReasons(sql, orderId, ['refund-failed']), second: () => noteCase(pool(), { orderId, reason: 'refund-failed' }) });
    expect(await stateOf(orderId)).toMatchObject({ reviewReasons: ['refund-failed'], reviewOpenedAt: expect.any(Date) });
  });
});

describe('a case of an order delivered in part', () => {
  async function short(reason: CaseReason = 'short-delivery') {
    const order = await given.order({ quantity: 2 });
    await fulfilOrder({ orderId: order.id });
    const [esim] = (await stateOf(order.id)).esims;
    await db().bundle.deleteMany({ where: { esimId: esim?.id ?? '' } });
    await db().esim.delete({ where: { id: esim?.id ?? '' } });
    await openCase(pool(), { orderId: order.id, reason });
    return { orderId: order.id, note: 'spoke with them', seenEventId: await newestCase(order.id), actor };
  }
  const kept = async (subject: string) => (await db().auditEntry.findMany({ where: { subject, action: 'case.close' } })).map(({ data }) => data);

  test.each<CaseReason>(['short-delivery', 'refund-failed'])('(%s) is closed only with what became of the rest, which is kept', async (reason) => {
    const closing = await short(reason);
    expect(await closeCase(closing)).toEqual({ outcome: 'ending-needed' });
    expect((await stateOf(closing.orderId)).reviewReasons).toEqual([reason]);
    expect(await kept(closing.orderId)).toEqual([]);
    expect(await closeCase({ ...closing, ending: 'customer-agreed' })).toEqual({ outcome: 'closed' });
    expect(await kept(closing.orderId)).toEqual([{ note: 'spoke with them', reasons: [reason], ending: 'customer-agreed' }]);
  });

  test('is not closed as refunded while nothing went back', async () => {
    const closing = { ...(await short()), ending: 'refunded-in-part' as const };
    expect(await closeCase(closing)).toEqual({ outcome: 'nothing-refunded' });
    await refundOrder({ orderId: closing.orderId, amountMinor: 450, reason: 'one is missing', actor });
    expect(await closeCase(closing)).toEqual({ outcome: 'closed' });
  });
});

test('a case is started again once, by the first who asks', async () => {
  const order = await given.order();
  await openCase(pool(), { orderId: order.id, reason: 'out-of-funds' });
  const wish = { orderId: order.id, seenEventId: await newestCase(order.id), actor };
  const outcomes = await Promise.all([retryOrder(wish), retryOrder(wish)]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['not-possible', 'started']);
  expect(await audits(order.id)).toEqual([`order.retry by ${actor}`]);
  await fulfilOrder({ orderId: order.id });
  expect((await stateOf(order.id)).status).toBe('FULFILLED');
});

test('a case is not started again, and nothing written off, by who has not seen all of it', async () => {
  const order = await given.order();
  const work = await beginFulfilment(order.id);
  if (!work || !('step' in work)) throw new Error('nothing to do');
  const wish = { orderId: order.id, actor, nothingWasBought: true };
  await noteUnknown(work, new ProviderError('outcome-unknown', 'airalo'));
  await giveToStaff(work, 'outcome unknown and not found');
  const before = await stateOf(order.id);
  expect(await retryOrder({ ...wish, seenEventId: 0n })).toEqual({ outcome: 'case-grew' });
  expect(await stateOf(order.id)).toEqual(before);
  expect(await audits(order.id)).toEqual([]);
  expect(await retryOrder({ ...wish, seenEventId: await newestCase(order.id) })).toEqual({ outcome: 'started' });
});

test('a case that grows just before it is started again is not', async () => {
  const { id: orderId } = await given.order();
  await openCase(pool(), { orderId, reason: 'out-of-funds' });
  const wish = { orderId, actor, seenEventId: await newestCase(orderId) };
  expect(await overlap({ first: (sql) => noteCase(sql, { orderId, reason: 'refund-failed' }), second: () => retryOrder(wish) })).toEqual({ outcome: 'case-grew' });
  expect(await stateOf(orderId)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['out-of-funds', 'refund-failed'] });
});

test('starting again settles why the work stopped, and nothing else', async () => {
  const order = await given.order();
  for (const reason of [...STANDING_REASONS, ...STOP_REASONS]) await openCase(pool(), { orderId: order.id, reason });
  const { reviewOpenedAt } = await stateOf(order.id);
  await retryOrder({ orderId: order.id, seenEventId: await newestCase(order.id), actor });
  await fulfilOrder({ orderId: order.id });
  expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLED', reviewReasons: [...STANDING_REASONS], reviewOpenedAt });
});

test('the delivery mail goes out again when staff ask, once per asking', async () => {
  const email = `again.${Date.now()}@example.com`;
  const order = await given.order({ email });
  await fulfilOrder({ orderId: order.id });
  const [esim] = (await stateOf(order.id)).esims;
  const esimId = esim?.id ?? '';
  await sendDeliveryEmail({ esimId });
  await resendDelivery({ orderId: order.id, actor });
  const asked = (await jobs('email.delivery', esimId)).find((job) => 'resend' in job.payload);
  const resend = String(asked?.payload.resend);
  await sendDeliveryEmail({ esimId, resend });
  await sendDeliveryEmail({ esimId, resend });
  expect(await sandbox.mails(email)).toHaveLength(2);
  expect(await audits(order.id)).toEqual([`order.resend by ${actor}`]);
});

test('who comes back from Stripe before its webhook finds the payment taken over; Stripe out of reach changes nothing', async () => {
  const order = await given.order({ status: 'AWAITING_PAYMENT' });
  await settleReturn(order.id);
  expect((await stateOf(order.id)).status).toBe('AWAITING_PAYMENT');
  const intent = await stripe().paymentIntents.create({ amount: order.totalMinor, currency: 'usd', confirm: true, payment_method: 'pm_card_visa', return_url: 'http://localhost/' });
  await db().payment.updateMany({ where: { orderId: order.id }, data: { paymentIntentId: intent.id } });
  await settleReturn(order.id);
  expect((await stateOf(order.id)).status).toBe('PAID');
});
