/** Orders, their list, and install details. */
export interface OrderSettings {
  /** Least time between two orders; 0 = not enforced (§4). */
  orderSpacingMs: number;
  /** Whether a dry run counts to the spacing (§23). */
  validateCountsToSpacing: boolean;
  validateChecksBalance: boolean;
  /** What a dry run says to an order that cannot be made (§7.2). */
  validateFailure: 'error' | 'valid-false';
  /** 400, 401 and 503 of POST /orders as text (§19). */
  plainTextErrors: boolean;
  badOrderStatus: number;
  insufficientStatus: number;
  unknownBundleStatus: number;
  foreignIccidStatus: number;
  unknownOrderStatus: number;
  incompatibleStatus: number;
  /** Status and text a transaction of the bundle is refused with. */
  refusals: Record<string, { status: number; message: string }>;
  /** The same, though the order was made. */
  failuresAfterCommit: Record<string, { status: number; message: string }>;
  /** `Order` for `order` is understood (§7.1). */
  keysOfAnyCase: boolean;

  /** Orders answer without eSIMs and get them this long after. */
  assignDelayMs: number;
  /** The same for one bundle only. */
  assignDelays: Record<string, number>;
  /** The same, but only for orders of more bundles than `asyncAbove` (§7.1; 0 = never). */
  asyncAbove: number;
  asyncMs: number;
  /** What the answer to an order says while it is prepared: empty lists, no lists, or 503 (§23). */
  pendingAnswer: 'empty' | 'absent' | '503';
  pendingStatus: string;
  /** eSIMs of the bundle that are paid for and not delivered, in every order of it. */
  shortDelivery: Record<string, number>;
  /** They come this long after; 0 = never. */
  shortDeliveryMs: number;
  /** The order exists at once; its answer comes this late (real time). */
  slowOrderMs: number;
  orderReferenceKey: 'orderReference' | 'reference';
  statusWording: 'live' | 'spec';
  /** `AllowReassign` and `sourceIP`, which captures of 2024 lack (§7.3). */
  newerOrderFields: boolean;
  /** A bare host, or as in the schema's examples with a scheme (§7.3). */
  smdpAs: 'host' | 'url';

  /** An order enters the list this long after it was made. */
  visibilityDelayMs: number;
  /** The same for one bundle only. */
  visibilityDelays: Record<string, number>;
  ordersEnvelope: 'object' | 'array' | 'single';
  ordersPaging: 'absent' | 'present';
  ordersSort: 'newest' | 'oldest';
  /** The most orders a page holds; what is asked beyond is cut or refused, as `perPageTooBig` says (§23). */
  mostOrdersPerPage: number;

  assignmentsDefault: 'csv' | 'json' | 'zip';
  assignmentsJson: 'spec' | 'array' | 'esims' | 'legacy';
  assignmentsInstalledAs: 'iso' | 'ms';
  csv: 'plain' | 'quoted' | 'seed';
  /** How assignments say "not yet". */
  pendingAs: '503' | 'header-only' | '500' | 'empty';
  retryAfterSeconds: number;
}

export const ORDER_DEFAULTS: OrderSettings = {
  orderSpacingMs: 0,
  validateCountsToSpacing: false,
  validateChecksBalance: false,
  validateFailure: 'error',
  plainTextErrors: false,
  badOrderStatus: 400,
  insufficientStatus: 400,
  unknownBundleStatus: 403,
  foreignIccidStatus: 403,
  unknownOrderStatus: 403,
  incompatibleStatus: 400,
  refusals: {},
  failuresAfterCommit: {},
  keysOfAnyCase: true,
  assignDelayMs: 0,
  assignDelays: {},
  asyncAbove: 5,
  asyncMs: 2_000,
  pendingAnswer: 'empty',
  pendingStatus: 'processing',
  shortDelivery: {},
  shortDeliveryMs: 0,
  slowOrderMs: 0,
  orderReferenceKey: 'orderReference',
  statusWording: 'live',
  newerOrderFields: true,
  smdpAs: 'host',
  visibilityDelayMs: 0,
  visibilityDelays: {},
  ordersEnvelope: 'object',
  ordersPaging: 'absent',
  ordersSort: 'newest',
  mostOrdersPerPage: 1_000,
  assignmentsDefault: 'csv',
  assignmentsJson: 'spec',
  assignmentsInstalledAs: 'iso',
  csv: 'plain',
  pendingAs: '503',
  retryAfterSeconds: 2,
};
