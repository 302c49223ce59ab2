import type { EsimBundle, ProviderPlan, PurchaseRequest, TopUpPlan } from '@/lib/providers/provider';

/** One thing that happened to an eSIM, as the provider tells it; words are plain text. */
export type EsimHistoryEntry = { name: string; title: string | null; at: Date };

/** Where the network saw the eSIM last. */
export type EsimSighting = { countryCode: string | null; networkName: string | null; networkCode: string | null; seenAt: Date | null };

/** What is bought ahead and not yet on an eSIM. */
export type StockItem = { stockId: string; providerPlanId: string; title: string; total: number; remaining: number; expiresAt: Date | null };

/** A package bought ahead that goes onto an eSIM. */
export type StockWish = { iccid: string; providerPlanId: string; sentAt: Date };

/** What an `applyStock` left behind. `ambiguous` = a person must decide. */
export type AppliedStock = { found: 'one'; reference: string } | { found: 'none' | 'ambiguous' };

/** An eSIM of the account; the label is ours. */
export type ListedEsim = { iccid: string; label: string | null; createdAt: Date | null };

/** A purchase that will happen later. Times are UTC. */
export type PlannedPurchase = { requestId: string; providerPlanId: string; quantity: number; dueAt: Date; cancellableUntil: Date | null; state: 'planned' | 'failed' | 'retrying' | null; description?: string | null };

/** What an earlier `planPurchase` left behind: still planned, an order by now, or nothing that can be told. `ambiguous` = a person must decide. */
export type FoundPlanned = { found: 'planned'; requestId: string; cancellableUntil: Date | null } | { found: 'ordered'; providerOrderId: string } | { found: 'none' | 'ambiguous' };

/** A part of the catalogue: of one kind of place, of one country, with its texts in one language. */
export type PlanSelection = { scope?: 'local' | 'global'; countryCode?: string; locale?: string };

/** An order of the account as its provider lists it, whoever placed it. */
export type ListedOrder = { providerOrderId: string; providerPlanId: string | null; kind: 'esim' | 'top-up' | null; quantity: number | null; status: string | null; description: string | null; orderedAt: Date | null; iccids: string[] };

/** Narrows a list of orders; what a vendor cannot filter by is filtered after reading. */
export type OrderFilter = { from?: Date; to?: Date; iccid?: string; status?: string; description?: string; code?: string };

/** Networks of one country, and the radio types they are used with; empty `radioTypes` = not stated. */
export type CountryNetworks = { countryCode: string; networks: { name: string; networkCode: string | null; radioTypes: string[] }[] };

/** Why a refund is asked for, in our words; each vendor folder translates. */
export type RefundGround = 'installation-failure' | 'no-coverage' | 'slow' | 'device-not-compatible' | 'device-locked' | 'plans-changed' | 'wrong-purchase' | 'top-up-failure' | 'expired-early' | 'other';

/** One eSIM and one of its bundles. Taking it away is never a default: both choices must be said. */
export type Revocation = { iccid: string; providerBundleId: string; providerPlanId: string; mode: 'check' | 'carry-out'; refundTo: 'balance' | 'stock' };

