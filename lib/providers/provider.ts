/** A network of one country as the provider names it; empty `radioTypes` = not stated. */
export type PlanNetwork = { name: string; radioTypes: string[] };

/** One plan, normalised. `null` always means "the provider does not say"; nothing is guessed. Text is untrusted but already sanitised. */
export type ProviderPlan = {
  providerPlanId: string;
  /** Where it is sold under: a country, a region or the whole world. */
  destination: { kind: 'country'; countryCode: string } | { kind: 'region'; slug: string; name: string } | { kind: 'global' };
  title: string;
  operatorName: string | null;
  dataMegabytes: number | null;
  isUnlimited: boolean;
  fairUseText: string | null;
  fairUseMegabytesPerDay: number | null;
  reducedSpeedKbps: number | null;
  voiceMinutes: number | null;
  textMessages: number | null;
  validityDays: number;
  cost: Money;
  /** The provider's own retail or minimum price, when it states one. */
  recommendedRetail: Money | null;
  activationPolicy: 'first-usage' | 'installation' | 'purchase' | null;
  isTopUpPossible: boolean | null;
  isIdentityCheckNeeded: boolean | null;
  hasPhoneNumber: boolean | null;
  isRoaming: boolean | null;
  apnIos: string | null;
  apnAndroid: string | null;
  installWindowDays: number | null;
  isHotspotAllowed: boolean | null;
  infoTexts: string[];
  coverage: { countryCode: string; networks: PlanNetwork[] }[];
  /** Exactly as received. */
  raw: unknown;
};

/** Integer minor units and an ISO 4217 currency. */
export type Money = { amountMinor: number; currency: string };

/** Install secrets of one eSIM. Sealed at rest, never logged. */
export type EsimProfile = {
  iccid: string;
  smdpAddress: string;
  matchingId: string;
  /** `LPA:1$<SM-DP+ address>$<matching id>`; what the QR code encodes. */
  lpa: string;
  confirmationCode: string | null;
  /** Given by the provider, used verbatim; null = build it. */
  appleInstallUrl: string | null;
  androidInstallUrl: string | null;
  apnIos: string | null;
  apnAndroid: string | null;
  isRoaming: boolean | null;
  msisdn: string | null;
};

export type PurchaseRequest = {
  /** Unguessable and ours; no reference is a prefix of another. */
  reference: string;
  orderId: string;
  providerPlanId: string;
  quantity: number;
  /** Plain words for the provider's records, no personal data. */
  summary: string;
  /** What we expect to pay for one; a provider that can quote refuses when it drifted. */
  expectedUnitCost: Money;
  /** When the first attempt may have left, for look-ups by time window. */
  sentAt: Date | null;
  /** Only when the customer opted in to mail from the provider. */
  providerMail?: { toEmail: string; sharing: ('link' | 'pdf')[]; copyTo?: string[] };
};

export type Purchase =
  | { status: 'ready'; providerOrderId: string; esims: EsimProfile[] }
  | { status: 'preparing'; providerOrderId: string };

export type FoundPurchase = { found: 'one'; purchase: Purchase } | { found: 'none' | 'ambiguous' };

/** What the shop needs from an eSIM wholesaler. One adapter folder answers it per vendor. */
export interface EsimProvider {
  readonly id: string;
  /** How customers and staff see it. */
  readonly displayName: string;
  /** True when a lost answer can only be matched by item and time: one identical purchase in flight at once. */
  readonly needsOneInFlightPerItem: boolean;
  readonly maxQuantityPerPurchase: number;
  /** How long a purchase may stay invisible in look-ups after it happened, milliseconds. */
  readonly lookUpDelayMs: number;

  /** Streams page by page; throws `ProviderError`. */
  listPlans(): AsyncIterable<ProviderPlan>;

  /** Buys once per call; may throw `outcome-unknown`: then ask `findPurchase` before anything else. */
  purchase(request: PurchaseRequest): Promise<Purchase>;

  /** Finds what an earlier `purchase` left behind. `isBound` tells which provider orders already belong to other purchases of ours. `ambiguous` = a person must decide. */
  findPurchase(request: PurchaseRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<FoundPurchase>;

  /** Reads a purchase again, for one that was `preparing`. */
  readPurchase(providerOrderId: string): Promise<Purchase>;

  readEsim(iccid: string): Promise<{ profile: EsimProfile; state: 'released' | 'downloaded' | 'installed' | 'unavailable' | null }>;

  getBalance?(): Promise<Money>;
}
