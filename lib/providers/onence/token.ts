const EARLY_SECONDS = 60;

/** As long as they say, less a minute (for very short ones: half). */
export const freshUntil = (expiresInSeconds: number, now: number): number =>
  now + Math.floor((expiresInSeconds - Math.min(EARLY_SECONDS, expiresInSeconds / 2)) * 1000);
