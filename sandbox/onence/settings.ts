/** Every GAP of the contract is a switch here; the default is what its emulator profile (§16) asks for. */
export interface OnenceSettings {
  /** Client ids and their secrets; several are valid side by side. */
  clients: Record<string, string>;
  expiresInSeconds: number;
  /** False leaves `expires_in` out of the token answer (§2). */
  saysExpiresIn: boolean;
  acceptsFormToken: boolean;
  tokensPerMinute: number;
  simsPerSecond: number;
  ordersPerFiveMinutes: number;
  /** One window for orders, products and support together, or one each (§3 GAP). */
  ordersWindow: 'shared' | 'each';
  /** True in seconds, 'date' as an HTTP date, false not at all. */
  retryAfter: boolean | 'date';
  rateBody: 'empty' | 'message';
  unauthorizedBody: 'by-version' | 'empty' | 'message';

  /** SIMs that the account has: made when looked at, so a large fleet costs nothing. */
  fleetSize: number;
  /** Multiplies what devices use from day to day. */
  usageFactor: number;
  foreignStatus: 404 | 403;
  /** What v2 says to an expired SIM: reads go on and writes are refused, or 422 to everything. */
  expiredV2: 'reads' | '422';
  /** SIMs of Platform 2.0, which v1 does not find (§1). */
  platform2: Record<string, boolean>;
  /** SIMs not moved yet, which v2 does not find (§1 GAP). */
  platform1: Record<string, boolean>;
  /** Whether v2 has what its captured specification lacks: bulk, top-up of several, limits, extension, transfer, connectivity_info (§8, §18). */
  v2Extras: 'absent' | 'there';
  /** Texts of quota states 0, 1, 2 (§7.1 GAP). */
  quotaStatusTexts: string[];
  /** From this date /v1/sims answers `sunsetStatus`; empty = never. */
  sunsetAt: string;
  sunsetStatus: 404 | 410;
  pageSizeTooBig: '400' | 'clamp';
  unknownQuery: 'ignore' | '400';
  queryMatch: 'exact' | 'prefix';
  /** What a v1 update without `status` does (§7.2). */
  missingStatus: 'enables' | '400';
  missingLabel: 'keep' | 'clear';
  bodyIccidMismatch: 'ignore' | '400';
  conflictWhilePending: boolean;
  bulkDelayMs: number;
  /** Most items of a bulk request; 0 = no limit. */
  bulkMost: number;
  /** SIMs whose bulk item is lost although 201 was said. */
  bulkFailures: Record<string, boolean>;
  bulkEvents: boolean;
  resetMs: number;
  subscriberInfo: 'nested' | 'flat';
  emptyQuotaStatus: 404 | 200;
  negativeVolume: 'v2' | 'both' | 'never';
  quotaStatusIds: 'table' | 'swapped';
  idleDays: 'absent' | 'zero';
  usageOrder: 'ascending' | 'descending';
  v2Usage: 'v1-shape' | 'array' | 'absent';
  /** Whether v2 heeds start_dt and end_dt, or answers the last thirty days whatever was asked (§8 GAP). */
  v2UsageRange: 'asked' | 'ignored';
  v2EventHeaders: boolean;
  v1Dates: 'offset' | 'z';
  smsDeliveryMs: number;
  selectableLimits: 'array' | 'object';

  invalidPayment: '400' | 'banktransfer';
  topUpLocationV2: 'v2' | 'v1';
  locationBase: string;
  v2AutoTopup: 'v1-body' | 'absent';
  autoTopupPayment: string;
  /** Sandbox time from order to completion, by payment method. */
  settlesAfterMs: Record<string, number>;
  /** Never completes: payment methods, ICCIDs or order numbers. */
  unpaid: Record<string, boolean>;
  pendingOrderStatus: string;
  orderVisibleAfterMs: number;
  orderAnswer: 'echo' | 'created';
  /** TOPUP orders the account already has. */
  pastOrders: number;
  topUpMegabytes: number;
  topUpSms: number;
  extensionError: 'empty' | 'message';
  extensionOrderType: string;
  extendsEarly: boolean;

