import { formatMoney } from '@/lib/money';

export type PriceProps = { amountMinor: number; currency: string; locale: string; className?: string };

export function Price({ amountMinor, currency, locale, className = '' }: PriceProps) {
  return <span className={`figures whitespace-nowrap ${className}`}>{formatMoney(amountMinor, currency, locale)}</span>;
}
