import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundleState, agoText, leftOf, printData } from '@/components/esims/usage-figures';

const print = printData('en');

describe('what is left', () => {
  test('is printed as its package was counted', () => {
    expect(leftOf({ isUnlimited: false, total: 5000, remaining: 3120 }, print)).toMatchObject({ left: '3.1 GB', total: '5 GB', fraction: 0.624 });
    expect(leftOf({ isUnlimited: false, total: 1024, remaining: 512 }, print)).toMatchObject({ left: '512 MB', total: '1 GB', fraction: 0.5 });
  });

  test('of unlimited is never a number', () => {
    expect(leftOf({ isUnlimited: true }, print)).toEqual({ isUnlimited: true, fraction: null, left: null, total: null });
  });

  test('that is not stated stays so', () => {
    expect(leftOf(null, print)).toBeNull();
    expect(leftOf({ isUnlimited: false, total: null, remaining: null }, print)).toEqual({ isUnlimited: false, fraction: null, left: null, total: null });
    expect(leftOf({ isUnlimited: false, total: null, remaining: 300 }, print)).toMatchObject({ left: '300 MB', total: null, fraction: null });
  });

  test('fills its ring by no more than all and no less than nothing, whatever a provider says', () => {
    fc.assert(fc.property(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (remaining, total) => {
      const { fraction } = leftOf({ isUnlimited: false, total, remaining }, print) ?? { fraction: -1 };
      expect(fraction === null ? 0 : fraction).toBeGreaterThanOrEqual(0);
      expect(fraction === null ? 1 : fraction).toBeLessThanOrEqual(1);
    }));
  });
});

test.each([
  [0, 'this minute'], [59_000, 'this minute'], [60_000, '1 minute ago'], [12 * 60_000, '12 minutes ago'], [3 * 3_600_000, '3 hours ago'], [50 * 3_600_000, '2 days ago'], [-5_000, 'this minute'],
])('%i milliseconds ago is "%s"', (passed, words) => {
  expect(agoText(passed, 'en')).toBe(words);
});

test('a bundle is said to wait only when there is one before it', () => {
  const states = (...all: Parameters<typeof bundleState>[0][number]['state'][]) => all.map((_, index) => bundleState(all.map((state) => ({ state })), index));
  expect(states('queued')).toEqual(['not-active']);
  expect(states('queued', 'active')).toEqual(['queued', 'active']);
  expect(states('queued', 'queued')).toEqual(['queued', 'not-active']);
  expect(states('queued', 'finished', 'revoked', 'expired')).toEqual(['not-active', 'finished', 'revoked', 'expired']);
  expect(states(null)).toEqual(['unknown']);
});
