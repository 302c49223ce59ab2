import { render } from '@react-email/render';
import { z } from 'zod';
import { db } from '@/lib/db/client';
import { orderLink } from '@/lib/orders/mails/order-link';
import { readOrderForMail } from '@/lib/orders/mails/read-order-for-mail';
import { sendOnce } from '@/lib/email/send-once';
import { Action, Fact, Letter, Line } from '@/lib/email/templates/letter';
import { mailWords, type MailWords } from '@/lib/email/words';
import { formatMoney } from '@/lib/money';

const refusalShape = z.object({ reason: z.string(), availableQuantity: z.number().optional() });

/** Why the order was refused, in the customer's words; empty when the refund has another cause. */
function refusalLines(refusal: unknown, { t }: MailWords): string[] {
  const given = refusalShape.safeParse(refusal);
  if (!given.success) return [];
  const { reason, availableQuantity } = given.data;
  const known = reason === 'plan-withdrawn' || reason === 'not-enough-stock' ? reason : 'other';
  return [t(`refundReason.${known}`), ...(availableQuantity === undefined ? [] : [t('refundReason.available', { count: availableQuantity })])];
}

/** Tells the customer of a refund, once per refund. */
export async function sendRefundEmail({ refundId }: { refundId: string }): Promise<void> {
  const refund = await db().refund.findUnique({ where: { id: refundId }, select: { amountMinor: true, currency: true, payment: { select: { orderId: true } } } });
  const order = refund && (await readOrderForMail(refund.payment.orderId));
  if (!refund || !order) return;
  const words = await mailWords(order.locale);
  const { t, locale } = words;
  const letter = (
    <Letter locale={locale} preview={t('refundTitle')} title={t('refundTitle')} footer={t('footer')}>
      {refusalLines(order.refusal, words).map((line) => (
        <Line key={line}>{line}</Line>
      ))}
      <Line>{t('refundBody', { amount: formatMoney(refund.amountMinor, refund.currency, locale) })}</Line>
      <Fact label={t('order')} value={order.number} />
      <Action href={orderLink(order)} label={t('openOrder')} />
    </Letter>
  );
  await sendOnce({ key: `refund:${refundId}`, orderId: order.id, template: 'refund', to: order.email }, async () => ({
    subject: t('refundSubject', { number: order.number }),
    html: await render(letter),
    text: await render(letter, { plainText: true }),
  }));
}
