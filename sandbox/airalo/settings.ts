export interface AiraloSettings {
  /** client_id → client_secret. */
  clients: Record<string, string>;
  /** Tokens are said to live a year and die after a day. */
  tokenTtlMs: number;
  tokensPerMinute: number;
  packagesPerMinute: number;
  usagePerMinute: number;
  pricingModel: 'net_pricing' | 'discount_pricing';
  discountPercentage: number;
  /** Size of the catalogue; 0 = natural. */
  plans: number;
  /** Multiplies every price. */
  priceFactor: number;
  /** Packages that left the catalogue and cannot be ordered. */
  withdrawn: Record<string, boolean>;
  perPageAsNumber: boolean;
  /** Pages from the second on carry `data` as an object keyed by index. */
  objectPages: boolean;
  /** eSIMs left per package; absent = plenty. */
  stock: Record<string, number>;
  /** Business code an order of the package is refused with. */
  refusals: Record<string, number>;
  /** Documentation answers a field map for an unknown package, the live service code 34. */
  unknownPackage: 'code' | 'field';
  quantityText: 'documented' | 'live';
  brands: string[];
  creditUsd: number;
  /** An order enters lists this long after it was made. */
  visibilityDelayMs: number;
  /** The order exists at once; its answer comes this late (real time). */
  slowOrderMs: number;
  /** The two above for one package only, so that tests side by side leave each other alone. */
  visibilityDelays: Record<string, number>;
  slowOrders: Record<string, number>;
  /** Makes every order answer 403 with code 89, as for an address outside the allow list. */
  isAddressRefused: boolean;
  /** Placeholder profiles of the vendor's own sandbox mode. */
  placeholderProfiles: boolean;
  confirmationCodes: Record<string, string>;
  /** From purchase to the traveller's first use. */
  firstUseAfterMs: number;
  usageCacheMs: number;
  recycled: Record<string, boolean>;
  /** ICCID → megabytes used by now: from then on it is in use, and the clock does not use more. */
  used: Record<string, number>;
  /** Webhooks are signed over their bytes, or with another secret. */
  webhookSigning: 'raw' | 'wrong';
}

export const AIRALO_DEFAULTS: AiraloSettings = {
  clients: { 'sandbox-airalo-client': 'sandbox-airalo-secret-0123456789abcdef' },
  tokenTtlMs: 86_400_000,
  tokensPerMinute: 3,
  packagesPerMinute: 80,
  usagePerMinute: 10,
  pricingModel: 'net_pricing',
  discountPercentage: 10,
  plans: 0,
  priceFactor: 1,
  withdrawn: {},
  perPageAsNumber: false,
  objectPages: false,
  stock: {},
  refusals: {},
  unknownPackage: 'code',
  quantityText: 'documented',
  brands: ['Simplify'],
  creditUsd: 100_000,
  visibilityDelayMs: 0,
  slowOrderMs: 0,
  visibilityDelays: {},
  slowOrders: {},
  isAddressRefused: false,
  placeholderProfiles: false,
  confirmationCodes: {},
  firstUseAfterMs: 2 * 3_600_000,
  usageCacheMs: 20 * 60_000,
  recycled: {},
  used: {},
  webhookSigning: 'raw',
};
