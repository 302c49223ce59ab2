import { Img } from '@react-email/components';
import { render } from '@react-email/render';
import QRCode from 'qrcode';
import { unseal } from '@/lib/crypto/sealed-text';
import { db } from '@/lib/db/client';
import { orderLink } from '@/lib/orders/mails/order-link';
import { readOrderForMail } from '@/lib/orders/mails/read-order-for-mail';
import { sendOnce } from '@/lib/email/send-once';
import { Action, Fact, Letter, Line } from '@/lib/email/templates/letter';
import { mailWords, type MailWords } from '@/lib/email/words';
import { profilePlace } from '@/lib/esims/store-esims';
import type { EsimProfile } from '@/lib/providers/provider';

type DeliveryLetterProps = { words: MailWords; profile: EsimProfile; destination: string; link: string; /** What was ordered and what came in its place. */ replaced: { ordered: string; got: string } | null };

function DeliveryLetter({ words: { t, locale }, profile, destination, link, replaced }: DeliveryLetterProps) {
  const title = t('deliveryTitle', { destination });
  return (
    <Letter locale={locale} preview={title} title={title} footer={t('footer')}>
      <Line>{t('deliveryBody')}</Line>
      {replaced ? <Line>{replaced.ordered === replaced.got ? t('replacedBySame', replaced) : t('replaced', replaced)}</Line> : null}
      <Action href={link} label={t('openOrder')} />
      <Img src="cid:esim-qr" width={240} height={240} alt={t('qrAlt')} style={{ background: '#FFFFFF', borderRadius: '10px' }} />
      <Fact label={t('smdpAddress')} value={profile.smdpAddress} />
      <Fact label={t('activationCode')} value={profile.matchingId} />
      {profile.confirmationCode ? <Fact label={t('confirmationCode')} value={profile.confirmationCode} /> : null}
      <Line>{t('doNotDelete')}</Line>
    </Letter>
  );
}

async function readEsim(esimId: string) {
  const esim = await db().esim.findUnique({ where: { id: esimId }, select: { sealedProfile: true, line: { select: { id: true, orderId: true } } } });
  if (!esim) return null;
  return { ...esim.line, profile: JSON.parse(unseal(esim.sealedProfile, profilePlace(esimId))) as EsimProfile };
}

/** One eSIM's delivery mail, once; a resend by staff is a mail of its own. */
export async function sendDeliveryEmail({ esimId, resend }: { esimId: string; resend?: string | undefined }): Promise<void> {
  const esim = await readEsim(esimId);
  const order = esim && (await readOrderForMail(esim.orderId));
  const line = order?.lines.find(({ id }) => id === esim?.id);
  if (!esim || !order || !line) return;
  const words = await mailWords(order.locale);
  const destination = words.place(line.snapshot);
  const key = resend ? `delivery:${esimId}:again:${resend}` : `delivery:${esimId}`;
  await sendOnce({ key, orderId: order.id, template: 'delivery', to: order.email }, async () => {
    const png = await QRCode.toBuffer(esim.profile.lpa, { errorCorrectionLevel: 'M', margin: 4, width: 480 });
    const letter = <DeliveryLetter words={words} profile={esim.profile} destination={destination} link={orderLink(order)} replaced={line.replaced && { ordered: words.plan(line.replaced), got: words.plan(line.snapshot) }} />;
    return {
      subject: words.t('deliverySubject', { destination }),
      html: await render(letter),
      text: await render(letter, { plainText: true }),
      attachments: [
        { filename: 'esim-qr.png', content: png, contentType: 'image/png', cid: 'esim-qr', contentDisposition: 'inline' as const },
        { filename: 'esim-qr-code.png', content: png, contentType: 'image/png' },
      ],
    };
  });
}
