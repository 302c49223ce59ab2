import { render } from '@react-email/render';
import { orderLink } from '@/lib/orders/mails/order-link';
import { readOrderForMail } from '@/lib/orders/mails/read-order-for-mail';
import { sendOnce } from '@/lib/email/send-once';
import { Action, Letter, Line } from '@/lib/email/templates/letter';
import { mailWords } from '@/lib/email/words';

const WINDOW_MS = 10 * 60_000;

/** The order's link again, to the address on the order; at most one in ten minutes. */
export async function sendOrderLinkEmail({ orderId }: { orderId: string }): Promise<void> {
  const order = await readOrderForMail(orderId);
  if (!order) return;
  const { t, locale } = await mailWords(order.locale);
  const letter = (
    <Letter locale={locale} preview={t('linkTitle')} title={t('linkTitle')} footer={t('footer')}>
      <Line>{t('linkBody')}</Line>
      <Action href={orderLink(order)} label={t('openOrder')} />
    </Letter>
  );
  const key = `order-link:${orderId}:${Math.floor(Date.now() / WINDOW_MS)}`;
  await sendOnce({ key, orderId, template: 'order-link', to: order.email }, async () => ({
    subject: t('linkSubject', { number: order.number }),
    html: await render(letter),
    text: await render(letter, { plainText: true }),
  }));
}
