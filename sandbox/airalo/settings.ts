/** Everything about the account that can be changed while it runs; what each switch means stands in ../README.md. */
export interface AiraloSettings {
  /** client_id → client_secret. */
  clients: Record<string, string>;
  /** Clients whose keys were withdrawn: no new tokens, and those they have are dead. */
  revokedClients: Record<string, boolean>;
  saidTokenSeconds: number;
  /** Tokens are said to live a year and die after a day. */
  tokenTtlMs: number;
  tokensCoexist: boolean;
  tokenBody: 'any' | 'urlencoded';
  grantType: 'optional' | 'required';
  tokensPerMinute: number;
  packagesPerMinute: number;
  factsPerMinute: number;
  usagePerMinute: number;
  usagePerSecond: number;
  historyPerMinute: number;
  topUpsPerMinute: number;
  refundsPerWindow: number;
  refundWindowMs: number;
  simulatorPerMinute: number;
  /** Orders, and all that has no published limit; 0 = none. */
  ordersPerMinute: number;
  othersPerMinute: number;
  limitWindow: 'fixed' | 'sliding';
  retryAfter: 'seconds' | 'date' | 'none';
  blockedUserAgents: string[];
  /** Every call with a token answers 403 with code 89, as for an address outside the allow list. */
  isAddressRefused: boolean;
  /** The company is in the vendor's own sandbox mode. */
  sandboxMode: boolean;
  /** Placeholder profiles, as that mode hands out. */
  placeholderProfiles: boolean;

  pricingModel: 'net_pricing' | 'discount_pricing';
  discountPercentage: number;
  discountRounding: 'half-up' | 'down' | 'none';
  pricingPresent: boolean;
  /** Size of the catalogue; 0 = natural. */
  plans: number;
  /** Multiplies every price. */
  priceFactor: number;
  /** Packages that left the catalogue and cannot be ordered. */
  withdrawn: Record<string, boolean>;
  limitOmitted: 'page' | 'all';
  perPageAsNumber: boolean;
  /** Pages from the second on carry `data` as an object keyed by index. */
  objectPages: boolean;
  minPrice: 'by-model' | 'both' | 'absent';
  fairUseFlag: 'integer' | 'boolean';
  voicePlanType: 'data-voice-text' | 'voice-text';
  activationTypos: boolean;
  productInfoUnauthorized: 401 | 403;
  topUpPrices: boolean;

  /** eSIMs left per package; absent = plenty. */
  stock: Record<string, number>;
  /** Business code an order of the package is refused with. */
  refusals: Record<string, number>;
  /** Documentation answers a field map for an unknown package, the live service code 34. */
  unknownPackage: 'code' | 'field';
  quantityText: 'documented' | 'live';
  orderBody: 'any' | 'multipart';
  orderQuantity: 'number' | 'string';
  orderPrice: 'unit' | 'total';
  orderPricingModel: boolean;
  listedNumbers: 'string' | 'number';
  esimType: 'Prepaid' | 'local';
  /** Most eSIMs an order of the package is given, and whether the missing ones are charged. */
  shortDeliveries: Record<string, number>;
  shortDeliveryCharge: 'asked' | 'delivered';
  longestDescription: number;
  mostCopies: number;
  brands: string[];
  creditUsd: number;
  creditLimitUsd: number;
  balances: 'object' | 'array' | 'empty-array';
  /** An order enters lists this long after it was made. */
  visibilityDelayMs: number;
  /** The order exists at once; its answer comes this late (real time). */
  slowOrderMs: number;
  /** The two above for one package only, so that tests side by side leave each other alone. */
  visibilityDelays: Record<string, number>;
  slowOrders: Record<string, number>;
  topUpDescription: 'optional' | 'required';
  /** Top-ups an eSIM may have; 0 = any number. */
  topUpMost: number;

  asyncAfterMs: number;
  /** Code an accepted order of the package then fails with. */
  asyncFailures: Record<string, number>;
  futureRetryMs: number;
  futureAttempts: number;
  cancelMixed: 'nothing' | 'valid';
  cancelData: 'list' | 'object';

