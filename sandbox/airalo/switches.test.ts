import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createPartner, DAY, type Partner, PLAN } from './partner.ts';
import { AIRALO_DEFAULTS } from './settings.ts';
import { openReceiver, type Receiver } from './receiver.ts';

// Every contradiction (§16) and gap (§19) that no other test of this folder switches.
let shop: Partner;
let hook: Receiver;
beforeAll(async () => {
  hook = await openReceiver();
});
beforeEach(async () => {
  shop = await createPartner();
  hook.received.length = 0;
});
// A try that is still to come would reach the next test's address.
afterEach(() => shop.airalo.timers.clear());
afterAll(() => hook.stop());

const TOP_UP = `${PLAN}-topup`;
const buyTopUp = (iccid: string, more: object = {}) => shop.read(shop.json({ package_id: TOP_UP, iccid, ...more }, '/v2/orders/topups'));
const body = async (path: string, extra: Record<string, string> = {}) => (await shop.read(shop.get(path, extra)))[1];
const settle = async (ms: number) => {
  shop.world.advance(ms);
  await shop.airalo.deliveries.settled();
};
const oneSim = async (fields: Record<string, string> = {}) => (await shop.buy(fields)).sims[0]?.iccid ?? '';

test('§16 an omitted limit is a page of 25, or everything', async () => {
  expect(await body('/v2/packages?filter[type]=local')).toMatchObject({ data: { length: 25 }, meta: { per_page: '25' } });
  shop.patch({ limitOmitted: 'all' });
  expect(await body('/v2/packages?filter[type]=local')).toMatchObject({ meta: { last_page: 1 } });
});

test('§16 the second page is a list, or an object keyed by index', async () => {
  const second = async () => Array.isArray((await body('/v2/packages?limit=2&page=2') as { data: unknown }).data);
  expect(await second()).toBe(true);
  shop.patch({ objectPages: true });
  expect(await second()).toBe(false);
});

test('§16 the form of an order may have to be multipart: JSON is then an empty order', async () => {
  const asJson = () => shop.read(shop.json({ package_id: PLAN, quantity: 1 }, '/v2/orders'));
  expect((await asJson())[0]).toBe(200);
  shop.patch({ orderBody: 'multipart' });
  expect(await asJson()).toMatchObject([422, { code: 34 }]);
  expect((await shop.post({ package_id: PLAN, quantity: '1' })).status).toBe(200);
});

test('§16 the answer to an order counts in numbers or texts, and names either kind of eSIM', async () => {
  const order = async () => (await shop.read(shop.post({ package_id: PLAN, quantity: '1' })))[1];
  expect(await order()).toMatchObject({ data: { quantity: 1, esim_type: 'Prepaid', pricing_model: 'net_pricing' } });
  shop.patch({ orderQuantity: 'string', esimType: 'local', orderPricingModel: false });
  const changed = await order();
  expect(changed).toMatchObject({ data: { quantity: '1', esim_type: 'local' } });
  expect(changed).not.toHaveProperty('data.pricing_model');
});

test('§16 listed orders carry texts, or numbers and more of them', async () => {
  await shop.buy();
  const row = async () => (await shop.list('/v2/orders')).data[0];
  const texts = await row();
  expect([texts?.price, texts?.validity, 'net_price' in (texts ?? {})]).toEqual(['4.50', '7', false]);
  shop.patch({ listedNumbers: 'number' });
  expect(await row()).toMatchObject({ price: 4.5, validity: 7, net_price: expect.any(Number), text: null, voice: null });
});

test('§16 an unknown package is code 34 or a field; too many pieces are told in one of two texts', async () => {
  const refused = async (fields: Record<string, string>) => (await shop.read(shop.post({ package_id: PLAN, ...fields })))[1];
  shop.patch({ unknownPackage: 'field', quantityText: 'live' });
  expect(await refused({ package_id: 'no', quantity: '1' })).toMatchObject({ data: { package_id: 'The selected package is invalid.' } });
  expect(await refused({ quantity: '51' })).toMatchObject({ data: { quantity: 'quantity must be less than or equal to 50' } });
});

test('§16 sharing stands beside the order or inside it, and maybe in the answer to the order', async () => {
  const share = { to_email: 'a@b.example', 'sharing_option[]': 'link' };
  const plain = await shop.buy(share);
  expect(plain.sims[0]).not.toHaveProperty('sharing');
  const sim = () => body(`/v2/sims/${plain.sims[0]?.iccid}?include=share`);
  expect(await sim()).toMatchObject({ data: { sharing: { access_code: expect.any(String) } } });
  shop.patch({ sharingAt: 'simable', orderSharing: true });
  const inside = await sim();
  expect(inside).toMatchObject({ data: { order: null, simable: { sharing: { access_code: expect.any(String) } } } });
  expect(inside).not.toHaveProperty('data.sharing');
  expect((await shop.buy(share)).sims[0]).toMatchObject({ sharing: { link: expect.stringContaining('https://esims.cloud/') } });
});

