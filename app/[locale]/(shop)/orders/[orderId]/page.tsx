import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { deviceGuides } from '@/components/esims/device-guides';
import { DeviceSteps } from '@/components/esims/device-steps';
import { EsimCard } from '@/components/esims/esim-card';
import { isMoving, missingOf, moodOf, printOfStatus } from '@/components/orders/order-mood';
import { OrderState } from '@/components/orders/order-state';
import { OrderWatch } from '@/components/orders/order-watch';
import { Receipt } from '@/components/orders/receipt';
import { TicketInWaiting } from '@/components/orders/ticket-in-waiting';
import { Notice } from '@/components/ui/notice';
import { Page, SectionTitle } from '@/components/ui/page';
import { placeOfPlan } from '@/i18n/place-name';
import { planName } from '@/i18n/plan-name';
import { hrefIn } from '@/i18n/routing';
import { getViewer, type Viewer } from '@/lib/auth/viewer';
import { deviceInHand } from '@/lib/devices/device-in-hand';
import { androidInstallLink, appleInstallLink } from '@/lib/esims/install-links';
import { qrPath } from '@/lib/esims/qr-code';
import { revealEsim } from '@/lib/esims/reveal-esim';
import { settleReturn } from '@/lib/orders/confirm-return';
import type { PlanSnapshot } from '@/lib/orders/plan-snapshot';
import { findOrderForViewer, findOrderStatus, type OrderForViewer } from '@/lib/orders/queries';

type Props = { params: Promise<{ locale: string; orderId: string }> };

export async function generateMetadata({ params }: Props) {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'order' }))('pageTitle'), robots: { index: false } };
}

const msSince = (moment: Date) => Date.now() - moment.getTime();

async function EsimCards({ order, viewer, locale }: { order: OrderForViewer; viewer: Viewer; locale: string }) {
  const [t, common, messages, guides, request] = await Promise.all([getTranslations('order'), getTranslations('common'), getMessages(), deviceGuides(locale), headers()]);
  const device = deviceInHand(request.get('user-agent') ?? '');
  const all = order.lines.flatMap((line) => line.esims.map((esim) => ({ line, esim })));
  const count = all.length + missingOf(order);
  const cards = await Promise.all(
    all.map(async ({ line: { snapshot }, esim }, index) => {
      const profile = await revealEsim(esim.id, viewer);
      if (!profile) return null;
      return (
        <EsimCard
          key={esim.id} place={placeOfPlan(snapshot, locale, messages.common.regions)} countryCode={snapshot.countryCode}
          plan={planName(snapshot, { locale, common })} position={count > 1 ? t('position', { index: index + 1, count }) : null}
          iccidLast4={esim.iccidLast4} codes={profile} network={profile} qr={qrPath(profile.lpa)} activationPolicy={snapshot.activationPolicy} device={device}
          links={{ apple: appleInstallLink(profile), android: androidInstallLink(profile) }} remainingHref={hrefIn(locale, `/orders/${order.id}/esims/${esim.id}`)}
        />
      );
    }),
  );
  return (
    <>
      <div className="grid gap-6">{cards}</div>
      <div className="mt-6"><Notice tone="warn" title={t('doNotDeleteTitle')}>{t('doNotDelete')}</Notice></div>
      <SectionTitle>{t('steps')}</SectionTitle>
      <DeviceSteps
        guides={guides} device={device}
        words={{ choose: t('chooseDevice'), install: t('installTitle'), byHand: t('byHandTitle'), after: t('afterTitle'), note: t('guideNote') }}
      />
    </>
  );
}

async function Replaced({ ordered, got, locale }: { ordered: PlanSnapshot; got: PlanSnapshot; locale: string }) {
  const [t, common] = await Promise.all([getTranslations('order'), getTranslations('common')]);
  const names = { ordered: planName(ordered, { locale, common }), got: planName(got, { locale, common }) };
  return <div className="measure mb-6"><Notice title={t('replacedTitle')}>{names.ordered === names.got ? t('replacedBySame', names) : t('replaced', names)}</Notice></div>;
}

async function Waiting({ order, shown }: { order: OrderForViewer; shown: string }) {
  const t = await getTranslations('order');
  const mood = moodOf(order);
  if (!isMoving(order)) return null;
  const isAnnounced = mood === 'paying' || mood === 'processing' || mood === 'preparing';
  return (
    <OrderWatch
      statusUrl={`/api/orders/${order.id}/status`} shown={shown} waitedMs={msSince(order.paidAt ?? order.createdAt)}
      words={{ waiting: isAnnounced ? t(`waiting.${mood}`) : '', slow: mood === 'preparing' ? t('slow') : null }}
    />
  );
}

/** The order, and the status to compare with: read first, so that a change in between is noticed, never missed. */
async function readOrder(orderId: string, viewer: Viewer) {
  const status = await findOrderStatus(orderId, viewer);
  const order = await findOrderForViewer(orderId, viewer);
  return status && order ? { order, shown: printOfStatus(status) } : null;
}

export default async function OrderPage({ params }: Props) {
  const { locale, orderId } = await params;
  setRequestLocale(locale);
  const viewer = await getViewer();
  let found = await readOrder(orderId, viewer);
  if (found?.order.status === 'AWAITING_PAYMENT') {
    await settleReturn(orderId);
    found = await readOrder(orderId, viewer);
  }
  if (!found) notFound();
  const { order, shown } = found;
  const t = await getTranslations('order');
  const mood = moodOf(order);
  return (
    <Page>
      <OrderState order={order} />
      <Waiting order={order} shown={shown} />
      {mood === 'preparing' && !order.lines[0]?.topUp ? <TicketInWaiting /> : null}
      {order.lines.map((line) => (line.replaced ? <Replaced key={line.id} ordered={line.replaced} got={line.snapshot} locale={locale} /> : null))}
      {mood === 'ready' && order.lines.some((line) => line.esims.length > 0) ? <EsimCards order={order} viewer={viewer} locale={locale} /> : null}
      <SectionTitle>{t('receipt')}</SectionTitle>
      <Receipt order={order} />
    </Page>
  );
}
