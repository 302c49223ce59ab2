/** The Luhn check digit that ends an ICCID. */
export function luhnDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

export const isLuhnValid = (iccid: string): boolean => luhnDigit(iccid.slice(0, -1)) === iccid.slice(-1);

/** Issues ICCIDs of 19 digits that never repeat, not even after a restart of the sandbox. */
export function createIccidSource(prefix: string): () => string {
  const width = 18 - prefix.length;
  let next = Date.now() * 10;
  return () => {
    next += 1;
    const body = prefix + String(next).padStart(width, '0').slice(-width);
    return body + luhnDigit(body);
  };
}