test('§9 a share is one per eSIM and only as a link, or one for the whole order whatever was asked', async () => {
  const pdf = { quantity: '2', to_email: 'a@b.example', 'sharing_option[]': 'pdf' };
  const links = async () => {
    const { sims } = await shop.buy(pdf);
    return Promise.all(sims.map(async ({ iccid }) => (await body(`/v2/sims/${iccid}?include=share`) as { data: { sharing: { link: string | null } } }).data.sharing.link));
  };
  expect(await links()).toEqual([null, null]);
  shop.patch({ shareDefects: true });
  const [first, second] = await links();
  expect(first).toMatch(/^https/);
  expect(second).toBe(first);
});

test('§16 activation policies may be misspelt, voice plans be called otherwise, and fair use be a boolean', async () => {
  const operators = async () => (await shop.packages()).data.flatMap((listing) => listing.operators);
  const words = async () => {
    const all = await operators();
    const fair = all.flatMap(({ packages }) => packages.map((plan) => plan.is_fair_usage_policy));
    return { plan: new Set(all.map((operator) => operator.plan_type)), policy: new Set(all.map((operator) => operator.activation_policy)), fair: new Set(fair) };
  };
  expect(await words()).toEqual({ plan: new Set(['data', 'data-voice-text']), policy: new Set(['first-usage', 'installation', 'instalation']), fair: new Set([false, 1]) });
  shop.patch({ activationTypos: true, voicePlanType: 'voice-text', fairUseFlag: 'boolean' });
  expect(await words()).toEqual({ plan: new Set(['data', 'voice-text']), policy: new Set(['fist-usage', 'instalation']), fair: new Set([false, true]) });
});

test('§3.3 the pricing block, the prices of top-ups and the smallest price are absent in some answers', async () => {
  const iccid = await oneSim();
  const lists = async () => [await body('/v2/packages?limit=1'), await body(`/v2/sims/${iccid}/topups`), await body(`/v2/sims/${iccid}/packages`)] as { pricing?: object; data: Record<string, object>[] }[];
  const before = await lists();
  expect(before.map(({ pricing }) => pricing !== undefined)).toEqual([true, true, true]);
  expect([before[0]?.data[0]?.min_price, before[1]?.data[0]?.prices].every(Boolean)).toBe(true);
  shop.patch({ pricingPresent: false, topUpPrices: false, minPrice: 'absent' });
  const after = await lists();
  expect(after.map(({ pricing }) => pricing)).toEqual([undefined, undefined, undefined]);
  expect([after[0]?.data[0]?.min_price, after[1]?.data[0]?.prices]).toEqual([undefined, undefined]);
});

test('§19.11 under discount pricing the smallest price has the retail side alone, or both', async () => {
  shop.patch({ pricingModel: 'discount_pricing' });
  const smallest = async () => Object.keys((await body('/v2/packages?limit=1') as { data: { min_price: object }[] }).data[0]?.min_price ?? {});
  expect(await smallest()).toEqual(['recommended_retail_price']);
  shop.patch({ minPrice: 'both' });
  expect(await smallest()).toEqual(['net_price', 'recommended_retail_price']);
});

test('§19.10 a discount is rounded half up, down, or not; its percentage may have decimals', async () => {
  shop.patch({ pricingModel: 'discount_pricing', discountPercentage: 12.5 });
  const amounts = async () => {
    const { discount_percentage: percentage, discount_amount: amount, unit_paid_price: unit, total_amount_paid: total } = await shop.buy({ quantity: '2' });
    return [percentage, amount, unit, total];
  };
  expect(await amounts()).toEqual([12.5, 0.56, 3.94, 7.88]);
  shop.patch({ discountPercentage: 12.6 });
  expect(await amounts()).toEqual([12.6, 0.57, 3.93, 7.86]);
  shop.patch({ discountRounding: 'down' });
  expect(await amounts()).toEqual([12.6, 0.56, 3.94, 7.88]);
  shop.patch({ discountRounding: 'none', discountPercentage: 12.5 });
  expect(await amounts()).toEqual([12.5, 0.5625, 3.9375, 7.875]);
});

test('§19.5 the price of several eSIMs is for one, or for all', async () => {
  expect(await shop.buy({ quantity: '3' })).toMatchObject({ price: 4.5 });
  shop.patch({ orderPrice: 'total' });
  expect(await shop.buy({ quantity: '3' })).toMatchObject({ price: 13.5 });
});

