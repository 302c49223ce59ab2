import type { Allowance, ProviderBasics } from '@/lib/providers/provider';

/** One SIM card of the fleet; `null` = not stated. */
export type FleetSim = {
  iccid: string;
  label: string | null;
  isEnabled: boolean | null;
  imsi: string | null;
  msisdn: string | null;
  imei: string | null;
  isImeiLocked: boolean | null;
  ipAddress: string | null;
  activatedAt: Date | null;
  dataQuota: 'ok' | 'low' | 'exhausted' | null;
  textQuota: 'ok' | 'low' | 'exhausted' | null;
};

/** What is left of a quota: data in megabytes, texts in messages. */
export type FleetQuota = { allowance: Allowance; lastVolumeAdded: number | null; thresholdPercentage: number | null; expiresAt: Date | null };

export type FleetConnectivity = { state: 'online' | 'attached' | 'offline' | 'blocked' | null; operatorName: string | null; countryCode: string | null; radioType: string | null; measuredAt: Date | null };

/** The radio cell a SIM was last seen in; null = not stated. */
export type FleetCell = Record<'mcc' | 'mnc' | 'lac' | 'cid' | 'state', string | null> & { isCurrent: boolean | null };

/** One day (UTC, `YYYY-MM-DD`): megabytes received and sent by the SIM, messages likewise. */
export type FleetUsageDay = { date: string; dataMegabytes: { received: number; sent: number }; texts: { received: number; sent: number } };

export type FleetEvent = { providerEventId: string | null; iccid: string; at: Date; type: string; description: string | null; isAlert: boolean };

/** Absent fields stay as they are at the provider. */
export type FleetSimChange = { iccid: string; isEnabled?: boolean; label?: string; isImeiLocked?: boolean };

/** What became of one SIM in a bulk change. `accepted` = queued by the provider, to be verified by reading again. */
export type FleetChangeResult = { iccid: string; outcome: 'done' | 'accepted' | 'refused' | 'unknown'; reason?: string };

export type FleetOrder = { providerOrderId: string; kind: string; status: string; orderedAt: Date | null; invoiceNumber: string | null; invoiceAmount: { amountMinor: number; currency: string } | null; iccids: string[] };

export type FleetProduct = { id: number; name: string; minQuantity: number | null; maxQuantity: number | null };

/** Account-wide monthly limits, data in megabytes, texts in messages; null = none set. Ids are what `setLimits` takes. */
export type FleetLimits = Record<'data' | 'textReceived' | 'textSent', { limitId: number | null; volume: number | null }>;

export type FleetText = { providerTextId: string; direction: 'to-sim' | 'from-sim' | null; text: string; status: string | null; sentAt: Date | null };

/** What a pushed event says of a SIM's quotas: its data is used up, or something about them changed. */
export type QuotaWord = 'exhausted' | 'changed';

/** One record the provider pushed. `recordKey` is the same when it comes again. */
export type FleetRecord =
  | { kind: 'usage'; recordKey: string; iccid: string; from: Date; to: Date | null; service: 'data' | 'text' | 'other'; received: number; sent: number; total: number; raw: unknown }
  | { kind: 'event'; recordKey: string; event: FleetEvent; quota: QuotaWord | null; raw: unknown };

/** What a provider of SIM cards in the field can do. It sells nothing to travellers: no plans, no QR code, no profile. Every method throws `ProviderError`. */
export interface FleetProvider extends ProviderBasics {
  /** Streams every SIM, page by page. */
  listSims(): AsyncIterable<FleetSim>;
  readSim(iccid: string): Promise<FleetSim>;
  readConnectivity(iccid: string): Promise<FleetConnectivity>;
  readQuota(iccid: string, service: 'data' | 'text'): Promise<FleetQuota | null>;
  /** Days without use may be absent; both ends inclusive, `YYYY-MM-DD`. */
  listUsage(iccid: string, from: string, to: string): Promise<FleetUsageDay[]>;
  listEvents(iccid: string): AsyncIterable<FleetEvent>;

  /** Changes one SIM, keeping what is not named. */
  changeSim(change: FleetSimChange): Promise<void>;
  /** Yields a result per ICCID as it becomes known; an interrupted run can be started again with what is left. */
  changeSims(changes: readonly FleetSimChange[]): AsyncIterable<FleetChangeResult>;
  resetConnection(iccid: string): Promise<void>;
  sendText(iccid: string, text: string): Promise<{ providerTextId: string | null }>;

  /** Places an invoiced order for the fixed volume; never instant. `outcome-unknown` is looked up with `findTopUp`. */
  topUp(iccids: readonly string[]): Promise<{ providerOrderId: string | null }>;
  /** Orders for exactly these SIMs placed since. */
  findTopUp(iccids: readonly string[], since: Date): Promise<FleetOrder[]>;
  setAutoTopUp(iccids: readonly string[], isEnabled: boolean): Promise<void>;
  extend(iccids: readonly string[], productId?: number): Promise<{ providerOrderId: string | null }>;

  /** Limits hold for every SIM of the account; absent = the vendor has none. */
  readLimits?(): Promise<FleetLimits>;
  listSelectableLimits?(service: keyof FleetLimits): Promise<{ limitId: number; volume: number | null }[]>;
  setLimits?(limitIds: Partial<Record<keyof FleetLimits, number>>): Promise<void>;
  /** Asks the network this moment; null = it does not say. */
  readCell?(iccid: string): Promise<FleetCell | null>;
  /** Newest first where the vendor sorts so. */
  listTexts?(iccid: string): AsyncIterable<FleetText>;
  /** Takes back a text not yet delivered. */
  cancelText?(iccid: string, providerTextId: string): Promise<void>;

  listOrders(): AsyncIterable<FleetOrder>;
  readOrder(providerOrderId: string): Promise<FleetOrder>;
  listProducts(): Promise<FleetProduct[]>;

  /** Whether it is set up to push; if so, silence means something. */
  readonly isPushConfigured: boolean;
  /** Checks the credentials of a pushed batch in constant time and reads it; null = not from the provider. */
  readPush(authorization: string | null, rawBody: Uint8Array): Promise<FleetRecord[] | null>;
  /** Whether a push may be the provider's, by its header alone and in constant time: asked before its body is read. Absent = only the body tells. */
  isPushFrom?(authorization: string | null): boolean;
}
