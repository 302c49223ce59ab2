import type { EsimSupport } from '@/lib/providers/esim-support';

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
  /** `esims` = those of it that are there already. */
  | { status: 'preparing'; providerOrderId: string; esims?: EsimProfile[] };

export type FoundPurchase = { found: 'one'; purchase: Purchase } | { found: 'none' | 'ambiguous' };

/** What is left of one allowance; `null` numbers = not stated. Unlimited is never a zero. */
export type Allowance = { isUnlimited: true } | { isUnlimited: false; total: number | null; remaining: number | null };

/** What is left on an eSIM over all its bundles. Data in megabytes, voice in minutes, text in messages; null = not part of it or not stated. */
export type EsimUsage = {
  state: 'not-active' | 'active' | 'finished' | 'expired' | 'recycled' | null;
  data: Allowance | null;
  voice: Allowance | null;
  text: Allowance | null;
  expiresAt: Date | null;
  /** When the provider measured it, if it says so; else the moment it was read. */
  measuredAt: Date;
};

/** One data package on an eSIM, past or present. */
export type EsimBundle = {
  providerBundleId: string;
  providerPlanId: string;
  title: string;
  state: 'queued' | 'not-active' | 'active' | 'finished' | 'expired' | 'revoked' | null;
  data: Allowance | null;
  startedAt: Date | null;
  expiresAt: Date | null;
};

/** A package that may be put onto this very eSIM. */
export type TopUpPlan = {
  providerPlanId: string;
  title: string;
  dataMegabytes: number | null;
  isUnlimited: boolean;
  voiceMinutes: number | null;
  textMessages: number | null;
  validityDays: number;
  cost: Money;
  recommendedRetail: Money | null;
};

export type TopUpRequest = {
  /** Unguessable and ours, as in `PurchaseRequest`. */
  reference: string;
  orderId: string;
  iccid: string;
  providerPlanId: string;
  summary: string;
  expectedUnitCost: Money;
  sentAt: Date | null;
};

/** Numbered steps in the reader's language, already stripped of mark-up; no codes in them. */
export type InstallSteps = { locale: string; platform: 'ios' | 'android'; model: string | null; version: string | null; qr: string[]; manual: string[]; network: string[] };

/** What a provider's webhook claims. A claim only: whoever acts on it reads the API first. */
export type ProviderNotice =
  | { kind: 'usage-low' | 'expiring' | 'usage-changed'; iccid: string }
  | { kind: 'purchase-settled'; reference: string | null; providerOrderId: string | null }
  | { kind: 'balance-low' }
  | { kind: 'unknown' };

/** A webhook as it arrived: header names in lower case. */
export type ReceivedWebhook = { rawBody: Uint8Array; headers: Readonly<Record<string, string>> };

/** Told of each plan that is listed and cannot be read; null = it does not even say which one it is. */
export type NoteUnreadable = (providerPlanId: string | null) => void;

/** What an account may ask of one kind: `burst` calls at once (1 = one), then evenly. `account` names the line all processes stand in; null = each eSIM has one of its own. */
export type ProviderLimit = { purpose: LimitPurpose; perSecond: number; burst: number; account: string | null };
export type LimitPurpose = 'everything' | 'token' | 'catalogue' | 'plan-facts' | 'usage' | 'one-esim' | 'orders' | 'support' | 'sims' | 'fleet-orders';

/** What every provider has, whatever it deals in. */
export interface ProviderBasics {
  readonly id: string;
  /** How customers and staff see it. */
  readonly displayName: string;

  /** The limits our calls keep to; absent = none is known. */
  readonly limits?: readonly ProviderLimit[];

  /** Null = it answers, and states none. */
  getBalance?(): Promise<Money | null>;

  /** Checks authenticity on the raw bytes in constant time, then classifies. Null = not from the provider: nothing may be stored. `deliveryKey` is the same for a repeated delivery. */
  readWebhook?(received: ReceivedWebhook): Promise<{ deliveryKey: string; notices: ProviderNotice[] } | null>;
}

/** What the shop needs from an eSIM wholesaler. One adapter folder answers it per vendor; an optional method that is absent is something the vendor cannot do. */
export interface EsimProvider extends ProviderBasics {
  /** True when a lost answer can only be matched by item and time: one identical purchase in flight at once. */
  readonly needsOneInFlightPerItem: boolean;
  readonly maxQuantityPerPurchase: number;
  /** How long a purchase may stay invisible in look-ups after it happened, milliseconds. */
  readonly lookUpDelayMs: number;

  /** How long an order would stand in line now, milliseconds; absent = there is no line. */
  orderWaitMs?(): number;

  /** Streams page by page; throws `ProviderError`. */
  listPlans(noteUnreadable?: NoteUnreadable): AsyncIterable<ProviderPlan>;

  /** Buys once per call; may throw `outcome-unknown`: then ask `findPurchase` before anything else. */
  purchase(request: PurchaseRequest): Promise<Purchase>;

  /** Finds what an earlier `purchase` left behind. `isBound` tells which provider orders already belong to other purchases of ours. `ambiguous` = a person must decide. */
  findPurchase(request: PurchaseRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<FoundPurchase>;

  /** Reads a purchase again, for one that was `preparing`. */
  readPurchase(providerOrderId: string): Promise<Purchase>;

  readEsim(iccid: string): Promise<{ profile: EsimProfile; state: 'released' | 'downloaded' | 'installed' | 'unavailable' | null }>;

  readUsage?(iccid: string): Promise<EsimUsage>;

  /** Newest first. */
  listBundles?(iccid: string): Promise<EsimBundle[]>;

  /** What may be put onto this eSIM now; empty = nothing. */
  listTopUps?(iccid: string): Promise<TopUpPlan[]>;

  /** Buys one top-up per call, as `purchase` does: `outcome-unknown` must be looked up. */
  topUp?(request: TopUpRequest): Promise<{ providerOrderId: string }>;

  /** Finds what an earlier `topUp` left behind. */
  findTopUp?(request: TopUpRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<{ found: 'one'; providerOrderId: string } | { found: 'none' | 'ambiguous' }>;

  /** What support staff can do with this vendor. */
  readonly support?: EsimSupport;

  /** The provider's own installation steps in the reader's language; empty = it has none in it. */
  readInstallSteps?(iccid: string, locale: string): Promise<InstallSteps[]>;
}
