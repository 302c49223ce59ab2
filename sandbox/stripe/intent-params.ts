const SHARED = [
  'allowed_payment_method_types', 'amount_details', 'capture_method', 'excluded_payment_method_types', 'hooks',
  'payment_details', 'payment_method', 'payment_method_data', 'payment_method_options', 'receipt_email',
  'setup_future_usage', 'shipping',
];

const CREATE_OR_UPDATE = [
  ...SHARED, 'amount', 'application_fee_amount', 'currency', 'customer', 'customer_account', 'description', 'metadata',
  'payment_method_configuration', 'payment_method_types', 'statement_descriptor', 'statement_descriptor_suffix',
  'transfer_data', 'transfer_group',
];

const CONFIRMING = [
  'confirmation_token', 'error_on_requires_action', 'mandate', 'mandate_data', 'off_session', 'radar_options',
  'return_url', 'use_stripe_sdk',
];

/** The parameters the real API takes, by operation. */
export const UPDATE_PARAMS: readonly string[] = CREATE_OR_UPDATE;
export const CREATE_PARAMS: readonly string[] = [
  ...CREATE_OR_UPDATE, ...CONFIRMING, 'automatic_payment_methods', 'confirm', 'confirmation_method', 'on_behalf_of',
];
export const CONFIRM_PARAMS: readonly string[] = [
  ...SHARED, ...CONFIRMING, 'amount_to_confirm', 'client_secret', 'expected_payment_method_type', 'key',
];
