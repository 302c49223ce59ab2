const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A volume as they write it: a number, or text such as "1.204512", "-0.5", "0E-6" (§7.5, §8.2); null = not a number. */
export function readDecimal(value: unknown): number | null {
  const isText = typeof value === 'string' && DECIMAL.test(value.trim());
  if (typeof value !== 'number' && !isText) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
