import { getMessages, getTranslations, setRequestLocale } from 'next-intl/server';
import { AdminTitle } from '@/components/admin/admin-frame';
import { OrderTable } from '@/components/admin/order-table';
import { Pager } from '@/components/admin/pager';
import { SearchBar } from '@/components/admin/search-bar';
import { stateWord } from '@/components/admin/state-word';
import { OrderStatus } from '@/generated/prisma/enums';
import { hrefIn } from '@/i18n/routing';
import { filterQuery, listFilter } from '@/lib/operations/list-filter';
import { listOrdersForStaff } from '@/lib/orders/staff-queries';
import { staffOfPage } from '@/lib/web/page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AdminOrdersPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const filter = listFilter.parse(await searchParams);
  const { q, status, page } = filter;
  const [t, messages, found] = await Promise.all([getTranslations('admin'), getMessages(), listOrdersForStaff({ search: q, page, ...(status ? { status } : {}) })]);
  const here = hrefIn(locale, '/admin/orders');
  return (
    <>
      <AdminTitle note={t('found', { count: found.total })}>{t('orders')}</AdminTitle>
      <SearchBar label={t('searchLabel')} hint={t('searchHint')} value={q} action={here} submit={t('search')} reset={q || status ? { href: here, label: t('reset') } : null}>
        <label>
          <span className="mb-1 block text-quiet">{t('statusLabel')}</span>
          <select name="status" defaultValue={status ?? ''} className="min-h-11 rounded-card border border-quiet bg-raised px-3">
            <option value="">{t('anyStatus')}</option>
            {Object.values(OrderStatus).map((each) => <option key={each} value={each}>{stateWord(each, messages.admin.states)}</option>)}
          </select>
        </label>
      </SearchBar>
      <OrderTable orders={found.orders} locale={locale} caption={t('orders')} empty={t('ordersEmpty')} hrefOf={(id) => hrefIn(locale, `/admin/orders/${id}`)} />
      <Pager page={page} pages={found.pageCount} hrefOf={(to) => `${here}${filterQuery({ ...filter, page: to })}`} />
    </>
  );
}
