import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import type { Ability } from '@/lib/esims/esim-support';
import type { REFUND_GROUNDS } from '@/lib/esims/request-provider-refund';
import { ActionForm, type ActionWords } from './action-form';
import { INPUT, Part } from './part';
import { TakeBackForm, type TakeBackFormProps } from './take-back-form';

type Action = ComponentProps<typeof ActionForm>['action'];
export type EsimActionsProps = {
  abilities: readonly Ability[];
  fixed: { orderId: string; esimId: string };
  /** Null = the account cannot tell. */
  isSuspended: boolean | null;
  bundles: TakeBackFormProps['bundles'];
  fits: string[];
  grounds: typeof REFUND_GROUNDS;
  words: ActionWords;
  actions: Record<'reconnect' | 'sendText' | 'label' | 'suspend' | 'checkFit' | 'askForRefund' | 'takeBack', Action> & { checkTakingBack: TakeBackFormProps['check'] };
};

function TakeBack({ fixed, bundles, words, actions }: EsimActionsProps) {
  const t = useTranslations('support');
  const said = { bundle: t('bundle'), refundTo: t('refundTo'), toBalance: t('toBalance'), toStock: t('toStock'), check: t('check'), would: t('would'), takeBack: t('takeBack'), askBalance: t('askBalance'), askStock: t('askStock') };
  return (
    <Part title={t('revokeTitle')} text={t('revokeText')}>
      {bundles.length === 0 ? <p>{t('bundlesEmpty')}</p> : <TakeBackForm check={actions.checkTakingBack} takeBack={actions.takeBack} fixed={fixed} bundles={bundles} words={{ ...words, ...said }} />}
    </Part>
  );
}

function Access({ isSuspended, fixed, words, actions }: EsimActionsProps) {
  const t = useTranslations('support');
  return (
    <Part title={t('suspendTitle')} text={t('suspendText')}>
      <div className="flex flex-wrap gap-2">
        {isSuspended === true ? null : <ActionForm action={actions.suspend} words={words} label={t('suspend')} fixed={{ ...fixed, isSuspended: 'yes' }} question={t('suspendConfirm')} look="danger" />}
        {isSuspended === false ? null : <ActionForm action={actions.suspend} words={words} label={t('resume')} fixed={{ ...fixed, isSuspended: 'no' }} />}
      </div>
    </Part>
  );
}

function ProviderRefund({ grounds, fixed, words, actions }: EsimActionsProps) {
  const t = useTranslations('support');
  return (
    <Part title={t('providerRefundTitle')} text={t('providerRefundText')}>
      <ActionForm action={actions.askForRefund} words={words} label={t('askRefund')} fixed={fixed} question={t('askRefundConfirm')}>
        <label className="block">{t('ground')}
          <select name="ground" required defaultValue="" className={INPUT}><option value="" disabled>–</option>{grounds.map((ground) => <option key={ground} value={ground}>{t(`grounds.${ground}`)}</option>)}</select>
        </label>
        <label className="block">{t('notes')}<textarea name="notes" maxLength={500} rows={3} placeholder={t('notesHint')} className={`${INPUT} py-2 placeholder:text-quiet`} /></label>
      </ActionForm>
    </Part>
  );
}

/** What staff can ask of the eSIM's provider; what it cannot do is not offered. */
export function EsimActions(props: EsimActionsProps) {
  const t = useTranslations('support');
  const { abilities, fixed, fits, words, actions } = props;
  const can = (ability: Ability) => abilities.includes(ability);
  if (abilities.length === 0) return <p className="border-y border-line py-4 text-13 text-quiet">{t('none')}</p>;
  return (
    <>
      {can('refreshNetwork') ? <Part title={t('refreshTitle')} text={t('refreshText')}><ActionForm action={actions.reconnect} words={words} label={t('refresh')} fixed={fixed} question={t('refreshConfirm')} /></Part> : null}
      {can('sendText') ? (
        <Part title={t('textTitle')} text={t('textText')}>
          <ActionForm action={actions.sendText} words={words} label={t('send')} fixed={fixed} question={t('sendConfirm')}>
            <label className="block">{t('message')}<textarea name="message" required maxLength={160} rows={3} className={`${INPUT} py-2`} /></label>
          </ActionForm>
        </Part>
      ) : null}
      {can('isCompatible') ? (
        <Part title={t('fitTitle')} text={t('fitText')}>
          <ActionForm action={actions.checkFit} words={words} label={t('checkFit')} fixed={fixed}>
            <label className="block">{t('providerPlan')}<input name="providerPlanId" required maxLength={200} autoComplete="off" list="fits" defaultValue={fits[0] ?? ''} className={`${INPUT} figures`} /></label>
            <datalist id="fits">{fits.map((id) => <option key={id} value={id} />)}</datalist>
          </ActionForm>
        </Part>
      ) : null}
      {can('labelEsim') ? (
        <Part title={t('labelTitle')} text={t('labelText')}>
          <ActionForm action={actions.label} words={words} label={t('setLabel')} fixed={fixed}><label className="block">{t('label')}<input name="label" required maxLength={50} autoComplete="off" className={INPUT} /></label></ActionForm>
        </Part>
      ) : null}
      {can('suspendEsim') ? <Access {...props} /> : null}
      {can('revokeBundle') ? <TakeBack {...props} /> : null}
      {can('requestRefund') ? <ProviderRefund {...props} /> : null}
    </>
  );
}
