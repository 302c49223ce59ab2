import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retailPrice, tidy } from '@/lib/catalog/retail-price';

const currency = fc.constantFrom('USD', 'JPY', 'KWD');
const amount = fc.integer({ min: 0, max: 10_000_000 });

describe('the retail price', () => {
  test('is never below the cost nor below the provider’s own price', () => {
    fc.assert(fc.property(amount, fc.option(amount), currency, (cost, recommended, code) => {
      const price = retailPrice({
        cost: { amountMinor: cost, currency: code },
        recommendedRetail: recommended === null ? null : { amountMinor: recommended, currency: code },
      });
      return Number.isInteger(price) && price >= cost && price >= (recommended ?? 0);
    }));
  });

  test('is never below the cost, however small the margin is set', () => {
    fc.assert(fc.property(amount, fc.integer({ min: -90, max: 90 }), currency, (cost, marginPercent, code) =>
      retailPrice({ cost: { amountMinor: cost, currency: code }, recommendedRetail: null, marginPercent }) >= cost));
  });

  test('a price in another currency is no floor', () => {
    expect(retailPrice({ cost: { amountMinor: 100, currency: 'USD' }, recommendedRetail: { amountMinor: 9_000, currency: 'JPY' } })).toBe(139);
  });

  test.each([
    [451, 'USD', 459],
    [459, 'USD', 459],
    [450, 'JPY', 450],
    [451, 'JPY', 460],
    [4_501, 'KWD', 4_599],
  ])('%d %s reads well as %d', (minor, code, tidied) => {
    expect(tidy(minor, code)).toBe(tidied);
  });

  test('tidying never lowers and adds less than one step', () => {
    fc.assert(fc.property(amount, currency, (minor, code) => {
      const tidied = tidy(minor, code);
      return tidied >= minor && tidied - minor < 100;
    }));
  });
});
