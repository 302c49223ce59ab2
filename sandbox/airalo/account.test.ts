import { beforeEach, expect, test } from 'vitest';
import { createPartner, form, JSON_ONLY, type Partner, PLAN } from './partner.ts';
import { approveRefund } from './refunds.ts';

let shop: Partner;
beforeEach(async () => {
  shop = await createPartner();
});

const CODE = expect.stringMatching(/^[A-Z0-9]{8}$/);

test('the balance is one object, or a list of accounts that may be empty', async () => {
  const balances = async () => (await shop.read(shop.get('/v2/balance')))[1];
  const account = { name: 'balance', availableBalance: { amount: 100_000, currency: 'USD' } };
  expect(await balances()).toEqual({ data: { balances: account }, meta: { message: 'success' } });
  shop.patch({ balances: 'array' });
  expect(await balances()).toMatchObject({ data: { balances: [account] } });
  shop.patch({ balances: 'empty-array' });
  expect(await balances()).toMatchObject({ data: { balances: [] } });
});

test('compatible devices come without meta, with duplicates; the deprecated list has models', async () => {
  const [, lite] = await shop.read(shop.get('/v2/compatible-devices-lite'));
  expect(Object.keys(lite as object)).toEqual(['data']);
  const rows = (await shop.list('/v2/compatible-devices-lite')).data;
  expect(rows.every((row) => Object.keys(row).join() === 'os,brand,name')).toBe(true);
  expect(rows.filter(({ name }) => name === 'Galaxy S20')).toHaveLength(2);
  expect((await shop.list('/v2/compatible-devices')).data).toContainEqual({ os: 'android', brand: 'Google', name: 'Pixel 8', model: 'shiba ' });
  expect((await shop.app.request('/v2/compatible-devices-lite', { headers: JSON_ONLY })).status).toBe(401);
});

test('exchange rates are texts, for a day and some currencies', async () => {
  expect(await shop.read(shop.get('/v2/finance/exchange-rates?date=2026-01-30&to=EUR,KWD'))).toEqual([
    200,
    { data: { date: '2026-01-30', rates: [{ from: 'USD', mid: '0.86', to: 'EUR' }, { from: 'USD', mid: '0.306', to: 'KWD' }] }, meta: { message: 'success' } },
  ]);
  expect(await shop.read(shop.get('/v2/finance/exchange-rates'))).toMatchObject([200, { data: { date: shop.world.now().toISOString().slice(0, 10), rates: { length: 18 } } }]);
  expect(await shop.read(shop.get('/v2/finance/exchange-rates?date=today'))).toMatchObject([422, { data: { date: expect.any(String) } }]);
  expect(await shop.read(shop.get('/v2/finance/exchange-rates?to=XXX'))).toMatchObject([422, { data: { to: expect.any(String) } }]);
});

test('eSIM vouchers are codes that cost credit; each item is checked by its place', async () => {
  const asked = { vouchers: [{ package_id: PLAN, quantity: 2, booking_reference: '123' }, { package_id: PLAN, quantity: 1 }] };
  expect(await shop.read(shop.json(asked, '/v2/voucher/esim'))).toEqual([
    200,
    { data: [{ package_id: PLAN, codes: [CODE, CODE], booking_reference: '123' }, { package_id: PLAN, codes: [CODE] }], meta: { message: 'success' } },
  ]);
  expect(shop.airalo.settings.creditUsd).toBeLessThan(100_000);
  expect(shop.world.ledger({ type: 'purchase' })).toMatchObject([{ reference: '123', data: { kind: 'voucher', quantity: 2 } }, { reference: '' }]);
  expect(await shop.read(shop.json({ vouchers: [{ package_id: 'no', quantity: 1 }, { package_id: PLAN, quantity: 101 }] }, '/v2/voucher/esim'))).toMatchObject([
    422,
    { data: { 'vouchers.0.package_id': 'The selected vouchers.0.package_id is invalid', 'vouchers.1.quantity': expect.any(String) } },
  ]);
  expect((await shop.json({}, '/v2/voucher/esim')).status).toBe(422);
  shop.patch({ creditUsd: 1 });
  expect(await shop.read(shop.json(asked, '/v2/voucher/esim'))).toMatchObject([422, { code: 11 }]);
});

test('airmoney vouchers come as one object or as lists of lists', async () => {
  const make = (body: object) => shop.read(shop.json(body, '/v2/voucher/airmoney'));
  const voucher = { id: expect.any(Number), code: 'ABC111', usage_limit: 40, amount: 22, is_paid: false, created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) };
  expect(await make({ amount: 22, quantity: 1, usage_limit: 40, voucher_code: 'ABC111' })).toEqual([200, { data: voucher, meta: { message: 'success' } }]);
  shop.patch({ airmoneyData: 'nested' });
  expect(await make({ amount: 22, quantity: 2, is_paid: true })).toMatchObject([200, { data: [[{ code: CODE, is_paid: true }, { code: CODE }]] }]);
  const refused = await make({ amount: 0, quantity: 2, usage_limit: 100_001, voucher_code: 'ABC111' });
  expect(refused).toMatchObject([422, { data: { amount: expect.any(String), usage_limit: expect.any(String), quantity: 'The selected voucher code allows a maximum quantity of 1' } }]);
});

