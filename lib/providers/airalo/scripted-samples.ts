import { ICCID, newPurchase, newTopUp } from '@/lib/providers/airalo/scripted-airalo';
import type { EsimProvider } from '@/lib/providers/provider';

/* For tests: every endpoint with an answer as the contract prints it, and the call of ours that reads it. */

export type Sample = { endpoint: string; good: object; call: (provider: EsimProvider) => Promise<unknown> | undefined };

export async function all<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items ?? []) found.push(item);
  return found;
}

export const REQUEST_ID = 'k3VbT9xQ-ZpL2mN8rY_sD1cWf';
export const PACKAGE = 'fado-mobile-7days-1gb';
const meta = { message: 'success' };
const apn = { ios: { apn_type: 'automatic', apn_value: 'N/A' }, android: { apn_type: 'automatic', apn_value: 'N/A' } };
const pages = (total: number) => ({
  links: { first: 'https://partners-api.airalo.com/v1/any?page=1', last: 'https://partners-api.airalo.com/v1/any?page=1', prev: null, next: null },
  meta: { message: 'success', current_page: 1, from: 1, last_page: 1, path: 'https://partners-api.airalo.com/v2/any', per_page: '25', to: total, total },
});
export const purchaseRequest = newPurchase({ reference: `sf${'a1'.repeat(20)}` });
export const topUpRequest = newTopUp();

export const sim = {
  id: 611_001, created_at: '2026-06-16 18:19:00', iccid: ICCID, lpa: 'smdp.example-telecom.com', imsis: null, matching_id: 'AB12C-3DE45', qrcode: 'LPA:1$smdp.example-telecom.com$AB12C-3DE45',
  qrcode_url: 'https://www.airalo.com/qr?expires=1867947540&id=429029&signature=ab', airalo_code: null, apn_type: 'automatic', apn_value: null, is_roaming: true, confirmation_code: null, apn, msisdn: null,
  direct_apple_installation_url: 'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$smdp.example-telecom.com$AB12C-3DE45',
};
export const order = {
  id: 512_001, code: '20260616-512001', currency: 'USD', package_id: PACKAGE, quantity: 1, type: 'sim', description: `${purchaseRequest.orderId} | ${purchaseRequest.reference} | x`, esim_type: 'Prepaid', validity: 7,
  package: 'Fado Mobile-1 GB - 7 Days', data: '1 GB', price: 4.5, pricing_model: 'net_pricing', created_at: '2026-06-16 18:19:00', manual_installation: '<p>…</p>', qrcode_installation: '<p>…</p>',
  installation_guides: { en: 'https://www.airalo.com/help' }, text: null, voice: null, net_price: 1.7, brand_settings_name: null, sims: [sim],
};
const status = { name: 'Completed', slug: 'completed' };
const user = { id: 71, name: 'x', email: 'x@shop.example', mobile: null, address: null, state: null, city: null, postal_code: null, country_id: null, company: null, created_at: '2026-02-20 10:24:10' };
const discounted = { pricing_model: 'discount_pricing', discount_percentage: 10, discount_amount: 0.95, unit_paid_price: 8.55, total_amount_paid: 8.55, net_price: null };
const planned = { request_id: REQUEST_ID, quantity: 1, description: '', status: 'pending', package_id: PACKAGE, due_date: '2026-08-01 10:00', latest_cancellation_date: '2026-07-31 10:00' };

