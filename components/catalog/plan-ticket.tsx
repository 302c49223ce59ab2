import { dataText, pricePerGigabyte } from '@/components/catalog/plan-figures';
import { Price } from '@/components/ui/price';
import { hrefIn } from '@/i18n/routing';
import type { PlanCard } from '@/lib/catalog/queries';

export type TicketWords = { locale: string; unlimited: string; notStated: string; days: (count: number) => string; perGigabyte: (price: string) => string; places: (count: number) => string; minutes: (count: number) => string };

/** One plan as a ticket stub: what you get, the tear line, what you pay. */
export function PlanTicket({ plan, words }: { plan: PlanCard; words: TicketWords }) {
  const each = pricePerGigabyte(plan, words.locale);
  const extras = [
    plan.operatorName ?? null,
    plan.kind === 'country' ? null : words.places(plan.coverageCount),
    plan.voiceMinutes ? words.minutes(plan.voiceMinutes) : null,
  ].filter((extra) => extra !== null);
  return (
    <li data-days={plan.validityDays} data-megabytes={plan.isUnlimited ? 'unlimited' : (plan.dataMegabytes ?? 0)}>
      <a href={hrefIn(words.locale, `/plans/${plan.slug}`)} className="group grid grid-cols-[1fr_auto] items-stretch overflow-hidden rounded-card border border-line bg-raised transition duration-150 hover:border-quiet">
        <span className="grid gap-x-6 px-4 py-3.5 sm:grid-cols-[7rem_6rem_1fr] sm:items-baseline">
          <span className="figures text-21 font-semibold">{dataText(plan, words)}</span>
          <span className="figures text-15">{words.days(plan.validityDays)}</span>
          <span className="truncate text-13 text-quiet">{extras.join(' · ')}</span>
        </span>
        <span className="flex min-w-28 flex-col items-end justify-center border-s-2 border-dotted border-line px-4 py-3.5">
          <Price amountMinor={plan.priceMinor} currency={plan.currency} locale={words.locale} className="text-17 font-semibold group-hover:underline underline-offset-4" />
          {each ? <span className="figures text-13 text-quiet">{words.perGigabyte(each)}</span> : null}
        </span>
      </a>
    </li>
  );
}
