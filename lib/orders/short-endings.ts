/** What became of the eSIMs that were paid for and did not come. */
export const SHORT_ENDINGS = ['delivered-later', 'refunded-in-part', 'customer-agreed'] as const;
export type ShortEnding = (typeof SHORT_ENDINGS)[number];
