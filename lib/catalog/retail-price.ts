import { currencyOf, percentOf } from '@/lib/money';
import type { Money } from '@/lib/providers/provider';

export type PriceFacts = { cost: Money; recommendedRetail: Money | null; marginPercent?: number };

/** Our usual share on top of the cost when the provider names no price, percent. */
export const DEFAULT_MARGIN_PERCENT = 30;

/** Up to the next price that reads well: …9 in the last place of two- and three-decimal currencies, whole tens in the others. */
export function tidy(amountMinor: number, currency: string): number {
  const { exponent } = currencyOf(currency);
  if (exponent === 0) return Math.ceil(amountMinor / 10) * 10;
  const step = 10 ** (exponent - 1);
  return Math.ceil((amountMinor + 1) / step) * step - 1;
}

/** What a customer pays, minor units: the provider's retail price if it names one that leaves a margin, never below it nor below cost. */
export function retailPrice({ cost, recommendedRetail, marginPercent = DEFAULT_MARGIN_PERCENT }: PriceFacts): number {
  const withMargin = Math.max(tidy(percentOf(cost.amountMinor, 100 + marginPercent, cost.currency), cost.currency), cost.amountMinor);
  const named = recommendedRetail?.currency === cost.currency ? recommendedRetail.amountMinor : 0;
  return named > cost.amountMinor ? named : withMargin;
}
