import { invalid, required } from './api-error.ts';
import { asForm, asText, type Form, type FormValue } from './form.ts';
import type { Metadata } from './objects.ts';

/** Stripe refuses a parameter it does not know; so does this. */
export function onlyParams(form: Form, known: readonly string[]) {
  for (const name of Object.keys(form)) {
    if (!known.includes(name) && name !== 'expand') {
      throw invalid(`Received unknown parameter: ${name}`, { code: 'parameter_unknown', param: name });
    }
  }
}

export function integer(value: FormValue | undefined, param: string): number {
  const text = asText(value);
  if (text === undefined || text === '') throw required(param);
  if (!/^-?\d{1,15}$/.test(text)) {
    throw invalid(`Invalid integer: ${text}`, { code: 'parameter_invalid_integer', param });
  }
  return Number(text);
}

export function amountOf(value: FormValue | undefined): number {
  const amount = integer(value, 'amount');
  if (amount < 1) {
    throw invalid('This value must be greater than or equal to 1.', { code: 'parameter_invalid_integer', param: 'amount' });
  }
  if (amount > 99_999_999) {
    throw invalid('Amount must be no more than 99999999.', { code: 'amount_too_large', param: 'amount' });
  }
  return amount;
}

const SMALLEST: Record<string, number> = { usd: 50, eur: 50, chf: 50, cad: 50, aud: 50, gbp: 30, jpy: 50, inr: 50, sek: 300 };
const supported = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

export function currencyOf(value: FormValue | undefined, amount: number): string {
  const text = asText(value);
  if (!text) throw required('currency');
  const currency = text.toLowerCase();
  if (!supported.has(currency)) throw invalid(`Invalid currency: ${currency}.`, { param: 'currency' });
  if (amount < (SMALLEST[currency] ?? 1)) {
    throw invalid(`Amount must be at least ${SMALLEST[currency] ?? 1} ${currency}.`, {
      code: 'amount_too_small',
      param: 'amount',
    });
  }
  return currency;
}

/** Merges metadata as Stripe does: an empty value removes the key, an empty object removes everything. */
export function mergeMetadata(current: Metadata, value: FormValue | undefined): Metadata {
  if (value === undefined) return current;
  if (value === '') return {};
  const merged = { ...current };
  for (const [key, entry] of Object.entries(asForm(value) ?? {})) {
    const text = asText(entry);
    if (text === undefined) throw invalid('Metadata values must be strings.', { param: `metadata[${key}]` });
    if (key.length > 40) throw invalid('Metadata keys can be at most 40 characters long.', { param: 'metadata' });
    if (text.length > 500) {
      throw invalid(`Metadata values can have up to 500 characters, but you passed in a value that is ${text.length} characters.`, {
        param: `metadata[${key}]`,
      });
    }
    if (text === '') delete merged[key];
    else merged[key] = text;
  }
  if (Object.keys(merged).length > 50) throw invalid('Metadata can have at most 50 keys.', { param: 'metadata' });
  return merged;
}

export const nullable = (value: FormValue | undefined): string | null => asText(value) || null;
