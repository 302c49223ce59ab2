import type { Metadata } from 'next';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import { signOut } from '@/app/[locale]/account/actions';
import { OrderTicket } from '@/components/account/order-ticket';
import { Button, LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Page, PageTitle } from '@/components/ui/page';
import { hrefIn } from '@/i18n/routing';
import { hasSimsAssigned } from '@/lib/fleet/assign-sim';
import { listOrdersForCustomer } from '@/lib/orders/queries';
import { customerOfPage } from '@/lib/web/page';

type Props = { params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: 'account' }))('ordersTitle') };
}

export default async function OrdersPage({ params }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const viewer = await customerOfPage({ signInHref: hrefIn(locale, '/sign-in'), here: hrefIn(locale, '/account/orders') });
  const [t, fleet, orders, hasSims] = await Promise.all([getTranslations('account'), getTranslations('fleet'), listOrdersForCustomer(viewer.customerId), hasSimsAssigned(viewer.customerId)]);
  return (
    <Page>
      <PageTitle lead={<span className="break-words">{t('ordersLead', { email: viewer.email })}</span>}>{t('ordersTitle')}</PageTitle>
      {orders.length === 0 ? (
        <Notice title={t('ordersEmptyTitle')}>
          <p className="measure mb-4">{t('ordersEmptyText', { email: viewer.email })}</p>
          <LinkButton href={hrefIn(locale, '/destinations')}>{t('ordersEmptyAction')}</LinkButton>
        </Notice>
      ) : (
        <ul className="grid gap-4 md:grid-cols-2">
          {orders.map((order) => <li key={order.id}><OrderTicket order={order} locale={locale} href={hrefIn(locale, `/orders/${order.id}`)} /></li>)}
        </ul>
      )}
      <div className="mt-10 flex flex-wrap gap-3 border-t border-line pt-6">
        {hasSims ? <LinkButton href={hrefIn(locale, '/account/sims')} look="plain">{fleet('mine')}</LinkButton> : null}
        {viewer.isStaff ? <LinkButton href={hrefIn(locale, '/admin/orders')} look="plain">{t('backOffice')}</LinkButton> : null}
        <form action={signOut}>
          <input type="hidden" name="locale" value={locale} />
          <Button type="submit" look="plain">{t('signOut')}</Button>
        </form>
      </div>
    </Page>
  );
}
