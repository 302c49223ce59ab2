import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { formatMoney, toDecimalText } from '@/lib/money';
import { SHORT_ENDINGS } from '@/lib/orders/short-endings';
import type { OrderForStaff } from '@/lib/orders/staff-queries';
import { ActionForm, type ActionWords } from './action-form';
import { moneyLeft } from './order-timeline';
import { INPUT, Part } from './part';

type Action = ComponentProps<typeof ActionForm>['action'];
export type OrderActionsProps = {
  order: OrderForStaff;
  locale: string;
  words: ActionWords;
  actions: Record<'startAgain' | 'readAgain' | 'sendAgain' | 'refund' | 'close', Action>;
};

/** What every form sends along: the order, and how much of its case was on the page. */
type Shown = Pick<OrderActionsProps, 'order' | 'words' | 'actions'> & { fixed: { orderId: string; seenEventId: string } };

/** Fewer eSIMs than were paid for. */
const isShortOf = ({ status, lines }: OrderForStaff) => status === 'FULFILLED' && lines.some(({ topUpEsimId, esims, quantity }) => topUpEsimId === null && esims.length < quantity);

/** Of what staff see of the case, the newest. */
const newestCaseOf = ({ events }: OrderForStaff) => String(events.findLast(({ kind }) => kind === 'case')?.id ?? 0);

function ReadAgain({ words, actions, fixed }: Omit<Shown, 'order'>) {
  const t = useTranslations('admin');
  return (
    <Part title={t('readAgainTitle')} text={t('readAgainText')}>
      <ActionForm action={actions.readAgain} words={words} label={t('readAgain')} fixed={fixed} />
    </Part>
  );
}

function Close({ order, words, actions, fixed }: Shown) {
  const t = useTranslations('admin');
  const isShort = isShortOf(order) || order.reviewReasons.includes('short-delivery');
  return (
    <Part title={t('closeTitle')} text={t('closeText')}>
      <ActionForm action={actions.close} words={words} label={t('close')} fixed={fixed}>
        {isShort ? (
          <label className="block">{t('ending')}
            <select name="ending" required defaultValue="" className={INPUT}><option value="" disabled>–</option>{SHORT_ENDINGS.map((ending) => <option key={ending} value={ending}>{t(`endings.${ending}`)}</option>)}</select>
          </label>
        ) : null}
        <label className="block">{t('closeNote')}<textarea name="note" required minLength={3} maxLength={1000} rows={3} className={`${INPUT} py-2`} /></label>
      </ActionForm>
    </Part>
  );
}

/** What staff can do with this order now; what cannot work is not offered. */
export function OrderActions({ order, locale, words, actions }: OrderActionsProps) {
  const t = useTranslations('admin');
  const fixed = { orderId: order.id, seenEventId: newestCaseOf(order) };
  const { capturedMinor, leftMinor } = moneyLeft(order.payments);
  const hasCase = order.reviewReasons.length > 0;
  const hasEsims = order.lines.some((line) => line.esims.length > 0);
  return (
    <>
      {order.status === 'NEEDS_REVIEW' ? (
        <Part title={t('retryTitle')} text={t('retryText')}>
          <ActionForm action={actions.startAgain} words={words} label={t('retry')} fixed={fixed}>
            <label className="flex min-h-11 items-center gap-2">
              <input type="checkbox" name="nothingWasBought" className="size-5 accent-signal-strong" />
              {t('retryVouch')}
            </label>
          </ActionForm>
        </Part>
      ) : null}
      {hasEsims ? (
        <Part title={t('resendTitle')} text={t('resendText', { email: order.email })}>
          <ActionForm action={actions.sendAgain} words={words} label={t('resend')} fixed={fixed} />
        </Part>
      ) : null}
      {leftMinor > 0 ? (
        <Part title={t('refundTitle')} text={t('refundText', { left: formatMoney(leftMinor, order.currency, locale), captured: formatMoney(capturedMinor, order.currency, locale) })}>
          <ActionForm action={actions.refund} words={words} label={t('refundAction')} fixed={fixed} question={t('refundConfirm', { amount: '{amount}', currency: order.currency })} wholeAmount={toDecimalText(leftMinor, order.currency)} look="danger">
            <label className="block">{t('refundAmount', { currency: order.currency })}<input name="amount" inputMode="decimal" autoComplete="off" className={`${INPUT} figures`} /></label>
            <label className="block">{t('refundReason')}<input name="reason" required minLength={3} maxLength={500} className={INPUT} /></label>
          </ActionForm>
        </Part>
      ) : null}
      {hasCase && isShortOf(order) ? <ReadAgain words={words} actions={actions} fixed={fixed} /> : null}
      {hasCase ? <Close order={order} words={words} actions={actions} fixed={fixed} /> : null}
    </>
  );
}
