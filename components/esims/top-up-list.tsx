import { useLocale, useTranslations } from 'next-intl';
import { LinkButton } from '@/components/ui/button';
import { dataText } from '@/i18n/data-text';
import { formatMoney } from '@/lib/money';

export type TopUpChoice = { providerPlanId: string; title: string; dataMegabytes: number | null; isUnlimited: boolean; validityDays: number; priceMinor: number; currency: string };

/** The shape of the list while the operator is asked. */
export const TopUpsInWaiting = ({ title }: { title: string }) => (
  <>
    <h2 className="mb-4 mt-12 text-21 font-semibold tracking-tight">{title}</h2>
    <div className="divide-y divide-line border-y border-line" aria-hidden="true">
      {[0, 1, 2].map((row) => <div key={row} className="flex items-center justify-between py-3"><div className="h-6 w-36 rounded bg-line" /><div className="h-11 w-32 rounded-card border border-line" /></div>)}
    </div>
  </>
);

/** What may be put onto this eSIM, each with the one next step. */
export function TopUpList({ choices, hrefOf }: { choices: TopUpChoice[]; hrefOf: (providerPlanId: string) => string }) {
  const t = useTranslations('esim');
  const common = useTranslations('common');
  const locale = useLocale();
  // The provider's name for it is shown only where amount and days do not tell two apart.
  const isAlone = (choice: TopUpChoice) => choices.filter((each) => each.dataMegabytes === choice.dataMegabytes && each.isUnlimited === choice.isUnlimited && each.validityDays === choice.validityDays).length === 1;
  return (
    <ul className="divide-y divide-line border-y border-line" data-testid="top-ups">
      {choices.map((choice) => (
        <li key={choice.providerPlanId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
          <div className="min-w-0">
            <p className="figures text-17 font-semibold"><bdi>{dataText(choice, { unlimited: common('unlimited'), notStated: common('notStated'), locale })}</bdi> <bdi className="font-normal text-quiet">{t('days', { count: choice.validityDays })}</bdi></p>
            {isAlone(choice) ? null : <p className="text-13 text-quiet break-words"><bdi>{choice.title}</bdi></p>}
          </div>
          <LinkButton look="plain" href={hrefOf(choice.providerPlanId)}>{t('add', { price: formatMoney(choice.priceMinor, choice.currency, locale) })}</LinkButton>
        </li>
      ))}
    </ul>
  );
}
