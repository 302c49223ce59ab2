import { render } from '@react-email/render';
import { sendOnce } from '@/lib/email/send-once';
import { Action, Fact, Letter, Line } from '@/lib/email/templates/letter';
import { mailWords } from '@/lib/email/words';
import { orderLink } from '@/lib/orders/mails/order-link';
import { readOrderForMail } from '@/lib/orders/mails/read-order-for-mail';

/** Says that the package is on the eSIM, once. */
export async function sendTopUpEmail({ orderId }: { orderId: string }): Promise<void> {
  const order = await readOrderForMail(orderId);
  const line = order?.lines[0];
  if (!order || !line) return;
  const { t, locale, plan, place } = await mailWords(order.locale);
  const title = t('topUpTitle', { title: plan(line.snapshot) });
  const letter = (
    <Letter locale={locale} preview={title} title={title} footer={t('footer')}>
      <Line>{t('topUpBody')}</Line>
      <Fact label={t('order')} value={order.number} />
      <Action href={orderLink(order)} label={t('seeRemaining')} />
    </Letter>
  );
  await sendOnce({ key: `top-up:${orderId}`, orderId, template: 'top-up', to: order.email }, async () => ({
    subject: t('topUpSubject', { destination: place(line.snapshot) }),
    html: await render(letter),
    text: await render(letter, { plainText: true }),
  }));
}
