import type { BoardRow } from '@/components/catalog/board-rows';
import { fairUseInShort, pricePerGigabyte } from '@/components/catalog/plan-figures';
import { dataText } from '@/i18n/data-text';
import { placeOfPlan } from '@/i18n/place-name';
import type { Translate } from '@/i18n/translate';
import type { PlanCard } from '@/lib/catalog/queries';
import { formatMoney } from '@/lib/money';

type Words = { locale: string; common: Translate<'common'>; destination: Translate<'destination'>; regions: Record<string, string>; here: string };

function noteOf(plan: PlanCard, words: Words): string {
  const { locale, destination: t, common, regions, here } = words;
  const parts = [
    plan.kind === 'country' || plan.destinationSlug === here ? null : placeOfPlan(plan, locale, regions),
    plan.kind === 'country' ? null : t('places', { count: plan.coverageCount }),
    plan.isUnlimited ? (fairUseInShort(plan, words) ?? (plan.fairUseText ? null : common('fairUse.unknown'))) : null,
    plan.operatorName,
    plan.voiceMinutes ? t('minutes', { count: plan.voiceMinutes }) : null,
    plan.textMessages ? t('texts', { count: plan.textMessages }) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Plans as lines of text, ready to print. */
export function toBoardRows(plans: PlanCard[], words: Words): BoardRow[] {
  const figures = { locale: words.locale, unlimited: words.common('unlimited'), notStated: words.common('notStated') };
  return plans.map((plan) => {
    const each = pricePerGigabyte(plan, words.locale);
    return [
      plan.slug, plan.isUnlimited ? -1 : (plan.dataMegabytes ?? 0), dataText(plan, figures), plan.validityDays, words.common('days', { count: plan.validityDays }),
      noteOf(plan, words), formatMoney(plan.priceMinor, plan.currency, words.locale), each ? words.destination('perGigabyte', { price: each }) : '', plan.priceMinor,
    ];
  });
}
