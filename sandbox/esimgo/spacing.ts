import type { EsimGoSettings } from './settings.ts';

/** The least time between two orders, where the account demands one; whether dry runs count is not known (§4, §23). */
export function createSpacing(settings: EsimGoSettings, now: () => number) {
  let last = Number.NEGATIVE_INFINITY;
  const counts = (isDryRun: boolean) => !isDryRun || settings.validateCountsToSpacing;
  return {
    isTooSoon: (isDryRun: boolean) => counts(isDryRun) && now() - last < settings.orderSpacingMs,
    note(isDryRun: boolean) {
      if (counts(isDryRun)) last = now();
    },
    clear() {
      last = Number.NEGATIVE_INFINITY;
    },
  };
}