test('an eSIM is given another brand, or none', async () => {
  const { sims } = await shop.buy();
  const iccid = sims[0]?.iccid;
  const put = (body: FormData | URLSearchParams) => shop.read(shop.app.request(`/v2/sims/${iccid}/brand`, { method: 'PUT', body, headers: shop.headers }));
  expect(await put(form({ brand_settings_name: 'Simplify' }))).toEqual([200, { data: { brand_settings_name: 'Simplify' }, meta: { message: 'succes' } }]);
  expect(await shop.read(shop.get(`/v2/sims/${iccid}`))).toMatchObject([200, { data: { brand_settings_name: 'Simplify' } }]);
  expect(await put(form({ brand_settings_name: 'typo' }))).toMatchObject([422, { data: { brand_settings_name: "Brand settings name doesn't exist." } }]);
  expect(await put(new URLSearchParams({ brand_settings_name: '' }))).toMatchObject([200, { data: { brand_settings_name: null } }]);
  const unknown = await shop.app.request('/v2/sims/8900000000000000000/brand', { method: 'PUT', body: form({}), headers: shop.headers });
  expect(unknown.status).toBe(404);
});

const refund = (fields: Record<string, string>) => shop.read(shop.post(fields, '/v2/refund'));

test('a refund is a request, answered 202; only its approval pays and shows in the order', async () => {
  const { id, sims, net_price: net } = await shop.buy({ quantity: '2', description: 'ref-back' });
  const credit = shop.airalo.settings.creditUsd;
  const status = async () => (await shop.read(shop.get(`/v2/orders/${id}?include=status`)))[1];
  const asked = await refund({ 'iccids[]': sims[0]?.iccid ?? '', reason: 'NO_COVERAGE' });
  expect(asked).toEqual([202, { data: { refund_id: expect.stringMatching(/^\d+$/), created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) }, meta: { message: 'success' } }]);
  expect(await status()).toMatchObject({ data: { status: { slug: 'completed' } } });
  const first = shop.airalo.refunds[0]?.id ?? '';
  expect([approveRefund(shop.airalo, first)?.status, approveRefund(shop.airalo, first)?.status, approveRefund(shop.airalo, 'none')]).toEqual(['approved', 'approved', null]);
  expect(shop.airalo.settings.creditUsd).toBeCloseTo(credit + Number(net));
  expect(await status()).toMatchObject({ data: { status: { slug: 'partially_refunded' } } });
  await refund({ 'iccids[]': sims[1]?.iccid ?? '', reason: 'OTHERS', notes: 'why not' });
  approveRefund(shop.airalo, shop.airalo.refunds[1]?.id ?? '');
  expect(await status()).toMatchObject({ data: { status: { slug: 'refunded' } } });
  expect((await shop.list('/v2/orders?filter[order_status]=refunded')).data).toHaveLength(1);
  expect(shop.world.ledger({ type: 'refund' })).toHaveLength(2);
});

test('a refund is refused in messages for ICCIDs and field by field for the rest, and the sixth of a minute waits', async () => {
  shop.patch({ refundsPerWindow: 100 });
  const { sims } = await shop.buy();
  const iccid = sims[0]?.iccid ?? '';
  expect(await refund({ reason: 'NO_COVERAGE' })).toMatchObject([422, { data: [], meta: { message: expect.stringContaining('iccids') } }]);
  expect(await refund({ 'iccids[]': '8900000000000000000', reason: 'NO_COVERAGE' })).toEqual([
    422,
    { data: [], meta: { message: 'The following ICCIDs do not belong to your company: 8900000000000000000' } },
  ]);
  expect(await refund({ 'iccids[]': iccid, reason: 'BORED' })).toMatchObject([422, { data: { reason: expect.any(String) } }]);
  expect(await refund({ 'iccids[]': iccid, reason: 'OTHERS' })).toMatchObject([422, { data: { notes: expect.any(String) } }]);
  expect(await refund({ 'iccids[]': iccid, reason: 'OTHERS', notes: 'x'.repeat(256) })).toMatchObject([422, { data: { notes: expect.any(String) } }]);
  const six = new URLSearchParams([...Array.from({ length: 6 }, (): [string, string] => ['iccids[]', iccid]), ['reason', 'NO_COVERAGE']]);
  expect((await shop.app.request('/v2/refund', { method: 'POST', body: six, headers: shop.headers })).status).toBe(422);
  shop.world.advance(60_000);
  shop.patch({ refundsPerWindow: 5 });
  const statuses = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await refund({ 'iccids[]': iccid, reason: 'NO_COVERAGE' }))[0]);
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
});

test('product information is a German summary with numbers as text; 403 without a token, 404 with the slug', async () => {
  const facts = (id: string) => shop.read(shop.get(`/v2/packages/${id}/product-information`));
  const [status, body] = await facts('fado-mobile-3days-unlimited');
  expect([status, Object.keys(body as object)]).toEqual([200, ['data']]);
  expect(body).toMatchObject({ data: { data_allowance_mb: 'Unbegrenzt', retail_price_eur: expect.stringMatching(/^\d+\.\d\d$/), is_unlimited: true, validity_days: 3, version_hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
  expect(await facts(PLAN)).toMatchObject([200, { data: { data_allowance_mb: '1024', throttle_threshold_mb: null } }]);
  expect(await facts('no-such')).toEqual([404, { data: [], meta: { message: 'Package not found for slug: no-such' } }]);
  expect((await facts('x'.repeat(101)))[0]).toBe(422);
  const stranger = () => shop.read(shop.app.request(`/v2/packages/${PLAN}/product-information`, { headers: JSON_ONLY }));
  expect(await stranger()).toEqual([403, { message: 'Unauthenticated.' }]);
  shop.patch({ productInfoUnauthorized: 401 });
  expect((await stranger())[0]).toBe(401);
});

test('package overrides are a list without rows, because nobody published one', async () => {
  expect(await shop.read(shop.get('/v2/packages/overrides?page=1'))).toMatchObject([200, { data: [], meta: { last_page: 1, total: 0 } }]);
});
