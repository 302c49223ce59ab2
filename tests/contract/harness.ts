import type { Received } from '@/lib/http/scripted-server';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import type { EsimProvider, PurchaseRequest, ReceivedWebhook, TopUpRequest } from '@/lib/providers/provider';

export type AnyProvider = EsimProvider | FleetProvider;

/** Something that really happened at the emulated service. */
export type LedgerEntry = { reference: string; data: Record<string, unknown> };

/** What a provider is, as facts of the vendor; what it promises is one list for all, by what it can. */
export type Harness = {
  /** The emulated service: its name at the sandbox's controls, and where it is. */
  service: string;
  address: string;
  controls: string;
  create: (address: string, credentials?: 'wrong') => AnyProvider;
  /** The request that gets a token; absent = every request carries the key itself. */
  isToken?: (asked: Received) => boolean;
  /** Requests that spend money. */
  isSpending: (asked: Received) => boolean;
  /** Names the sandbox gives the operations that spend. */
  operations: { purchase?: string; topUp: string };
  /** Text that only the request spending for this wish contains, for providers that sell eSIMs. */
  matchOf?: (request: PurchaseRequest | TopUpRequest) => string;
  isPurchaseOf?: (entry: LedgerEntry, request: PurchaseRequest) => boolean;
  /** A message of theirs to us, with the proof that it is; another one each time. */
  message: () => ReceivedWebhook;
  /** What puts a package aside at the provider, for those that keep stock. */
  buyStock?: (providerPlanId: string) => Promise<void>;
  /** Every capability of the port this vendor has no call for. */
  cannot: readonly string[];
};

export const sellsEsims = (provider: AnyProvider): provider is EsimProvider => 'purchase' in provider;
export const isFleet = (provider: AnyProvider): provider is FleetProvider => 'listSims' in provider;
