import { dataText, gigabytesOf, type Sized } from '@/i18n/data-text';
import type { Translate } from '@/i18n/translate';
import { formatMoney } from '@/lib/money';

/** Price of a gigabyte, for comparing; null when there is no honest figure. */
export function pricePerGigabyte(plan: Sized & { priceMinor: number; currency: string }, locale: string): string | null {
  if (plan.isUnlimited || !plan.dataMegabytes) return null;
  return formatMoney(Math.round(plan.priceMinor / gigabytesOf(plan.dataMegabytes)), plan.currency, locale);
}

const speedText = (kbps: number, locale: string) => (kbps < 1000 ? `${kbps} kbps` : `${new Intl.NumberFormat(locale).format(kbps / 1000)} Mbps`);

type Slowed = Sized & { fairUseMegabytesPerDay: number | null; reducedSpeedKbps: number | null };
type Words = { locale: string; common: Translate<'common'> };

/** What unlimited comes to, in the reader's language; null when we hold only the operator's own words, or none. */
export function fairUseInShort(plan: Slowed, { locale, common }: Words): string | null {
  if (!plan.isUnlimited || plan.reducedSpeedKbps === null) return null;
  const speed = speedText(plan.reducedSpeedKbps, locale);
  if (!plan.fairUseMegabytesPerDay) return common('fairUse.slowed', { speed });
  const amount = dataText({ dataMegabytes: plan.fairUseMegabytesPerDay, isUnlimited: false }, { unlimited: '', notStated: '', locale });
  return common('fairUse.full', { amount, speed });
}