test('§19.4 an order may be given fewer eSIMs than it asked for, and be charged for all or for those', async () => {
  shop.patch({ shortDeliveries: { [PLAN]: 2 }, creditUsd: 100 });
  const { quantity, sims, net_price: net, id } = await shop.buy({ quantity: '3' });
  expect([quantity, sims.length]).toEqual([3, 2]);
  expect(await body(`/v2/orders/${id}?include=sims`)).toMatchObject({ data: { quantity: 3, sims: { length: 2 } } });
  expect(shop.airalo.settings.creditUsd).toBeCloseTo(100 - 3 * Number(net));
  shop.patch({ shortDeliveryCharge: 'delivered', creditUsd: 100 });
  await shop.buy({ quantity: '3' });
  expect(shop.airalo.settings.creditUsd).toBeCloseTo(100 - 2 * Number(net));
});

test('§19.13 a description and the copies of a mail may have a maximum', async () => {
  const long = { description: 'x'.repeat(300), to_email: 'a@b.example', 'sharing_option[]': 'link', 'copy_address[]': 'c@d.example' };
  expect((await shop.buy(long)).description).toHaveLength(300);
  shop.patch({ longestDescription: 255, mostCopies: 0 });
  expect(await shop.read(shop.post({ package_id: PLAN, quantity: '1', ...long }))).toMatchObject([422, { data: { description: expect.any(String) } }]);
  shop.patch({ mostCopies: 1 });
  const copies = { package_id: PLAN, quantity: 1, to_email: 'a@b.example', sharing_option: ['link'], copy_address: ['c@d.example', 'e@f.example'] };
  expect(await shop.read(shop.json(copies, '/v2/orders'))).toMatchObject([422, { data: { copy_address: expect.any(String) } }]);
});

test('§16 a top-up may need a description, and an eSIM take only so many', async () => {
  const iccid = await oneSim();
  expect((await buyTopUp(iccid))[0]).toBe(200);
  shop.patch({ topUpDescription: 'required', topUpMost: 2 });
  expect(await buyTopUp(iccid)).toMatchObject([422, { data: { description: 'The description field is required.' } }]);
  expect((await buyTopUp(iccid, { description: 'd' }))[0]).toBe(200);
  expect(await buyTopUp(iccid, { description: 'd' })).toMatchObject([422, { data: { package_id: 'validation.order_exceed_limit' } }]);
});

test('§19.6 a malformed ICCID is not found, or refused by field', async () => {
  expect((await shop.get('/v2/sims/abc/usage')).status).toBe(404);
  shop.patch({ malformedIccid: 422 });
  expect(await shop.read(shop.get('/v2/sims/abc/usage'))).toMatchObject([422, { data: { iccid: expect.any(String) } }]);
  expect((await shop.get('/v2/sims/8900000000000000000')).status).toBe(404);
});

test('§8.1 a listed eSIM has its order only when asked for, or always', async () => {
  await shop.buy();
  expect((await shop.list('/v2/sims')).data[0]).not.toHaveProperty('simable');
  shop.patch({ simableInList: true });
  expect((await shop.list('/v2/sims')).data[0]).toHaveProperty('simable');
});

test('§19.12 the history says how a package ended in the words of usage, or that it does not know', async () => {
  const iccid = await oneSim();
  shop.world.advance(9 * DAY);
  expect((await shop.list(`/v2/sims/${iccid}/packages`)).data).toMatchObject([{ status: expect.stringMatching(/^(EXPIRED|FINISHED)$/) }]);
  shop.patch({ historyStatuses: 'unknown' });
  expect((await shop.list(`/v2/sims/${iccid}/packages`)).data).toMatchObject([{ status: 'UNKNOWN' }]);
});

test('§19.2 an opt-in is read by type, or the latest whatever is asked; not opted in has four answers', async () => {
  const none = () => shop.read(shop.get('/v2/notifications/opt-in?type=async_orders'));
  const answers = [];
  for (const notOptedIn of ['null', 'empty', '404', '400']) {
    shop.patch({ notOptedIn });
    answers.push(await none());
  }
  expect(answers).toMatchObject([[200, { data: { notification: null } }], [200, { data: [] }], [404, { data: [] }], [400, { error: expect.any(String) }]]);
  await shop.json({ type: 'email_low_data', email: 'a@b.example' }, '/v2/notifications/opt-in');
  expect((await none())[0]).toBe(400);
  shop.patch({ optInSelector: 'ignored' });
  expect(await none()).toMatchObject([200, { data: { notification: { type: 'email_low_data' } } }]);
});

