import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createPartner, DAY, type Partner, PLAN } from './partner.ts';

let shop: Partner;

beforeEach(async () => {
  shop = await createPartner();
});

test('an order as multipart, urlencoded or JSON buys, charges and lands in the ledger', async () => {
  const bought = await shop.buy({ description: 'ref-multipart', quantity: '2' });
  expect(bought).toMatchObject({ quantity: 2, type: 'sim', description: 'ref-multipart', validity: 7, price: expect.any(Number), net_price: expect.any(Number) });
  expect(bought.code).toMatch(new RegExp(`^\\d{8}-0*${bought.id}$`));
  expect(bought.sims).toHaveLength(2);
  const [first] = bought.sims;
  expect(first?.qrcode).toBe(`LPA:1$${first?.lpa}$${first?.matching_id}`);
  expect(first).toHaveProperty('direct_apple_installation_url', `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${first?.qrcode}`);
  const urlencoded = new URLSearchParams({ package_id: PLAN, quantity: '1', description: 'ref-form' });
  expect((await shop.app.request('/v2/orders', { method: 'POST', body: urlencoded, headers: shop.headers })).status).toBe(200);
  const asJson = await shop.app.request('/v2/orders', {
    method: 'POST',
    body: JSON.stringify({ package_id: PLAN, quantity: 1, description: 'ref-json', sharing_option: ['link'], to_email: 'a@b.example' }),
    headers: { ...shop.headers, 'Content-Type': 'application/json' },
  });
  expect(asJson.status).toBe(200);
  const ledger = shop.world.ledger({ service: 'airalo', type: 'purchase' });
  expect(ledger.map(({ reference }) => reference)).toEqual(['ref-multipart', 'ref-form', 'ref-json']);
  expect(ledger[0]?.data).toMatchObject({ package_id: PLAN, quantity: 2, providerOrderId: String(bought.id), iccids: bought.sims.map(({ iccid }) => iccid) });
});

test.each([
  ['51 pieces', { quantity: '51' }, { quantity: 'The quantity may not be greater than 50.' }],
  ['no piece', { quantity: '0' }, { quantity: 'The quantity must be at least 1.' }],
  ['fewer than no pieces', { quantity: '-1' }, { quantity: 'The quantity must be at least 1.' }],
  ['more than is left', { package_id: 'fado-mobile-15days-2gb', quantity: '10' }, { quantity: 'SIM quantity is not available. Available quantity: 9.' }],
  ['an unknown brand', { brand_settings_name: 'typo' }, { brand_settings_name: "Brand settings name doesn't exist." }],
  ['an e-mail without a way to share', { to_email: 'a@b.example' }, { sharing_option: expect.any(String) }],
  ['an unknown way to share', { to_email: 'a@b.example', 'sharing_option[]': 'fax' }, { 'sharing_option(1)': expect.stringContaining("'link' and 'pdf'") }],
  ['a copy without an e-mail', { 'copy_address[]': 'c@d.example' }, { copy_address: expect.any(String) }],
])('an order for %s is refused by field and charges nothing', async (_name, fields: Record<string, string>, data) => {
  shop.patch({ stock: { 'fado-mobile-15days-2gb': 9 } });
  const answer = await shop.post({ package_id: PLAN, quantity: '1', ...fields });
  expect([answer.status, await answer.json()]).toEqual([422, { data, meta: { message: 'the parameter is invalid' } }]);
  expect(shop.world.ledger()).toEqual([]);
});

