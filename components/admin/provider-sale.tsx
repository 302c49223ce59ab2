import { useLocale, useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { ProviderReport } from '@/lib/operations/list-provider-reports';
import { ActionForm, type ActionWords } from './action-form';
import { momentText } from './moment';

/** Whether its plans are sold, why not, and the two switches staff have. */
export function ProviderSale({ report, words, flip }: { report: ProviderReport; words: ActionWords; flip: ComponentProps<typeof ActionForm>['action'] }) {
  const t = useTranslations('admin');
  const locale = useLocale();
  const { providerId, offSale, againAt, circuitReason, isSwitchedOff, mayBeReplaced } = report;
  const mayPutBack = isSwitchedOff || offSale === 'out-of-funds';
  const time = againAt ? momentText(againAt, locale) : 'unknown';
  return (
    <div className="mb-4 grid gap-3 text-13 sm:grid-cols-2" data-testid={`sale-${providerId}`} data-off-sale={offSale ?? ''}>
      <div className="space-y-2">
        <p>
          <span aria-hidden="true" className={`me-1.5 ${offSale ? 'text-warn' : 'text-good'}`}>{offSale ? '▲' : '●'}</span>
          {offSale ? t(`offSale.${offSale}`, { reason: circuitReason ?? '', time }) : t('onSale')}
        </p>
        {mayPutBack
          ? <ActionForm action={flip} words={words} label={t('putOnSale')} fixed={{ providerId, what: 'sale', isOn: 'yes' }} />
          : <ActionForm action={flip} words={words} label={t('takeOffSale')} fixed={{ providerId, what: 'sale', isOn: 'no' }} question={t('takeOffSaleConfirm')} />}
      </div>
      <div className="space-y-2">
        <p>{t(mayBeReplaced ? 'replacingOn' : 'replacingOff')}</p>
        <ActionForm action={flip} words={words} label={t(mayBeReplaced ? 'stopReplacing' : 'allowReplacing')} fixed={{ providerId, what: 'replacing', isOn: mayBeReplaced ? 'no' : 'yes' }} />
      </div>
    </div>
  );
}
