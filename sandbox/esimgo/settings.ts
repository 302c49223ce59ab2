export interface EsimGoSettings {
  apiKey: string;
  ratePerSecond: number;
  /** Tokens a call costs when not 1. */
  costs: Record<string, number>;
  currency: string;
  /** Prepaid balance of the organisation, in its currency. */
  balance: number;
  /** Size of the catalogue; 0 = natural. */
  plans: number;
  priceFactor: number;
  /** Bundles that left the catalogue and cannot be ordered. */
  withdrawn: Record<string, boolean>;
  catalogueEnvelope: 'object' | 'array';
  ordersEnvelope: 'object' | 'array';
  organisationEnvelope: 'wrapped' | 'flat';
  assignmentsJson: 'spec' | 'array' | 'esims';
  csv: 'plain' | 'quoted';
  /** How assignments say "not yet". */
  pendingAs: '503' | 'header-only';
  /** Orders answer without eSIMs and get them this long after. */
  assignDelayMs: number;
  /** The same for one bundle only. */
  assignDelays: Record<string, number>;
  /** The same, but only for orders of more bundles than `asyncAbove` (0 = never). */
  asyncAbove: number;
  asyncMs: number;
  retryAfterSeconds: number;
  /** An order enters the list this long after it was made. */
  visibilityDelayMs: number;
  /** The order exists at once; its answer comes this late (real time). */
  slowOrderMs: number;
  /** Least time between two orders; 0 = not enforced. */
  orderSpacingMs: number;
  /** Status and text a transaction of the bundle is refused with. */
  refusals: Record<string, { status: number; message: string }>;
  insufficientStatus: number;
  unknownBundleStatus: number;
  unknownOrderStatus: number;
  validateChecksBalance: boolean;
  plainTextErrors: boolean;
  firstUseAfterMs: number;
  processingMs: number;
  /** ICCID → megabytes used in all by now: from then on it is in use, and the clock does not use more. */
  used: Record<string, number>;
  /** Whether a waiting bundle starts the moment the one before is over (the device is online), or with the next data used. */
  nextBundleStarts: 'at-once' | 'on-use';
  /** Percent of a bundle at which a Utilisation alert is raised (§14.2, §23). */
  utilisationThresholds: number[];
  /** Version 3 signs as base64 or, in one guide, as hex; version 2 not at all. */
  callbackSignature: 'base64' | 'hex' | 'none';
  callbackIccid: 'string' | 'number';
  /** Where callbacks go; empty: nowhere. The real service has it in its portal. */
  callbackUrl: string;
  /** Version 2 is not signed and lacks fields of the bundle, 2.1 counts in megabytes. */
  callbackVersion: '3' | '2' | '2.1';
  callbackTimeoutMs: number;
  /** Waits before a callback not answered with 2xx is sent again; the real policy is unknown. */
  callbackRetryMs: number[];
  /** Every nth callback twice; 0 = never. */
  callbackDuplicateEvery: number;
  /** Every nth callback after its successor, or after `callbackReorderMs` when none follows; 0 = never. */
  callbackReorderEvery: number;
  callbackReorderMs: number;
  /** Alert types; empty: not sent. Utilisation is what the 1 % alert was before FirstUse. */
  firstUseAlert: 'FirstUse' | 'Utilisation' | '';
  expiryAlert: string;
  lapseAlert: string;
  /** Balance below which LowBalance is sent, once per fall. */
  lowBalanceThreshold: number;
  /** An eSIM so long without a bundle is announced for deletion and deleted a week later; 0 = never. */
  idleDays: number;
  /** Bundles of another network, which go onto no eSIM that is there. */
  incompatible: Record<string, boolean>;
}

export const ESIMGO_DEFAULTS: EsimGoSettings = {
  apiKey: 'sandbox-esimgo-key-0123456789abcdef',
  ratePerSecond: 10,
  costs: { catalogue: 5, networks: 5 },
  currency: 'USD',
  balance: 100_000,
  plans: 0,
  priceFactor: 1,
  withdrawn: {},
  catalogueEnvelope: 'object',
  ordersEnvelope: 'object',
  organisationEnvelope: 'wrapped',
  assignmentsJson: 'spec',
  csv: 'plain',
  pendingAs: '503',
  assignDelayMs: 0,
  assignDelays: {},
  asyncAbove: 0,
  asyncMs: 2_000,
  retryAfterSeconds: 2,
  visibilityDelayMs: 0,
  slowOrderMs: 0,
  orderSpacingMs: 0,
  refusals: {},
  insufficientStatus: 400,
  unknownBundleStatus: 403,
  unknownOrderStatus: 403,
  validateChecksBalance: false,
  plainTextErrors: false,
  firstUseAfterMs: 2 * 3_600_000,
  processingMs: 0,
  used: {},
  nextBundleStarts: 'at-once',
  utilisationThresholds: [50, 80, 100],
  callbackSignature: 'base64',
  callbackIccid: 'string',
  callbackUrl: '',
  callbackVersion: '3',
  callbackTimeoutMs: 10_000,
  callbackRetryMs: [],
  callbackDuplicateEvery: 0,
  callbackReorderEvery: 0,
  callbackReorderMs: 5_000,
  firstUseAlert: 'FirstUse',
  expiryAlert: '',
  lapseAlert: '',
  lowBalanceThreshold: 100,
  idleDays: 180,
  incompatible: {},
};
