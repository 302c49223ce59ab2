import { toMinorUnits } from '@/lib/money';
import type { Money } from '@/lib/providers/provider';

/** A provider's decimal as money; a JSON number loses what floating point added to it. Negative only for balances. */
export function decimalMoney(value: number | string, currency: string): Money {
  const decimal = typeof value === 'number' ? value.toFixed(6) : value.trim();
  const isNegative = decimal.startsWith('-');
  const amount = toMinorUnits(isNegative ? decimal.slice(1) : decimal, currency);
  return { amountMinor: isNegative && amount > 0 ? -amount : amount, currency };
}