test('§19.1 an asynchronous order is told with the id at the root or inside, with meta or not; its failure in data or at the root', async () => {
  const later = () => shop.json({ package_id: PLAN, quantity: 1, webhook_url: hook.url }, '/v2/orders-async');
  shop.patch({ requestIdAt: 'data', webhookMeta: false });
  await later();
  await settle(2_000);
  expect(Object.keys(hook.bodies()[0] as object)).toEqual(['data']);
  expect(hook.bodies()).toMatchObject([{ data: { request_id: expect.any(String), sims: [{}] } }]);
  shop.patch({ asyncFailures: { [PLAN]: 33 }, asyncFailureShape: 'root' });
  await later();
  await settle(2_000);
  expect(hook.bodies()[1]).toEqual({ request_id: expect.any(String), code: 33, reason: expect.any(String) });
});

test('§13 in sandbox mode nothing is charged or told, profiles are placeholders and planned orders are made at once', async () => {
  shop.patch({ sandboxMode: true, creditUsd: 1 });
  const { sims, id } = await shop.buy();
  expect(sims[0]).toMatchObject({ lpa: 'lpa.airalo.com', matching_id: expect.stringMatching(/^DUMMY-\d{10,}-\w{5}-\d+$/) });
  expect(shop.airalo.settings.creditUsd).toBe(1);
  const unlimited = await oneSim({ package_id: 'fado-mobile-3days-unlimited' });
  expect(await body(`/v2/sims/${unlimited}/usage`)).toMatchObject({ data: { is_unlimited: false, total: 0 } });
  const due = `${new Date(shop.world.now().getTime() + 5 * DAY).toISOString().slice(0, 10)} 10:00`;
  const planned = await shop.json({ package_id: PLAN, quantity: 1, due_date: due, webhook_url: hook.url }, '/v2/future-orders');
  const later = await shop.json({ package_id: PLAN, quantity: 1, webhook_url: hook.url }, '/v2/orders-async');
  expect([planned.status, later.status]).toEqual([200, 202]);
  await settle(2_000);
  expect((await shop.list('/v2/orders')).data).toHaveLength(4);
  expect([id > 0, hook.posts()]).toEqual([true, []]);
});

test('§13 in sandbox mode usage is looked up every hour instead of every twenty minutes', async () => {
  const iccid = await oneSim();
  const remaining = async () => (await body(`/v2/sims/${iccid}/usage`) as { data: { remaining: number } }).data.remaining;
  shop.patch({ sandboxMode: true });
  await remaining();
  shop.patch({ used: { [iccid]: 100 } });
  shop.world.advance(21 * 60_000);
  expect(await remaining()).toBe(1_024);
  shop.patch({ sandboxMode: false });
  expect(await remaining()).toBe(924);
});

test('§8.4 minutes and texts are used with the data, or as somebody says, and never below nothing', async () => {
  const voice = z.object({ id: z.string() }).loose().parse((await shop.packages()).data.flatMap(({ operators }) => operators).find((operator) => operator.plan_type !== 'data')?.packages[0]);
  const iccid = await oneSim({ package_id: voice.id });
  shop.patch({ usageCacheMs: 0, used: { [iccid]: 1_536 } });
  expect(await body(`/v2/sims/${iccid}/usage`)).toMatchObject({ data: { remaining: 1_536, total: 3_072, remaining_voice: 15, total_voice: 30, remaining_text: 15, total_text: 30 } });
  shop.patch({ usedMinutes: { [iccid]: 29 }, usedTexts: { [iccid]: 31 } });
  expect(await body(`/v2/sims/${iccid}/usage`)).toMatchObject({ data: { remaining_voice: 1, remaining_text: 0 } });
});

test('§7.8 a package exists whose top-up the operator has disabled', async () => {
  const iccid = await oneSim({ package_id: 'test-disabled-top-up-7days-1gb' });
  const offered = (await shop.list(`/v2/sims/${iccid}/topups`)).data.map(({ id }) => String(id));
  expect(offered).toEqual(['test-disabled-top-up-7days-1gb-topup']);
  expect(await buyTopUp(iccid, { package_id: offered[0] })).toMatchObject([422, { code: 23 }]);
});

test('§8.6 a recycled eSIM is shown as such, has no figures and takes no top-up', async () => {
  const iccid = await oneSim();
  shop.patch({ recycled: { [iccid]: true } });
  expect(await body(`/v2/sims/${iccid}`)).toMatchObject({ data: { recycled: true, recycled_at: expect.any(String) } });
  expect(await body(`/v2/sims/${iccid}/usage`)).toMatchObject({ data: { status: 'RECYCLED', is_unlimited: null, total: 0, expired_at: null } });
  expect(await shop.read(shop.get(`/v2/sims/${iccid}/topups`))).toMatchObject([422, { code: 73 }]);
  expect(await buyTopUp(iccid)).toMatchObject([422, { code: 73 }]);
});

test('every setting is explained in the README', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(Object.keys(AIRALO_DEFAULTS).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