/** What support staff can do for one eSIM or one account, where the vendor can; an absent method is something it cannot. */
export interface EsimSupport {
  /** The catalogue narrowed, or in another language; `listPlans` is the whole of it. */
  listPlansOf?(selection: PlanSelection): AsyncIterable<ProviderPlan>;
  /** Packages of the catalogue that are put onto eSIMs; which of them fit an eSIM only `listTopUps` says. */
  listTopUpsOf?(selection: PlanSelection): AsyncIterable<TopUpPlan>;
  /** The provider's own page about the eSIM, for its holder alone: link and code are secrets. Null = it was not shared. */
  readShare?(iccid: string): Promise<{ link: string; accessCode: string | null } | null>;
  /** Disconnects the eSIM so that it registers anew: a troubleshooting step, never on display alone. */
  refreshNetwork?(iccid: string): Promise<void>;
  /** 1–160 characters to the eSIM itself. */
  sendText?(iccid: string, message: string): Promise<void>;
  readSighting?(iccid: string): Promise<EsimSighting | null>;
  /** Newest first. */
  readHistory?(iccid: string): Promise<EsimHistoryEntry[]>;
  /** Our own reference on the eSIM, at most 50 characters, no personal data. */
  labelEsim?(iccid: string, label: string): Promise<void>;
  /** The white-label name the eSIM's share page carries; null = none. */
  brandEsim?(iccid: string, brandName: string | null): Promise<void>;
  isCompatible?(iccid: string, providerPlanId: string): Promise<boolean>;
  /** The latest bundle of this plan on the eSIM; null = it has none. */
  readBundle?(iccid: string, providerPlanId: string): Promise<EsimBundle | null>;
  revokeBundle?(revocation: Revocation): Promise<{ words: string }>;
  /** Every order of the account that fits, as a stream. */
  listOrders?(filter: OrderFilter): AsyncIterable<ListedOrder>;
  /** QR codes of an order as pictures the provider made, PNG bytes: secrets. Our own are made from the profile. */
  readQrCodes?(providerOrderId: string): Promise<Uint8Array[]>;
  /** Network access off or on again, the profile stays; `null` = this account's version of the API cannot tell. */
  suspendEsim?(iccid: string, isSuspended: boolean): Promise<void>;
  isSuspended?(iccid: string): Promise<boolean | null>;
  /** For good and without money back: never a default, so the ICCID is said twice. */
  deactivateEsim?(iccid: string, confirmedIccid: string): Promise<void>;
  listNetworks?(countryCodes: readonly string[]): Promise<CountryNetworks[]>;
  /** All eSIMs of the account, as a stream, or those with exactly this ICCID or label. */
  listEsims?(filter?: { iccid?: string; label?: string; from?: Date; to?: Date }): AsyncIterable<ListedEsim>;
  listStock?(): Promise<StockItem[]>;
  /** Puts a package bought ahead on this eSIM; may throw `outcome-unknown`. */
  applyStock?(iccid: string, providerPlanId: string): Promise<{ reference: string }>;
  /** Finds what an earlier `applyStock` left behind whose answer was lost. */
  findAppliedStock?(wish: StockWish): Promise<AppliedStock>;
  refundStock?(stockId: string, quantity: number): Promise<void>;
  /** A request, judged by people later; money comes back as credit with the provider. */
  requestRefund?(request: { iccids: string[]; ground: RefundGround; notes: string | null }): Promise<{ refundId: string }>;
  /** Buys later, or at once with the answer by webhook when `dueAt` is null. */
  planPurchase?(request: PurchaseRequest, when: { dueAt: Date | null; webhookUrl: string | null }): Promise<{ requestId: string; cancellableUntil: Date | null }>;
  /** Finds what an earlier `planPurchase` left behind whose answer was lost. */
  findPlannedPurchase?(request: PurchaseRequest, when: { dueAt: Date | null }): Promise<FoundPlanned>;
  listPlannedPurchases?(state: 'planned' | 'failed' | 'retrying'): AsyncIterable<PlannedPurchase>;
  cancelPlannedPurchases?(requestIds: string[]): Promise<void>;
  /** Codes that are redeemed with the provider: secrets. */
  createVouchers?(request: { providerPlanId: string; quantity: number; bookingReference: string }): Promise<{ codes: string[] }>;
  /** Units of each currency for one of the account's, as decimal text. */
  readExchangeRates?(date: string, currencies: string[]): Promise<{ currency: string; rate: string }[]>;
  /** Devices the provider says can hold an eSIM, without repetitions. */
  listCompatibleDevices?(): Promise<{ os: 'ios' | 'android'; brand: string; name: string }[]>;
  /** The provider's own page of facts about a plan, plain text. */
  readPlanFacts?(providerPlanId: string): Promise<{ title: string; text: string }[]>;
  /** Kinds of webhooks this vendor lets be switched on, in its own words. */
  readonly webhookKinds?: readonly string[];
  /** Which webhooks are switched on, and to where. */
  readWebhookSubscriptions?(): Promise<{ kind: string; address: string }[]>;
  subscribeWebhook?(kind: string, address: string): Promise<void>;
  unsubscribeWebhook?(kind: string): Promise<void>;
  /** Asks the provider to send a specimen. */
  rehearseWebhook?(kind: string, options: { iccid: string | null; address: string | null }): Promise<void>;
}
