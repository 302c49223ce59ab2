import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertKey, alertsOf } from '@/lib/orders/check-usage';
import { nextCheckSeconds } from '@/lib/orders/refresh-usage';
import type { EsimUsage } from '@/lib/providers/provider';

const NOW = new Date('2026-06-01T12:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
const usage = (changes: Partial<EsimUsage> = {}): EsimUsage => ({ state: 'active', data: { isUnlimited: false, total: 1000, remaining: 500 }, voice: null, text: null, expiresAt: hours(24 * 20), measuredAt: NOW, ...changes });
const left = (remaining: number | null, total: number | null = 1000) => usage({ data: { isUnlimited: false, total, remaining } });

describe('a customer hears', () => {
  test.each<[string, EsimUsage, string[]]>([
    ['nothing while half is left', left(500), []],
    ['that a quarter is left', left(250), ['usage-low']],
    ['nothing at a third', left(330), []],
    ['that nothing is left, while it is not over', left(0), ['usage-low']],
    ['nothing of unlimited', usage({ data: { isUnlimited: true } }), []],
    ['nothing of figures that are not stated', left(null), []],
    ['nothing of a package without data', left(0, 0), []],
    ['that it ends in three days', usage({ expiresAt: hours(72) }), ['expiring']],
    ['nothing four days before', usage({ expiresAt: hours(96) }), []],
    ['nothing after the end', usage({ expiresAt: hours(-1) }), []],
    ['both', usage({ ...left(100), expiresAt: hours(10) }), ['usage-low', 'expiring']],
    ['nothing of one that is used up', usage({ ...left(0), state: 'finished', expiresAt: hours(10) }), []],
    ['nothing of one that expired', usage({ ...left(0), state: 'expired' }), []],
    ['nothing of one that was taken back', usage({ ...left(0), state: 'recycled' }), []],
  ])('%s', (_what, told, alerts) => expect(alertsOf(told, NOW)).toEqual(alerts));
});

test('one occasion has one name; after a top-up it is another', () => {
  const key = (told: EsimUsage) => alertKey('e1', 'usage-low', told);
  expect(key(left(250))).toBe(key(left(10)));
  expect(key(left(250))).not.toBe(key(left(250, 2000)));
  expect(alertKey('e1', 'expiring', usage({ expiresAt: hours(10) }))).toBe(alertKey('e1', 'expiring', usage({ expiresAt: hours(11) })));
  expect(alertKey('e1', 'expiring', usage())).not.toBe(alertKey('e2', 'expiring', usage()));
});

test('what is over is never asked about again, all else is, sooner the less is left', () => {
  expect([nextCheckSeconds(usage({ state: 'expired' })), nextCheckSeconds(usage({ state: 'recycled' }))]).toEqual([null, null]);
  expect(nextCheckSeconds(left(100))).toBeLessThan(nextCheckSeconds(left(900)) ?? 0);
  fc.assert(fc.property(fc.constantFrom<EsimUsage['state']>('not-active', 'active', 'finished', null), fc.integer(), fc.integer(), (state, total, remaining) => {
    expect(nextCheckSeconds(usage({ ...left(remaining, total), state }))).toBeGreaterThanOrEqual(3_600);
  }));
});
