import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney, percentOf, times, toDecimalText, toMinorUnits } from '@/lib/money';

const currency = fc.constantFrom('USD', 'EUR', 'JPY', 'KRW', 'KWD', 'BHD');
const amount = fc.integer({ min: 0, max: 50_000_000 });

describe('money', () => {
  test.each([
    ['4.50', 'USD', 450],
    [4.5, 'USD', 450],
    ['450', 'JPY', 450],
    ['450.00', 'JPY', 450],
    ['4.5', 'KWD', 4500],
    ['1.005', 'USD', 101],
    ['0.1', 'EUR', 10],
  ])('%s %s is %d minor units', (decimal, code, minor) => {
    expect(toMinorUnits(decimal, code)).toBe(minor);
  });

  test.each(['', '-1', '1e3', 'NaN', '1,50', '0x10', ' ', '1.2.3', '9999999999'])('%j is not an amount', (text) => {
    expect(() => toMinorUnits(text, 'USD')).toThrow();
  });

  test('an unknown currency is refused', () => {
    expect(() => toMinorUnits('1', 'XXQ')).toThrow(/unknown currency/);
  });

  test('decimal text and minor units are each other’s inverse in every currency', () => {
    fc.assert(fc.property(amount, currency, (minor, code) => toMinorUnits(toDecimalText(minor, code), code) === minor));
  });

  test('a quantity multiplies exactly', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 1, max: 50 }), currency, (minor, quantity, code) => times(minor, quantity, code) === minor * quantity));
  });

  test('a percentage never rounds down below the exact value', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 100, max: 300 }), currency, (minor, percent, code) => {
      const result = percentOf(minor, percent, code);
      return result * 100 >= minor * percent && (result - 1) * 100 < minor * percent;
    }));
  });

  test('people read it in their own way', () => {
    expect(formatMoney(450, 'USD', 'en')).toBe('$4.50');
    expect(formatMoney(450, 'JPY', 'en')).toBe('¥450');
    expect(formatMoney(450, 'EUR', 'de')).toBe('4,50\u00A0€');
    expect(formatMoney(4500, 'KWD', 'en')).toBe('KWD\u00A04.500');
  });
});