  confirmationCodes: Record<string, string>;
  simableInList: boolean;
  sharingAt: 'data' | 'simable';
  orderSharing: boolean;
  shareDefects: boolean;
  malformedIccid: 404 | 422;
  /** From purchase to the traveller's first use. */
  firstUseAfterMs: number;
  usageCacheMs: number;
  historyStatuses: 'usage' | 'unknown';
  recycled: Record<string, boolean>;
  /** ICCID → megabytes, minutes and texts used by now: from then on it is in use, and the clock does not use more. */
  used: Record<string, number>;
  usedMinutes: Record<string, number>;
  usedTexts: Record<string, number>;

  airmoneyData: 'object' | 'nested';
  optInSelector: 'type' | 'ignored';
  notOptedIn: 'null' | 'empty' | '404' | '400';
  /** What of the body the signature covers; `wrong` is another secret. */
  webhookSigning: 'raw' | 'compact' | 'slashes' | 'wrong' | 'none';
  webhookBody: 'php' | 'plain';
  webhookMeta: boolean;
  requestIdAt: 'root' | 'data';
  asyncFailureShape: 'data' | 'root';
  /** Packages whose asynchronous orders are made and never told of. */
  lostWebhooks: Record<string, boolean>;
  webhookTimes: number;
  webhookRetries: number;
  webhookRetryMs: number;
  webhookTimeoutMs: number;
}

export const AIRALO_DEFAULTS: AiraloSettings = {
  clients: { 'sandbox-airalo-client': 'sandbox-airalo-secret-0123456789abcdef' },
  revokedClients: {},
  saidTokenSeconds: 31_622_400,
  tokenTtlMs: 86_400_000,
  tokensCoexist: true,
  tokenBody: 'any',
  grantType: 'optional',
  tokensPerMinute: 3,
  packagesPerMinute: 80,
  factsPerMinute: 60,
  usagePerMinute: 10,
  usagePerSecond: 5,
  historyPerMinute: 10,
  topUpsPerMinute: 10,
  refundsPerWindow: 5,
  refundWindowMs: 60_000,
  simulatorPerMinute: 5,
  ordersPerMinute: 0,
  othersPerMinute: 0,
  limitWindow: 'fixed',
  retryAfter: 'seconds',
  blockedUserAgents: ['Python-urllib'],
  isAddressRefused: false,
  sandboxMode: false,
  placeholderProfiles: false,

  pricingModel: 'net_pricing',
  discountPercentage: 10,
  discountRounding: 'half-up',
  pricingPresent: true,
  plans: 0,
  priceFactor: 1,
  withdrawn: {},
  limitOmitted: 'page',
  perPageAsNumber: false,
  objectPages: false,
  minPrice: 'by-model',
  fairUseFlag: 'integer',
  voicePlanType: 'data-voice-text',
  activationTypos: false,
  productInfoUnauthorized: 403,
  topUpPrices: true,

  stock: {},
  refusals: {},
  unknownPackage: 'code',
  quantityText: 'documented',
  orderBody: 'any',
  orderQuantity: 'number',
  orderPrice: 'unit',
  orderPricingModel: true,
  listedNumbers: 'string',
  esimType: 'Prepaid',
  shortDeliveries: {},
  shortDeliveryCharge: 'asked',
  longestDescription: 0,
  mostCopies: 0,
  brands: ['Simplify'],
  creditUsd: 100_000,
  creditLimitUsd: 100_000,
  balances: 'object',
  visibilityDelayMs: 0,
  slowOrderMs: 0,
  visibilityDelays: {},
  slowOrders: {},
  topUpDescription: 'optional',
  topUpMost: 0,

  asyncAfterMs: 2_000,
  asyncFailures: {},
  futureRetryMs: 3_600_000,
  futureAttempts: 3,
  cancelMixed: 'nothing',
  cancelData: 'list',

  confirmationCodes: {},
  simableInList: false,
  sharingAt: 'data',
  orderSharing: false,
  shareDefects: false,
  malformedIccid: 404,
  firstUseAfterMs: 2 * 3_600_000,
  usageCacheMs: 20 * 60_000,
  historyStatuses: 'usage',
  recycled: {},
  used: {},
  usedMinutes: {},
  usedTexts: {},

  airmoneyData: 'object',
  optInSelector: 'type',
  notOptedIn: 'null',
  webhookSigning: 'raw',
  webhookBody: 'php',
  webhookMeta: true,
  requestIdAt: 'root',
  asyncFailureShape: 'data',
  lostWebhooks: {},
  webhookTimes: 1,
  webhookRetries: 20,
  webhookRetryMs: 15 * 60_000,
  webhookTimeoutMs: 10_000,
};
