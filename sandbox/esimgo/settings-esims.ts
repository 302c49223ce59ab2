/** eSIMs, the bundles on them, stock and refunds. */
export interface EsimSettings {
  firstUseAfterMs: number;
  processingMs: number;
  /** ICCID → megabytes used in all by now: from then on it is in use, and the clock does not use more. */
  used: Record<string, number>;
  /** Whether a waiting bundle starts the moment the one before is over (the device is online), or with the next data used. */
  nextBundleStarts: 'at-once' | 'on-use';
  /** Bundles of another network, which go onto no eSIM that is there (§8.9). */
  incompatible: Record<string, boolean>;
  /** An eSIM so long without a bundle is announced for deletion and deleted a week later; 0 = never. */
  idleDays: number;
  /** `firstInstalledDateTime` before the profile is installed (§8.5). */
  notInstalledAs: 'null' | 'absent' | 'zero';
  /** `startTime` and `endTime` of a bundle in use are v2.5, and seen in v2.4 (§9.1). */
  bundleTimes: 'always' | 'v2.5';
  /** A list, or as the schema has it a single event, the newest (§19). */
  historyAs: 'array' | 'object';
  esimsPaging: 'present' | 'absent';
  /** 10, 25, 50 and 100 are listed (§8.4). */
  esimsPerPage: 'any' | 'listed';
  /** What is said of an eSIM that no network has seen yet. */
  locationUnseen: 'empty' | '403';
  smsSenders: string[];
  /** SMS to these ICCIDs are accepted and then fail. */
  smsFails: Record<string, boolean>;
  /** Names of the links that `installUrl` asks for (§17). */
  installUrlAs: 'fields' | 'object';

  /** Refunds to the balance have to be enabled by eSIM Go (§11, §17). */
  refundsToBalance: boolean;
  refundWindowDays: number;
  /** Whether a refund to the balance needs the `offerId` of the dry run (§9.4). */
  offerIdNeeded: boolean;
  /** What a dry run of a revoke answers (§23). */
  revokeOptions: 'status' | 'offers';
  /** Which assignment is revoked by name (§9.4: the text says both). */
  revokePicks: 'oldest-unused' | 'latest';
  /** A bundle in use, or bought too long ago. */
  revokeTooLate: 'refuse' | 'no-refund';
  notRefundableStatus: 400 | 403;
  /** An eSIM that is not installed goes back with its last bundle. */
  takesBackEsims: boolean;
}

export const ESIM_DEFAULTS: EsimSettings = {
  firstUseAfterMs: 2 * 3_600_000,
  processingMs: 0,
  used: {},
  nextBundleStarts: 'at-once',
  incompatible: {},
  idleDays: 180,
  notInstalledAs: 'null',
  bundleTimes: 'always',
  historyAs: 'array',
  esimsPaging: 'present',
  esimsPerPage: 'any',
  locationUnseen: 'empty',
  smsSenders: ['eSIM'],
  smsFails: {},
  installUrlAs: 'fields',
  refundsToBalance: false,
  refundWindowDays: 60,
  offerIdNeeded: false,
  revokeOptions: 'status',
  revokePicks: 'oldest-unused',
  revokeTooLate: 'refuse',
  notRefundableStatus: 400,
  takesBackEsims: false,
};
