import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { placeName } from '@/components/catalog/place-name';
import { deviceGuides } from '@/components/esims/device-guides';
import { EsimCard } from '@/components/esims/esim-card';
import { OrderState, moodOf } from '@/components/orders/order-state';
import { OrderWatch } from '@/components/orders/order-watch';
import { Receipt } from '@/components/orders/receipt';
import { Page, SectionTitle } from '@/components/ui/page';
import { getViewer, type Viewer } from '@/lib/auth/viewer';
import { deviceInHand } from '@/lib/devices/device-in-hand';
import { androidInstallLink, appleInstallLink, isInstallLink } from '@/lib/esims/install-links';
import { qrPath } from '@/lib/esims/qr-code';
import { revealEsim } from '@/lib/esims/reveal-esim';
import { settleReturn } from '@/lib/orders/confirm-return';
import { findOrderForViewer, findOrderStatus, type OrderForViewer } from '@/lib/orders/queries';

type Props = { params: Promise<{ locale: string; orderId: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'order' }))('pageTitle'), robots: { index: false } };
}

const linkOrNull = (link: string) => (isInstallLink(link) ? link : null);

async function EsimCards({ order, viewer, locale }: { order: OrderForViewer; viewer: Viewer; locale: string }) {
  const [guides, request] = await Promise.all([deviceGuides(locale), headers()]);
  const device = deviceInHand(request.get('user-agent') ?? '');
  const all = order.lines.flatMap((line) => line.esims.map((esim) => ({ line, esim })));
  const cards = await Promise.all(
    all.map(async ({ line, esim }, index) => {
      const profile = await revealEsim(esim.id, viewer);
      if (!profile) return null;
      const place = placeName({ countryCode: line.snapshot.countryCode, name: line.destinationName }, locale);
      return (
        <EsimCard
          key={esim.id} title={all.length > 1 ? `${place} ${index + 1}/${all.length}` : place} codes={profile} network={profile} qr={qrPath(profile.lpa)}
          links={{ apple: linkOrNull(appleInstallLink(profile)), android: linkOrNull(androidInstallLink(profile)) }}
          activationPolicy={line.snapshot.activationPolicy} device={device} guides={guides}
        />
      );
    }),
  );
  return <div className="grid gap-6">{cards}</div>;
}

export default async function OrderPage({ params }: Props) {
  const { locale, orderId } = await params;
  setRequestLocale(locale);
  const viewer = await getViewer();
  let order = await findOrderForViewer(orderId, viewer);
  if (order?.status === 'AWAITING_PAYMENT') {
    await settleReturn(order.id);
    order = await findOrderForViewer(orderId, viewer);
  }
  if (!order) notFound();
  const status = await findOrderStatus(orderId, viewer);
  const t = await getTranslations('order');
  const mood = moodOf(order);
  const isMoving = mood !== 'ready' && mood !== 'expired' && !(mood === 'refused' && !order.isRefundPending);
  return (
    <Page>
      <OrderState order={order} />
      {isMoving && status ? (
        <OrderWatch
          statusUrl={`/api/orders/${order.id}/status`} sinceMs={(order.paidAt ?? order.createdAt).getTime()} slowWords={t('slow')}
          shown={[status.status, status.payment, status.refundedMinor, status.esimCount].join('|')}
        />
      ) : null}
      <EsimCards order={order} viewer={viewer} locale={locale} />
      <SectionTitle>{t('receipt')}</SectionTitle>
      <Receipt order={order} />
    </Page>
  );
}