const sold = {
  id: PACKAGE, type: 'sim', price: 4.5, amount: 1024, day: 7, is_unlimited: false, title: '1 GB - 7 days', short_info: null, qr_installation: '<p>…</p>', manual_installation: '<p>…</p>', is_fair_usage_policy: 1,
  fair_usage_policy: null, data: '1 GB', voice: null, text: null, net_price: 1.7, prices: { net_price: { USD: 1.7, EUR: 1.46 }, recommended_retail_price: { USD: 4.5, EUR: 3.87 } },
};
export const destination = {
  slug: 'portugal', country_code: 'PT', title: 'Portugal', image: { width: 132, height: 99, url: 'https://cdn-revamp.airalo.com/images/aa.png' }, min_price: { net_price: { USD: 1.7 }, recommended_retail_price: { USD: 4.5 } },
  operators: [{
    id: 9_001, style: 'light', gradient_start: '#112233', gradient_end: '#445566', type: 'local', is_prepaid: false, title: 'Fado Mobile', esim_type: 'Prepaid', warning: null, apn_type: 'automatic', apn_value: null, is_roaming: true,
    info: ['4G data-only eSIM.'], image: { width: 1, height: 1, url: 'https://cdn-revamp.airalo.com/images/bb.png' }, plan_type: 'data', activation_policy: 'first-usage', is_kyc_verify: false, rechargeability: true, other_info: null,
    coverages: [{ name: 'PT', code: 'PT', networks: [{ name: 'MEO', types: ['5G', 'LTE'] }] }], install_window_days: 365, topup_grace_window_days: 90, apn, packages: [sold, { ...sold, id: 'fado-topup-old', type: 'topup' }],
    countries: [{ country_code: 'PT', title: 'Portugal', image: { width: 1, height: 1, url: 'https://cdn-revamp.airalo.com/images/cc.png' } }],
  }],
};
const pricing = { model: 'net_pricing', discount_percentage: 0 };

export const facts = {
  package_id: PACKAGE, product_name: 'Unlimited - 3 days', product_description: '<p>Unlimited</p>', date_marketed: null, service_internet: true, service_telephony: false, service_sms: false, network_providers: ['MEO'], network_technologies: ['5G'],
  data_allowance_mb: 'Unbegrenzt', data_allowance_display: 'Unbegrenzt', validity_days: 3, voice_minutes: 0, sms_included: 0, retail_price_eur: '10.12', max_download_speed_mbit: '20000', max_upload_speed_mbit: '10000', throttled_download_speed_mbit: '1 Mbps',
  throttled_upload_speed_mbit: '1 Mbps', throttle_threshold_mb: 3072, is_unlimited: true, is_fair_usage_policy: true, fair_usage_policy: '…', out_of_bundle_rate_eur_per_mb: '…', activation_policy: 'first-usage', is_roaming: true, auto_renewal: '…', terms_url: 'https://airalo.example/terms',
  partner_brand_name: '…', partner_logo_url: 'https://airalo.example/logo', legal_entity_name: '…', legal_address: '…', pib_version: 1, pib_version_date: '2026-06-29T11:34:59+00:00', version_hash: 'ab'.repeat(32), pib_version_pdf_link: 'https://airalo.example/1.pdf',
};

