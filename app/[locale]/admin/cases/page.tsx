import { getTranslations, setRequestLocale } from 'next-intl/server';
import { AdminTitle } from '@/components/admin/admin-frame';
import { OrderTable } from '@/components/admin/order-table';
import { Pager } from '@/components/admin/pager';
import { hrefIn } from '@/i18n/routing';
import { filterQuery, listFilter } from '@/lib/operations/list-filter';
import { listOrdersForStaff } from '@/lib/orders/staff-queries';
import { staffOfPage } from '@/lib/web/page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CasesPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const filter = listFilter.parse(await searchParams);
  const [t, found] = await Promise.all([getTranslations('admin'), listOrdersForStaff({ onlyCases: true, page: filter.page })]);
  return (
    <>
      <AdminTitle note={t('casesFound', { count: found.total })}>{t('cases')}</AdminTitle>
      <OrderTable isCases orders={found.orders} locale={locale} caption={t('cases')} empty={t('casesEmpty')} hrefOf={(id) => hrefIn(locale, `/admin/orders/${id}`)} />
      <Pager page={filter.page} pages={found.pageCount} hrefOf={(page) => `${hrefIn(locale, '/admin/cases')}${filterQuery({ ...filter, page })}`} />
    </>
  );
}
