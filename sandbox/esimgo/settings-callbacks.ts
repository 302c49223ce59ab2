/** Callbacks (§14). */
export interface CallbackSettings {
  /** Where callbacks go; empty: nowhere. The real service has it in its portal. */
  callbackUrl: string;
  /** Version 2 is not signed and lacks fields of the bundle, 2.1 counts in megabytes. */
  callbackVersion: '3' | '2' | '2.1';
  /** Version 3 signs as base64 or, in one guide, as hex. */
  callbackSignature: 'base64' | 'hex' | 'none';
  callbackIccid: 'string' | 'number';
  callbackTimeoutMs: number;
  /** Waits before a callback not answered with 2xx is sent again; the real policy is unknown. */
  callbackRetryMs: number[];
  /** Every nth callback twice; 0 = never. */
  callbackDuplicateEvery: number;
  /** Every nth callback after its successor, or after `callbackReorderMs` when none follows; 0 = never. */
  callbackReorderEvery: number;
  callbackReorderMs: number;
  /** Percent of a bundle at which a Utilisation alert is raised (§23). */
  utilisationThresholds: number[];
  /** Alert types; empty: not sent. Utilisation is what the 1 % alert was before FirstUse. */
  firstUseAlert: 'FirstUse' | 'Utilisation' | '';
  expiryAlert: string;
  lapseAlert: string;
  /** Balance below which LowBalance is sent, once per fall. */
  lowBalanceThreshold: number;
  /** No second CountryChange of an eSIM for so long. */
  countryChangePauseMs: number;
}

export const CALLBACK_DEFAULTS: CallbackSettings = {
  callbackUrl: '',
  callbackVersion: '3',
  callbackSignature: 'base64',
  callbackIccid: 'string',
  callbackTimeoutMs: 10_000,
  callbackRetryMs: [],
  callbackDuplicateEvery: 0,
  callbackReorderEvery: 0,
  callbackReorderMs: 5_000,
  utilisationThresholds: [50, 80, 100],
  firstUseAlert: 'FirstUse',
  expiryAlert: '',
  lapseAlert: '',
  lowBalanceThreshold: 100,
  countryChangePauseMs: 86_400_000,
};
