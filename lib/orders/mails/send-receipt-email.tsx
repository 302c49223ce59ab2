import { render } from '@react-email/render';
import { orderLink } from '@/lib/orders/mails/order-link';
import { readOrderForMail } from '@/lib/orders/mails/read-order-for-mail';
import { sendOnce } from '@/lib/email/send-once';
import { Action, Fact, Letter, Line } from '@/lib/email/templates/letter';
import { mailWords } from '@/lib/email/words';
import { formatMoney } from '@/lib/money';

/** The receipt of a paid order, once. */
export async function sendReceiptEmail({ orderId }: { orderId: string }): Promise<void> {
  const order = await readOrderForMail(orderId);
  if (!order) return;
  const { t, locale, plan, place } = await mailWords(order.locale);
  const letter = (
    <Letter locale={locale} preview={t('receiptTitle')} title={t('receiptTitle')} footer={t('footer')}>
      <Line>{t('receiptBody')}</Line>
      <Fact label={t('order')} value={order.number} />
      {order.lines.map((line) => (
        <Line key={line.id}>{t('item', { quantity: line.quantity, title: plan(line.snapshot), destination: place(line.snapshot) })}</Line>
      ))}
      <Fact label={t('total')} value={formatMoney(order.totalMinor, order.currency, locale)} />
      <Action href={orderLink(order)} label={t('openOrder')} />
    </Letter>
  );
  await sendOnce({ key: `receipt:${orderId}`, orderId, template: 'receipt', to: order.email }, async () => ({
    subject: t('receiptSubject', { number: order.number }),
    html: await render(letter),
    text: await render(letter, { plainText: true }),
  }));
}
