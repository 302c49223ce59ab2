import * as currencies from 'dinero.js/currencies';
import { dinero, multiply, toDecimal, toSnapshot, transformScale, up, halfAwayFromZero, type Dinero, type DineroCurrency } from 'dinero.js';

const TABLE: Record<string, DineroCurrency<number> | undefined> = { ...currencies };

/** Exponent and base of an ISO 4217 currency; throws for one we do not know. */
export function currencyOf(code: string): DineroCurrency<number> {
  const currency = TABLE[code.toUpperCase()];
  if (!currency) throw new Error(`unknown currency ${code}`);
  return currency;
}

const minor = (value: Dinero<number>, currency: string, round = halfAwayFromZero): number =>
  toSnapshot(transformScale(value, currencyOf(currency).exponent, round)).amount;

const DECIMAL = /^(\d{1,9})(?:\.(\d{1,6}))?$/;

/** A vendor's decimal ("4.50", 4.5, "450") in minor units, rounded half up; throws on anything else, negatives included. */
export function toMinorUnits(decimal: string | number, currency: string): number {
  const match = DECIMAL.exec(String(decimal).trim());
  if (!match) throw new Error(`not an amount: ${String(decimal).slice(0, 20)}`);
  const fraction = match[2] ?? '';
  const amount = Number(`${match[1]}${fraction}`);
  return minor(dinero({ amount, currency: currencyOf(currency), scale: fraction.length }), currency);
}

/** Minor units as the decimal text that Intl reads: 450 USD → "4.50", 450 JPY → "450". */
export function toDecimalText(amountMinor: number, currency: string): string {
  return toDecimal(dinero({ amount: amountMinor, currency: currencyOf(currency) }));
}

/** `amount × quantity`, minor units. */
export function times(amountMinor: number, quantity: number, currency: string): number {
  return minor(multiply(dinero({ amount: amountMinor, currency: currencyOf(currency) }), quantity), currency);
}

/** `amount × percent / 100`, minor units, rounded up: 130 = plus 30 %. */
export function percentOf(amountMinor: number, percent: number, currency: string): number {
  return minor(multiply(dinero({ amount: amountMinor, currency: currencyOf(currency) }), { amount: percent, scale: 2 }), currency, up);
}

/** For people: "€4.50", "4,50 €", "¥450", "KWD 4.500". */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const text = toDecimalText(amountMinor, currency);
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(text as `${number}`);
}
