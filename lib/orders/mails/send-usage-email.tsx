import { render } from '@react-email/render';
import { dataAmount } from '@/i18n/data-text';
import { sendOnce } from '@/lib/email/send-once';
import { Action, Letter, Line } from '@/lib/email/templates/letter';
import { mailWords, type MailWords } from '@/lib/email/words';
import { readEsimUsage } from '@/lib/esims/esim-readings';
import { openEsim } from '@/lib/esims/open-esim';
import type { UsageAlert } from '@/lib/orders/check-usage';
import { orderLink } from '@/lib/orders/mails/order-link';
import { readOrderForMail } from '@/lib/orders/mails/read-order-for-mail';
import type { EsimUsage } from '@/lib/providers/provider';

const DAY_MS = 24 * 3_600_000;

function lowBody({ data }: EsimUsage, { t, locale }: MailWords): string {
  if (!data || data.isUnlimited || data.remaining === null || data.total === null) return t('usageLowBodyShort');
  const { total } = data;
  return t('usageLowBody', { left: dataAmount(Math.max(0, data.remaining), { total, locale }), total: dataAmount(total, { total, locale }) });
}

function textOf(alert: UsageAlert, usage: EsimUsage, words: MailWords) {
  const { t, locale } = words;
  if (alert === 'usage-low') return { subject: 'usageLowSubject' as const, title: t('usageLowTitle'), body: lowBody(usage, words) };
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(usage.expiresAt ?? new Date());
  return { subject: 'expiringSubject' as const, title: t('expiringTitle', { date }), body: t('expiringBody') };
}

/** Tells the eSIM's owner that little is left, or that it ends soon: once per occasion. */
export async function sendUsageEmail({ esimId, alert, key }: { esimId: string; alert: UsageAlert; key: string }): Promise<void> {
  const esim = await openEsim(esimId);
  const usage = esim && (await readEsimUsage(esim, DAY_MS));
  const order = esim && (await readOrderForMail(esim.orderId));
  const line = order?.lines.find(({ id }) => id === esim?.lineId);
  if (!usage || !order || !line) return;
  const words = await mailWords(order.locale);
  const { subject, title, body } = textOf(alert, usage.value, words);
  const letter = (
    <Letter locale={words.locale} preview={title} title={title} footer={words.t('footer')}>
      <Line>{body}</Line>
      <Action href={orderLink(order)} label={words.t('seeRemaining')} />
    </Letter>
  );
  await sendOnce({ key, orderId: order.id, template: alert, to: order.email }, async () => ({
    subject: words.t(subject, { destination: words.place(line.snapshot) }),
    html: await render(letter),
    text: await render(letter, { plainText: true }),
  }));
}
