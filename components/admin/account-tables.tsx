import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { AccountAbilities, PlannedPurchase, StockItem, WebhookRow } from '@/lib/operations/provider-account';
import { ActionForm, type ActionWords } from './action-form';
import { Moment } from './moment';
import { Table, type Column } from './table';

type Action = ComponentProps<typeof ActionForm>['action'];
type Frame = { can: AccountAbilities; fixed: { providerId: string }; locale: string; words: ActionWords };
const Code = ({ children }: { children: string }) => <span className="figures inline-block min-w-32 max-w-72 break-all">{children}</span>;

export type WebhookTableProps = Frame & { webhooks: WebhookRow[]; actions: Record<'subscribe' | 'unsubscribe' | 'rehearse', Action> };

/** Each kind of webhook: off, to this shop, or elsewhere, and what can be done about it. */
export function WebhookTable({ webhooks, can, fixed, words, actions }: WebhookTableProps) {
  const t = useTranslations('support');
  const admin = useTranslations('admin');
  const about = (kind: string) => ({ ...fixed, kind });
  const columns: Column<WebhookRow>[] = [
    { key: 'kind', label: t('kind'), cell: ({ kind }) => <Code>{kind}</Code> },
    {
      key: 'address', label: t('address'),
      cell: ({ address, isHere }) => (
        <>
          <span className="whitespace-nowrap"><span aria-hidden="true" className={`me-1.5 ${isHere ? 'text-good' : address ? 'text-warn' : 'text-quiet'}`}>{isHere ? '●' : address ? '▲' : '○'}</span>{t(isHere ? 'here' : address ? 'elsewhere' : 'notSubscribed')}</span>
          {address && !isHere ? <span className="figures block max-w-72 break-all text-quiet">{address}</span> : null}
        </>
      ),
    },
    {
      key: 'do', label: admin('actions'), isAction: true,
      cell: ({ kind, address, isHere, mayComeHere }) => (
        <div className="flex flex-wrap gap-2">
          {can.canSubscribe && mayComeHere && !isHere ? <ActionForm action={actions.subscribe} words={words} label={t('subscribe')} fixed={about(kind)} question={t('subscribeConfirm')} /> : null}
          {can.canUnsubscribe && address ? <ActionForm action={actions.unsubscribe} words={words} label={t('unsubscribe')} fixed={about(kind)} question={t('unsubscribeConfirm')} /> : null}
          {can.canRehearse && isHere ? <ActionForm action={actions.rehearse} words={words} label={t('rehearse')} fixed={about(kind)} /> : null}
        </div>
      ),
    },
  ];
  return <Table caption={t('webhooks')} columns={columns} rows={webhooks} keyOf={({ kind }) => kind} empty={t('webhooksEmpty')} />;
}

export type PlannedTableProps = Frame & { purchases: PlannedPurchase[]; isCut: boolean; cancel: Action };

/** What will be bought later, what is tried again and what failed. */
export function PlannedTable({ purchases, isCut, can, fixed, locale, words, cancel }: PlannedTableProps) {
  const t = useTranslations('support');
  const admin = useTranslations('admin');
  const columns: Column<PlannedPurchase>[] = [
    { key: 'plan', label: t('plan'), cell: ({ providerPlanId, requestId }) => <><Code>{providerPlanId}</Code><span className="figures block max-w-72 break-all text-quiet">{requestId}</span></> },
    { key: 'quantity', label: t('quantity'), isFigure: true, cell: ({ quantity }) => quantity.toLocaleString(locale) },
    { key: 'state', label: t('state'), cell: ({ state }) => t(`plannedState.${state ?? 'unknown'}`) },
    { key: 'due', label: t('due'), cell: ({ dueAt }) => <Moment at={dueAt} locale={locale} never="–" /> },
    { key: 'until', label: t('cancellableUntil'), cell: ({ cancellableUntil }) => <Moment at={cancellableUntil} locale={locale} never={t('notStated')} /> },
    { key: 'do', label: admin('actions'), isAction: true, cell: ({ requestId, state }) => (can.canCancel && state !== 'failed' ? <ActionForm action={cancel} words={words} look="danger" label={t('cancelPlanned')} fixed={{ ...fixed, requestId }} question={t('cancelPlannedConfirm')} /> : null) },
  ];
  return (
    <>
      <Table caption={t('planned')} columns={columns} rows={purchases} keyOf={({ requestId }) => requestId} empty={t('plannedEmpty')} />
      {isCut ? <p className="mt-2 text-13 text-quiet">{t('plannedMore', { count: purchases.length })}</p> : null}
    </>
  );
}

export function StockTable({ items, locale }: { items: StockItem[]; locale: string }) {
  const t = useTranslations('support');
  const columns: Column<StockItem>[] = [
    { key: 'plan', label: t('plan'), cell: ({ title, providerPlanId }) => <><span className="inline-block min-w-32 max-w-96 break-words">{title}</span><span className="figures block max-w-72 break-all text-quiet">{providerPlanId}</span></> },
    { key: 'left', label: t('remaining'), isFigure: true, cell: ({ remaining }) => remaining.toLocaleString(locale) },
    { key: 'total', label: t('total'), isFigure: true, cell: ({ total }) => total.toLocaleString(locale) },
    { key: 'expires', label: t('expires'), cell: ({ expiresAt }) => <Moment at={expiresAt} locale={locale} never={t('notStated')} /> },
  ];
  return <Table caption={t('stock')} columns={columns} rows={items} keyOf={({ stockId }) => stockId} empty={t('stockEmpty')} />;
}