test.each([
  ['test-insufficient-balance-7days-1gb', 422, 11],
  ['test-maintenance-mode-7days-1gb', 422, 13],
  ['test-not-enough-7days-1gb', 422, 33],
  ['test-out-of-stock-7days-1gb', 422, 34],
  ['no-such-package', 422, 34],
  ['fado-mobile-7days-1gb-topup', 422, 34],
  ['fado-mobile-30days-3gb', 422, 53],
  ['fado-mobile-30days-5gb', 422, 33],
  ['fado-mobile-30days-10gb', 422, 34],
  ['fado-mobile-30days-20gb', 422, 11],
])('an order of %s is refused with %i and code %i', async (id, status, code) => {
  shop.patch({
    refusals: { 'fado-mobile-30days-3gb': 53 },
    stock: { 'fado-mobile-30days-5gb': 0 },
    withdrawn: { 'fado-mobile-30days-10gb': true },
    creditUsd: 5,
  });
  const answer = await shop.post({ package_id: id, quantity: '1' });
  expect([answer.status, await answer.json()]).toEqual([status, { code, reason: expect.any(String) }]);
  expect(shop.world.ledger()).toEqual([]);
});

test('an empty order is code 34, a body of no kind an HTML 500, a refused address 403 with code 89', async () => {
  expect(await (await shop.post({})).json()).toMatchObject({ code: 34 });
  const broken = await shop.app.request('/v2/orders', { method: 'POST', body: 'null', headers: { ...shop.headers, 'Content-Type': 'application/json' } });
  expect([broken.status, broken.headers.get('Content-Type')]).toEqual([500, 'text/html; charset=UTF-8']);
  shop.patch({ isAddressRefused: true });
  const refused = await shop.post({ package_id: PLAN, quantity: '1' });
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: 89 }]);
});

test('a shared order is mailed by the service itself', async () => {
  const bought = await shop.buy({ to_email: 'ada@example.com', 'sharing_option[]': 'pdf' });
  expect(shop.world.ledger({ type: 'email' })).toMatchObject([{ reference: 'ada@example.com', data: { providerOrderId: String(bought.id), sharing: ['pdf'] } }]);
});

test('stock and credit go down with each order', async () => {
  shop.patch({ stock: { [PLAN]: 3 }, creditUsd: 100 });
  const bought = await shop.buy({ quantity: '2' });
  const cost = z.number().parse(bought.net_price) * 2;
  expect(await (await shop.get('/v2/balance')).json()).toMatchObject({
    data: { balances: { name: 'balance', availableBalance: { amount: 100 - cost, currency: 'USD' } } },
  });
  expect(await (await shop.post({ package_id: PLAN, quantity: '2' })).json()).toMatchObject({
    data: { quantity: 'SIM quantity is not available. Available quantity: 1.' },
  });
});

test('an order under discount pricing says what was paid', async () => {
  shop.patch({ pricingModel: 'discount_pricing', discountPercentage: 10 });
  expect(await shop.buy({ quantity: '2' })).toMatchObject({
    pricing_model: 'discount_pricing',
    discount_percentage: 10,
    price: 4.5,
    discount_amount: 0.45,
    unit_paid_price: 4.05,
    total_amount_paid: 8.1,
    net_price: null,
  });
});

test('the orders list finds by description as SQL LIKE does, with numbers become strings', async () => {
  const bought = await shop.buy({ description: 'order 1 ref_AAA Portugal' });
  await shop.buy({ description: 'order 2 ref_BBB Spain' });
  const found = await shop.list('/v2/orders?filter[description]=REF_aaa&include=sims,status,user');
  expect(found.data).toHaveLength(1);
  expect(found.data[0]).toMatchObject({
    id: bought.id,
    price: '4.50',
    validity: '7',
    quantity: 1,
    status: { name: 'Completed', slug: 'completed' },
    user: { id: 71 },
    sims: [{ iccid: bought.sims[0]?.iccid, voucher_code: null }],
  });
  expect(found.data[0]).not.toHaveProperty('pricing_model');
  expect(found.data[0]).not.toHaveProperty('sims.0.direct_apple_installation_url');
  expect((await shop.list('/v2/orders?filter[description]=ref%25')).data).toHaveLength(2);
  expect((await shop.list('/v2/orders?filter[description]=ref.AAA')).data).toHaveLength(0);
  expect((await shop.list('/v2/orders?')).data[0]).not.toHaveProperty('sims');
});

