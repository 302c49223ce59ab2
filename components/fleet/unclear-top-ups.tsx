import { useTranslations } from 'next-intl';
import { ActionForm, type ActionFormProps, type ActionWords } from '@/components/admin/action-form';
import { AdminSection } from '@/components/admin/admin-frame';
import { Moment, momentText } from '@/components/admin/moment';
import { INPUT, Part } from '@/components/admin/part';
import { Table } from '@/components/admin/table';
import type { UnclearTopUp } from '@/lib/fleet/unclear-top-ups';

type Action = ActionFormProps['action'];
const STATES = ['intended', 'unknown'] as const;

/** The volume orders a person must look at; nothing when there are none. */
export function UnclearTopUps({ topUps, locale, hrefOf }: { topUps: UnclearTopUp[]; locale: string; hrefOf: (iccid: string) => string }) {
  const t = useTranslations('fleet');
  if (topUps.length === 0) return null;
  return (
    <AdminSection title={t('unclear')}>
      <p className="mb-2 text-13 text-quiet">{t('unclearLead')}</p>
      <Table
        caption={t('unclear')} rows={topUps} keyOf={({ id }) => id} empty=""
        columns={[
          { key: 'iccid', label: 'ICCID', cell: ({ iccid }) => <a className="figures underline underline-offset-4" href={hrefOf(iccid)}>{iccid}</a> },
          { key: 'at', label: t('started'), cell: ({ intendedAt }) => <Moment at={intendedAt} locale={locale} never="–" /> },
          { key: 'state', label: t('state'), cell: ({ state }) => t(`topUpState.${STATES.find((known) => known === state) ?? 'unknown'}`) },
          { key: 'reason', label: t('reason'), cell: ({ reason }) => reason },
          { key: 'by', label: t('by'), cell: ({ actor }) => actor },
        ]}
      />
    </AdminSection>
  );
}

type Decided = { topUp: UnclearTopUp; locale: string; words: ActionWords; nothingOrdered: Action; orderFound: Action };

/** Staff say what became of one of them. */
export function DecideTopUp({ topUp, locale, words, nothingOrdered, orderFound }: Decided) {
  const t = useTranslations('fleet');
  const fixed = { topUpId: topUp.id, seenState: topUp.state };
  return (
    <Part title={t('unclearOf', { time: momentText(topUp.intendedAt, locale), actor: topUp.actor })} text={t(topUp.sentAt === null ? 'unclearUnsent' : 'unclearSent')}>
      <ActionForm action={orderFound} words={words} label={t('orderFound')} fixed={fixed}>
        <label className="block">{t('orderNumber')}<input name="orderId" required maxLength={40} className={INPUT} /></label>
      </ActionForm>
      <div className="mt-3"><ActionForm action={nothingOrdered} words={words} look="danger" label={t('nothingOrdered')} fixed={fixed} question={t('nothingOrderedConfirm')} /></div>
    </Part>
  );
}