  /** Each stream carries one kind (§12); empty = not set up. */
  usageStreamUrl: string;
  eventStreamUrl: string;
  streamUser: string;
  streamPassword: string;
  streamBatch: number;
  /** A data session ends, and tells its usage, this often. */
  streamSessionMs: number;
  /** After a restart: what the stream missed, or only what comes. */
  streamAfterFailure: 'resume' | 'drop';
  /** Waits between attempts of one delivery; after the last the stream is FAILED. */
  streamRetryMs: number[];
  streamTimeoutMs: number;
  /** Every nth array twice; every nth after its successor; 0 = never. */
  streamDuplicateEvery: number;
  streamReorderEvery: number;
  /** Records of one array in mixed order. */
  streamShufflesRecords: boolean;
  streamTimes: 'space' | 'iso';
  /** A longer jump of the clock makes no more records for a SIM than this. */
  streamRecordsPerSim: number;
}

const DAY = 86_400_000;

export const ONENCE_DEFAULTS: OnenceSettings = {
  clients: { 'sandbox-onence-client': 'sandbox-onence-secret-0123456789abcdef' },
  expiresInSeconds: 3_600,
  saysExpiresIn: true,
  acceptsFormToken: false,
  tokensPerMinute: 600,
  simsPerSecond: 10,
  ordersPerFiveMinutes: 100,
  ordersWindow: 'shared',
  retryAfter: true,
  rateBody: 'empty',
  unauthorizedBody: 'by-version',
  fleetSize: 250,
  usageFactor: 1,
  foreignStatus: 404,
  expiredV2: 'reads',
  platform2: {},
  platform1: {},
  v2Extras: 'absent',
  quotaStatusTexts: ['More than 20% available', 'Less than 20% available', 'No volume available'],
  sunsetAt: '',
  sunsetStatus: 410,
  pageSizeTooBig: '400',
  unknownQuery: 'ignore',
  queryMatch: 'exact',
  missingStatus: 'enables',
  missingLabel: 'keep',
  bodyIccidMismatch: 'ignore',
  conflictWhilePending: true,
  bulkDelayMs: 1_500,
  bulkMost: 0,
  bulkFailures: {},
  bulkEvents: true,
  resetMs: 1_500,
  subscriberInfo: 'nested',
  emptyQuotaStatus: 404,
  negativeVolume: 'v2',
  quotaStatusIds: 'table',
  idleDays: 'absent',
  usageOrder: 'ascending',
  v2Usage: 'v1-shape',
  v2UsageRange: 'asked',
  v2EventHeaders: false,
  v1Dates: 'offset',
  smsDeliveryMs: 2_000,
  selectableLimits: 'array',
  invalidPayment: '400',
  topUpLocationV2: 'v2',
  locationBase: 'https://api.1nce.com/management-api',
  v2AutoTopup: 'v1-body',
  autoTopupPayment: 'monthlyinvoice',
  settlesAfterMs: { banktransfer: 2 * DAY, boleto: DAY, creditcard: 3_000, monthlyinvoice: 3_000 },
  unpaid: {},
  pendingOrderStatus: 'PENDING',
  orderVisibleAfterMs: 0,
  orderAnswer: 'echo',
  pastOrders: 3,
  topUpMegabytes: 500,
  topUpSms: 250,
  extensionError: 'empty',
  extensionOrderType: 'TOPUP',
  extendsEarly: true,
  usageStreamUrl: '',
  eventStreamUrl: '',
  streamUser: 'sandbox-onence-stream',
  streamPassword: 'sandbox-onence-stream-0123456789abcdef',
  streamBatch: 3_000,
  streamSessionMs: 6 * 3_600_000,
  streamAfterFailure: 'resume',
  streamRetryMs: [1_000, 5_000, 30_000, 300_000],
  streamTimeoutMs: 10_000,
  streamDuplicateEvery: 0,
  streamReorderEvery: 0,
  streamShufflesRecords: false,
  streamTimes: 'space',
  streamRecordsPerSim: 4,
};