export const SAMPLES: Sample[] = [
  { endpoint: 'GET /v2/packages', good: { pricing, data: [destination], ...pages(1) }, call: (provider) => all(provider.listPlans()) },
  { endpoint: 'GET /v2/packages, narrowed', good: { pricing: { model: 'discount_pricing', discount_percentage: 10 }, data: [destination], ...pages(1) }, call: (provider) => all(provider.support?.listPlansOf?.({ countryCode: 'PT', locale: 'de' })) },
  { endpoint: 'GET /v2/packages with top-ups', good: { pricing, data: [destination], ...pages(1) }, call: (provider) => all(provider.support?.listTopUpsOf?.({ scope: 'local' })) },
  { endpoint: 'GET /v2/packages/{package_slug}/product-information', good: { data: facts }, call: (provider) => provider.support?.readPlanFacts?.(PACKAGE) },
  { endpoint: 'POST /v2/orders', good: { data: order, meta }, call: (provider) => provider.purchase(purchaseRequest) },
  { endpoint: 'POST /v2/orders-async', good: { data: { request_id: REQUEST_ID, accepted_at: '2026-06-16 18:20:02' }, meta }, call: (provider) => provider.support?.planPurchase?.(purchaseRequest, { dueAt: null, webhookUrl: null }) },
  { endpoint: 'POST /v2/future-orders', good: { data: { request_id: REQUEST_ID, due_date: '2026-08-01 10:00', latest_cancellation_date: '2026-07-31 10:00' }, meta }, call: (provider) => provider.support?.planPurchase?.(purchaseRequest, { dueAt: new Date('2026-08-01T10:00:00Z'), webhookUrl: null }) },
  { endpoint: 'GET /v2/future-orders', good: { data: [planned], ...pages(1) }, call: (provider) => all(provider.support?.listPlannedPurchases?.('planned')) },
  { endpoint: 'POST /v2/cancel-future-orders', good: { data: [], meta: { message: 'Future orders cancelled successfully' } }, call: (provider) => provider.support?.cancelPlannedPurchases?.([REQUEST_ID]) },
  { endpoint: 'GET /v2/orders', good: { data: [{ ...order, ...discounted, validity: '7', price: '9.50', status, user }], ...pages(1) }, call: (provider) => all(provider.support?.listOrders?.({})) },
  { endpoint: 'GET /v2/orders, looking up', good: { data: [{ ...order, validity: '7', price: '4.50', status }], ...pages(1) }, call: (provider) => provider.findPurchase(purchaseRequest, async () => false) },
  { endpoint: 'GET /v2/orders/{order_id}', good: { data: { ...order, validity: '7', price: '4.50', status, sims: [{ ...sim, voucher_code: null }] }, meta }, call: (provider) => provider.readPurchase('512001') },
  { endpoint: 'GET /v2/sims', good: { data: [sim], ...pages(1) }, call: (provider) => all(provider.support?.listEsims?.()) },
  { endpoint: 'GET /v2/sims/{iccid}', good: { data: { ...sim, voucher_code: null, brand_settings_name: null, recycled: false, recycled_at: null }, meta }, call: (provider) => provider.readEsim(ICCID) },
  {
    endpoint: 'GET /v2/sims/{iccid}, shared',
    good: { data: { ...sim, sharing: { link: 'https://esims.cloud/shop/a1', access_code: '4819' }, recycled: false, recycled_at: null, simable: { ...order, sims: undefined, status, user, sharing: { link: null, access_code: null } } }, meta },
    call: (provider) => provider.support?.readShare?.(ICCID),
  },
  { endpoint: 'POST /v2/orders/topups', good: { data: { ...order, ...discounted, sims: undefined, id: 512_090, type: 'topup', package_id: topUpRequest.providerPlanId }, meta }, call: (provider) => provider.topUp?.(topUpRequest) },
  { endpoint: 'PUT /v2/sims/{iccid}/brand', good: { data: { brand_settings_name: 'our brand' }, meta: { message: 'succes' } }, call: (provider) => provider.support?.brandEsim?.(ICCID, 'our brand') },
  { endpoint: 'GET /v2/compatible-devices-lite', good: { data: [{ os: 'android', brand: 'Google', name: 'Pixel 4a (5G)' }, { os: 'ios', brand: 'Apple', name: 'iPhone XS' }] }, call: (provider) => provider.support?.listCompatibleDevices?.() },
  { endpoint: 'GET /v2/balance', good: { data: { balances: { name: 'balance', availableBalance: { amount: 12.5, currency: 'USD' } } }, meta }, call: (provider) => provider.getBalance?.() },
  { endpoint: 'POST /v2/voucher/esim', good: { data: [{ package_id: PACKAGE, codes: ['BIXLAAAA', 'BSXLAAAA'], booking_reference: '123' }], meta }, call: (provider) => provider.support?.createVouchers?.({ providerPlanId: PACKAGE, quantity: 2, bookingReference: '123' }) },
  { endpoint: 'GET /v2/finance/exchange-rates', good: { data: { date: '2026-01-30', rates: [{ from: 'USD', mid: '1.6059162', to: 'AUD' }] }, meta }, call: (provider) => provider.support?.readExchangeRates?.('2026-01-30', ['AUD']) },
  { endpoint: 'POST /v2/refund', good: { data: { refund_id: '12345', created_at: '2026-06-12 09:30' }, meta }, call: (provider) => provider.support?.requestRefund?.({ iccids: [ICCID], ground: 'slow', notes: null }) },
  {
    endpoint: 'POST /v2/notifications/opt-in', good: { data: { notification: { type: 'webhook_credit_limit', contact_point: 'https://shop.example/hooks', levels: [50, 70, 80, 90] } }, meta },
    call: (provider) => provider.support?.subscribeWebhook?.('webhook_credit_limit', 'https://shop.example/hooks'),
  },
  { endpoint: 'GET /v2/notifications/opt-in', good: { data: { notification: { type: 'webhook_low_data', contact_point: 'https://shop.example/hooks' } }, meta }, call: (provider) => provider.support?.readWebhookSubscriptions?.() },
  { endpoint: 'POST /v2/simulator/webhook', good: { success: 'Notification sent' }, call: (provider) => provider.support?.rehearseWebhook?.('webhook_low_data', { iccid: ICCID, address: null }) },
];
