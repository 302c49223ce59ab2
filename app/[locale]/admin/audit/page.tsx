import { getTranslations, setRequestLocale } from 'next-intl/server';
import { AdminTitle } from '@/components/admin/admin-frame';
import { Moment } from '@/components/admin/moment';
import { Pager } from '@/components/admin/pager';
import { SearchBar } from '@/components/admin/search-bar';
import { Table, type Column } from '@/components/admin/table';
import { hrefIn } from '@/i18n/routing';
import { listAudit } from '@/lib/operations/list-audit';
import { filterQuery, listFilter } from '@/lib/operations/list-filter';
import { staffOfPage } from '@/lib/web/page';

type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };
type Entry = Awaited<ReturnType<typeof listAudit>>['entries'][number];

export default async function AuditPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  await staffOfPage();
  const filter = listFilter.parse(await searchParams);
  const [t, found] = await Promise.all([getTranslations('admin'), listAudit({ search: filter.q, page: filter.page })]);
  const here = hrefIn(locale, '/admin/audit');
  const columns: Column<Entry>[] = [
    { key: 'time', label: t('time'), cell: ({ at }) => <Moment at={at} locale={locale} never={t('never')} /> },
    { key: 'actor', label: t('actor'), cell: ({ actor }) => actor },
    { key: 'action', label: t('action'), cell: ({ action }) => <span className="figures">{action}</span> },
    { key: 'subject', label: t('subject'), cell: ({ subject }) => <span className="figures break-all">{subject}</span> },
    { key: 'data', label: t('data'), cell: ({ data }) => <span className="figures break-words text-quiet">{data}</span> },
  ];
  return (
    <>
      <AdminTitle note={t('entriesFound', { count: found.total })}>{t('audit')}</AdminTitle>
      <SearchBar label={t('searchLabel')} hint={t('auditHint')} value={filter.q} action={here} submit={t('search')} reset={filter.q ? { href: here, label: t('reset') } : null} />
      <Table caption={t('audit')} columns={columns} rows={found.entries} keyOf={({ id }) => id} empty={t('auditEmpty')} />
      <Pager page={filter.page} pages={found.pageCount} hrefOf={(page) => `${here}${filterQuery({ ...filter, page })}`} />
    </>
  );
}