test('the orders list filters by code, ICCID, days and status, newest first, page by page', async () => {
  const first = await shop.buy({ description: 'one' });
  shop.world.advance(2 * DAY);
  await shop.buy({ description: 'two' });
  const today = String(first.created_at).slice(0, 10);
  const names = async (query: string) => (await shop.list(`/v2/orders?${query}`)).data.map(({ description }) => description);
  expect(await names('')).toEqual(['two', 'one']);
  expect(await names(`filter[code]=${first.code}`)).toEqual(['one']);
  expect(await names(`filter[iccid]=${first.sims[0]?.iccid.slice(4, 18)}`)).toEqual(['one']);
  expect(await names(`filter[created_at]=${today} - ${today}`)).toEqual(['one']);
  expect(await names('filter[order_status]=refunded')).toEqual([]);
  expect(await names('limit=1&page=2')).toEqual(['one']);
  expect((await shop.list('/v2/orders?limit=1')).meta).toMatchObject({ per_page: '1', total: 2, last_page: 2, current_page: 1 });
  for (const query of ['limit=x', 'page=x', 'filter[created_at]=yesterday', 'filter[order_status]=lost']) {
    expect((await shop.get(`/v2/orders?${query}`)).status).toBe(422);
  }
});

test('an order may become visible late, and answer late although it exists', async () => {
  shop.patch({ visibilityDelayMs: 30_000, slowOrderMs: 200 });
  const answer = shop.post({ package_id: PLAN, quantity: '1', description: 'late' });
  await expect.poll(() => shop.world.ledger().length).toBe(1);
  expect((await shop.list('/v2/orders?filter[description]=late')).data).toEqual([]);
  expect((await answer).status).toBe(200);
  shop.world.advance(30_000);
  expect((await shop.list('/v2/orders?filter[description]=late')).data).toHaveLength(1);
});

test('orders are read by number; another company’s is 401, none is 404', async () => {
  const bought = await shop.buy();
  expect(await (await shop.get(`/v2/orders/${bought.id}?include=sims`)).json()).toMatchObject({ data: { id: bought.id, description: null, validity: '7' } });
  const theirs = await shop.get('/v2/orders/12');
  expect([theirs.status, await theirs.json()]).toMatchObject([401, { meta: { message: 'This action is unauthorized.' } }]);
  const none = await shop.get('/v2/orders/999999999999');
  expect([none.status, await none.json()]).toEqual([404, { data: [], meta: { message: 'messages.resource_not_found' } }]);
});


test('lateness, slowness and confirmation codes may be those of one package alone', async () => {
  const other = 'fado-mobile-15days-2gb';
  shop.patch({ visibilityDelays: { [PLAN]: 120_000 }, slowOrders: { [PLAN]: 150 }, confirmationCodes: { [other]: '4711' } });
  const start = performance.now();
  expect((await shop.buy()).sims[0]).toMatchObject({ confirmation_code: null });
  expect(performance.now() - start).toBeGreaterThan(140);
  expect((await shop.buy({ package_id: other })).sims[0]).toMatchObject({ confirmation_code: '4711' });
  const listed = async () => (await shop.list('/v2/orders')).data.map((order) => order.package_id);
  expect(await listed()).toEqual([other]);
  shop.world.advance(119_000);
  expect(await listed()).toEqual([other]);
  shop.world.advance(1_000);
  expect(await listed()).toEqual([other, PLAN]);
});

test('prices can all be raised, and profiles be placeholders though orders are real', async () => {
  shop.patch({ priceFactor: 2, placeholderProfiles: true });
  const credit = shop.airalo.settings.creditUsd;
  expect(await shop.buy()).toMatchObject({ price: 9, sims: [{ lpa: 'lpa.airalo.com' }] });
  expect(shop.airalo.settings.creditUsd).toBeLessThan(credit);
});
