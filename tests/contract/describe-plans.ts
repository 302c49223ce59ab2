import { describe, expect, test } from 'vitest';
import type { Context } from '@/tests/contract/context';

/** What a list of plans is, for providers that sell them. */
export function describePlans(context: Context): void {
  describe('plans', () => {
    test('each has an id of its own, a price, a validity and a place', () => {
      const { plans } = context;
      expect(plans.length).toBeGreaterThan(500);
      expect(new Set(plans.map(({ providerPlanId }) => providerPlanId)).size).toBe(plans.length);
      for (const plan of plans) {
        expect(plan.cost.amountMinor).toBeGreaterThan(0);
        expect(plan.validityDays).toBeGreaterThan(0);
        expect(plan.isUnlimited).toBe(plan.dataMegabytes === null);
        expect(plan.raw).toBeTruthy();
      }
    });

    test('countries, regions and the whole world are there', () => {
      const { plans } = context;
      expect(new Set(plans.map(({ destination }) => destination.kind))).toEqual(new Set(['country', 'region', 'global']));
      expect(new Set(plans.flatMap(({ destination }) => (destination.kind === 'country' ? [destination.countryCode] : []))).size).toBeGreaterThan(50);
    });

    test('coverage names real countries, each once', () => {
      for (const { coverage } of context.plans) {
        const codes = coverage.map(({ countryCode }) => countryCode);
        expect(codes.length).toBeGreaterThan(0);
        expect(new Set(codes).size).toBe(codes.length);
        for (const code of codes) expect(code).toMatch(/^[A-Z]{2}$/);
      }
    });

    test('no text carries markup or control and bidi characters', () => {
      for (const { title, operatorName, fairUseText, infoTexts } of context.plans) {
        for (const text of [title, operatorName ?? '', fairUseText ?? '', ...infoTexts]) expect(text).not.toMatch(/<[a-z/]|\p{Cc}|[\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u);
      }
    });
  });
}
