const DAY_SECONDS = 86_400;
const EARLY_SECONDS = 600;

/** A day at most whatever the provider promises, and done with ten minutes (for short ones a tenth) before the end. */
export function freshUntil(expiresInSeconds: number, now: number): number {
  const lifetime = Math.min(expiresInSeconds, DAY_SECONDS);
  return now + Math.floor(lifetime - Math.min(EARLY_SECONDS, lifetime / 10)) * 1000;
}
