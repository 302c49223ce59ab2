/** Key, limits, money, catalogue and networks. */
export interface AccountSettings {
  /** One per organisation: another one here kills the former (§2). */
  apiKey: string;
  /** Addresses that may call; empty: all. Others are denied (§2). */
  allowedAddresses: string[];
  badKeyOnOrders: 403 | 401;
  ratePerSecond: number;
  /** Tokens a call costs when not 1, by the beginning of its path: `catalogue`, `esims/assignments` (§23). */
  costs: Record<string, number>;
  /** How 429 and 503 say when to come back (§3, §4). */
  retryAfter: 'seconds' | 'date' | 'absent';
  currency: string;
  /** Prepaid balance of the organisation, in its currency; test credit is part of it. */
  balance: number;
  /** Decimals live, whole in the schema (§19). */
  balanceAs: 'decimal' | 'integer';
  testCredit: number;
  testCreditExpiry: string | null;
  /** Balance top-ups by the saved card: least amount, and most per day of UTC (§12). */
  leastTopUp: number;
  mostTopUpPerDay: number;
  /** Tops up by itself when the balance falls below; amount 0 = off. */
  autoTopUp: { below: number; amount: number };
  organisationEnvelope: 'wrapped' | 'flat';
  /** After the name of every group: the schema's examples say " Bundles" (§6.5). */
  groupSuffix: string;

  /** Size of the catalogue; 0 = natural. */
  plans: number;
  priceFactor: number;
  /** Decimals live, whole in the schema (§1). */
  pricesAs: 'decimal' | 'integer';
  /** Bundles that left the catalogue and cannot be ordered. */
  withdrawn: Record<string, boolean>;
  catalogueEnvelope: 'object' | 'array';
  mostPerPage: number;
  perPageTooBig: 'clamp' | '400';
  /** Countries; one proxy makes it a boolean (§1). */
  roamingAs: 'array' | 'boolean' | 'null';
  /** Only who is billed by consumption may read GET /catalogue/prices (§17). */
  consumptionBilled: boolean;
  networkNames: 'iso' | 'name';
}

export const ACCOUNT_DEFAULTS: AccountSettings = {
  apiKey: 'sandbox-esimgo-key-0123456789abcdef',
  allowedAddresses: [],
  badKeyOnOrders: 403,
  ratePerSecond: 10,
  costs: { catalogue: 5, networks: 5 },
  retryAfter: 'seconds',
  currency: 'USD',
  balance: 100_000,
  balanceAs: 'decimal',
  testCredit: 0,
  testCreditExpiry: null,
  leastTopUp: 1_000,
  mostTopUpPerDay: 5_000,
  autoTopUp: { below: 0, amount: 0 },
  organisationEnvelope: 'wrapped',
  groupSuffix: '',
  plans: 0,
  priceFactor: 1,
  pricesAs: 'decimal',
  withdrawn: {},
  catalogueEnvelope: 'object',
  mostPerPage: 1_000,
  perPageTooBig: 'clamp',
  roamingAs: 'array',
  consumptionBilled: false,
  networkNames: 'iso',
};
