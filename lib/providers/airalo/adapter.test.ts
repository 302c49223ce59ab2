import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { metricsRegistry } from '@/lib/metrics';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import type { PurchaseRequest } from '@/lib/providers/provider';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const newRequest = (changes: Partial<PurchaseRequest> = {}): PurchaseRequest => ({
  reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId: 'fado-mobile-7days-1gb', quantity: 1, summary: 'Portugal, 1 GB, 7 days',
  expectedUnitCost: { amountMinor: 170, currency: 'USD' }, sentAt: new Date(), ...changes,
});
const simOf = (n: number) => ({
  iccid: `893510000000000000${n}`, lpa: 'smdp.example-telecom.com', matching_id: `AB12C-${n}`, qrcode: `LPA:1$smdp.example-telecom.com$AB12C-${n}`, apn: {}, apn_value: 'N/A',
  is_roaming: true, msisdn: null, confirmation_code: null, direct_apple_installation_url: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$smdp.example-telecom.com$AB12C-${n}`,
});
const orderOf = (request: PurchaseRequest, changes: object = {}) => ({
  id: 512_001, code: '20260616-512001', package_id: request.providerPlanId, quantity: String(request.quantity), type: 'sim', validity: '7', price: '4.50',
  description: `${request.orderId} | ${request.reference} | x`, sims: Array.from({ length: request.quantity }, (_, n) => simOf(10 + n)), status: { slug: 'completed' }, ...changes,
});
const tokenReply: Reply = { body: { data: { token_type: 'Bearer', expires_in: 31_622_400, access_token: 'first-access-token' }, meta: {} } };

async function airalo(script: (received: Received, index: number) => Reply, brandName: string | null = null) {
  let calls = 0;
  const server = await scriptedServer((received) => (received.path === '/v2/token' ? tokenReply : script(received, (calls += 1))));
  stops.push(server.stop);
  const provider = createAiraloAdapter({ clientId: randomUUID(), clientSecret: 'secret', apiUrl: server.url, brandName, ordersPerSecond: null });
  const asked = (path: string) => server.requests.filter((received) => received.path.startsWith(path));
  return { provider, asked };
}
const notBound = async () => false;
const counted = async (result: string, reason: string) => {
  const metric = await metricsRegistry.getSingleMetric('airalo_order_requests_total')?.get();
  return metric?.values.find(({ labels }) => labels['result'] === result && labels['reason'] === reason)?.value ?? 0;
};

describe('purchase', () => {
  test('the eSIMs of the answer are ready', async () => {
    const request = newRequest({ quantity: 2 });
    const { provider, asked } = await airalo(() => ({ body: { data: orderOf(request), meta: {} } }));
    const purchase = await provider.purchase(request);
    expect(purchase).toMatchObject({ status: 'ready', providerOrderId: '512001', esims: [{ lpa: 'LPA:1$smdp.example-telecom.com$AB12C-10', apnIos: null, isRoaming: true }, {}] });
    const [sent] = asked('/v2/orders');
    expect(sent?.headers).toMatchObject({ accept: 'application/json', authorization: 'Bearer first-access-token' });
    expect(sent?.headers['content-length']).toBe(String(sent?.body.length));
    expect(sent?.body).toContain(request.reference);
  });

  test('the token comes from a form of three fields', async () => {
    const request = newRequest();
    const { provider, asked } = await airalo(() => ({ body: { data: orderOf(request) } }));
    await provider.purchase(request);
    expect(asked('/v2/token')[0]?.body).toMatch(/^client_id=[\w-]+&client_secret=secret&grant_type=client_credentials$/);
  });

  test('fifty purchases at once fetch one token', async () => {
    const request = newRequest();
    const { provider, asked } = await airalo(() => ({ body: { data: orderOf(request) } }));
    await Promise.all(Array.from({ length: 50 }, () => provider.purchase(request)));
    expect(asked('/v2/token')).toHaveLength(1);
  });

  test('a token refused in mid-life is replaced once', async () => {
    const request = newRequest();
    const { provider, asked } = await airalo((_, call) => (call === 1 ? { status: 401, body: { message: 'Unauthenticated.' } } : { body: { data: orderOf(request) } }));
    expect((await provider.purchase(request)).status).toBe('ready');
    expect([asked('/v2/token').length, asked('/v2/orders').length]).toEqual([2, 2]);
  });

  test('a token refused twice is a matter of credentials', async () => {
    const { provider, asked } = await airalo(() => ({ status: 401, body: { message: 'Unauthenticated.' } }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code: 'unauthorized' });
    expect(asked('/v2/orders')).toHaveLength(2);
  });

  test.each([0, 51, 1.5, Number.NaN])('a quantity of %d is refused before anything leaves', async (quantity) => {
    const { provider, asked } = await airalo(() => 'hang-up');
    await expect(provider.purchase(newRequest({ quantity }))).rejects.toMatchObject({ code: 'rejected', provider: { notAsked: true, refusal: { reason: 'invalid-request' } } });
    expect(asked('/')).toHaveLength(0);
  });

  test('a brand that does not exist costs a second call, not the order', async () => {
    const request = newRequest();
    const missing: Reply = { status: 422, body: { data: { brand_settings_name: "Brand settings name doesn't exist." }, meta: {} } };
    const { provider, asked } = await airalo((received) => (received.body.includes('brand_settings_name') ? missing : { body: { data: orderOf(request) } }), 'Typo');
    const before = await counted('refused', 'brand_missing');
    expect((await provider.purchase(request)).status).toBe('ready');
    expect(asked('/v2/orders')).toHaveLength(2);
    expect(await counted('refused', 'brand_missing')).toBe(before + 1);
  });

  test('fewer eSIMs than ordered are still preparing', async () => {
    const request = newRequest({ quantity: 3 });
    const { provider } = await airalo(() => ({ body: { data: orderOf(request, { sims: [simOf(10)] }) } }));
    expect(await provider.purchase(request)).toEqual({ status: 'preparing', providerOrderId: '512001', esims: [expect.objectContaining({ iccid: simOf(10).iccid })] });
  });

  test('an eSIM that cannot be installed is kept for a person', async () => {
    const request = newRequest();
    const { provider } = await airalo(() => ({ body: { data: orderOf(request, { sims: [{ iccid: 'junk' }] }) } }));
    await expect(provider.purchase(request)).rejects.toMatchObject({ code: 'bad-response', provider: { rawAnswer: expect.stringContaining('junk') } });
  });

  test('a lost answer is unknown, sent once, and found once afterwards', async () => {
    const request = newRequest();
    const made: object[] = [];
    const { provider, asked } = await airalo((received) => {
      if (received.method === 'GET') return { body: { data: made, meta: { last_page: 1, per_page: '50' } } };
      made.push(orderOf(request));
      return 'hang-up';
    });
    await expect(provider.purchase(request)).rejects.toMatchObject({ code: 'outcome-unknown', retryable: true });
    expect(made).toHaveLength(1);
    expect(await provider.findPurchase(request, notBound)).toMatchObject({ found: 'one', purchase: { status: 'ready', providerOrderId: '512001' } });
    const query = new URL(`http://x${asked('/v2/orders?')[0]?.path}`).searchParams;
    expect([query.get('filter[description]'), query.get('include')]).toEqual([request.reference, 'sims,status']);
  });

  test('a lost answer is found though Airalo keeps only the beginning of a description (§19.13)', async () => {
    const request = newRequest();
    const made: object[] = [];
    const { provider } = await airalo((received) => {
      if (received.method === 'GET') return { body: { data: made, meta: { last_page: 1 } } };
      const [, description = ''] = /name="description"\r\n\r\n([^\r]*)/.exec(received.body) ?? [];
      made.push(orderOf(request, { description: description.slice(0, 64) }));
      return 'hang-up';
    });
    await expect(provider.purchase(request)).rejects.toMatchObject({ code: 'outcome-unknown' });
    expect(await provider.findPurchase(request, notBound)).toMatchObject({ found: 'one', purchase: { providerOrderId: '512001' } });
  });

  test('a cut answer is unknown and kept', async () => {
    const { provider } = await airalo(() => ({ body: '{"data":{"id":5120' }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code: 'outcome-unknown', provider: { rawAnswer: '{"data":{"id":5120' } });
  });

  test('no error carries the token or the secret', async () => {
    const { provider } = await airalo(() => ({ status: 500, body: '<html>' }));
    const error: unknown = await provider.purchase(newRequest()).catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/first-access-token|secret/);
  });
});

describe('looking up', () => {
  const listing = async (rows: object[], request = newRequest()) => {
    const { provider } = await airalo(() => ({ body: { data: Object.fromEntries(rows.entries()), meta: { last_page: '1' } } }));
    return provider.findPurchase(request, async (id) => id === '7');
  };
  const request = newRequest();

  test('nothing there', async () => expect(await listing([], request)).toEqual({ found: 'none' }));
  test('a longer reference is another one', async () =>
    expect(await listing([orderOf(request, { description: `${request.reference}0` })], request)).toEqual({ found: 'none' }));
  test('failed and bound orders do not count', async () =>
    expect(await listing([orderOf(request, { status: { slug: 'failed' } }), orderOf(request, { id: 7 })], request)).toEqual({ found: 'none' }));
  test('two are for a person', async () =>
    expect(await listing([orderOf(request), orderOf(request, { id: 8 })], request)).toEqual({ found: 'ambiguous' }));
  test('one of another package is for a person', async () =>
    expect(await listing([orderOf(request, { package_id: 'other' })], request)).toEqual({ found: 'ambiguous' }));
});

test('the catalogue is walked local, then global, page by page, however pages are shaped', async () => {
  const packageOf = (id: string, type = 'sim') => ({ id, type, price: 4.5, net_price: 1.7, amount: 1024, day: 7, title: id, is_unlimited: false });
  const destinationOf = (slug: string, ...packages: object[]) => ({ slug, country_code: slug.length === 2 ? slug : '', title: slug, operators: [{ title: 'Op', packages }] });
  const pages: Record<string, Reply> = {
    'local-1': { body: { data: [destinationOf('PT', packageOf('a'), packageOf('a-topup', 'topup'))], meta: { last_page: 2, per_page: '10' } } },
    'local-2': { body: { data: { 0: destinationOf('ES', packageOf('b'), { id: 'broken', type: 'sim' }) }, meta: { last_page: 2 } } },
    'global-1': { body: { data: [destinationOf('world', packageOf('c'), packageOf('a'))], meta: { last_page: 1 } } },
  };
  let isLimited = true;
  const { provider } = await airalo(({ path }) => {
    const query = new URL(`http://x${path}`).searchParams;
    expect(query.get('limit')).toBe('10');
    if (query.get('page') === '2' && isLimited) {
      isLimited = false;
      return { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Too Many Attempts.' } };
    }
    return pages[`${query.get('filter[type]')}-${query.get('page')}`] ?? 'hang-up';
  });
  const ids: string[] = [];
  for await (const plan of provider.listPlans()) ids.push(plan.providerPlanId);
  expect(ids).toEqual(['a', 'b', 'c']);
});

test('a page that is too big is asked for in smaller ones, none left out and none twice', async () => {
  const packageOf = (id: string) => ({ id, type: 'sim', price: 4.5, amount: 1024, day: 7, title: id });
  const all = Array.from({ length: 23 }, (_, n) => ({ slug: `place-${n}`, country_code: '', title: 'x', operators: [{ packages: [packageOf(`p${n}`)] }] }));
  const { provider } = await airalo(({ path }) => {
    const query = new URL(`http://x${path}`).searchParams;
    const [limit, page] = [Number(query.get('limit')), Number(query.get('page'))];
    if (query.get('filter[type]') === 'global') return { body: { data: [], meta: { last_page: 1 } } };
    if (limit === 10 && page === 2) return { body: ' '.repeat(5 * 1024 * 1024 + 1) };
    return { body: { data: all.slice((page - 1) * limit, page * limit), meta: { last_page: Math.ceil(all.length / limit) } } };
  });
  const ids: string[] = [];
  for await (const plan of provider.listPlans()) ids.push(plan.providerPlanId);
  expect(ids).toEqual(all.map((_, n) => `p${n}`));
});

test('a catalogue that breaks off before its last page is not taken for a whole one', async () => {
  const place = (slug: string) => ({ slug, country_code: '', title: 'x', operators: [{ packages: [{ id: slug, type: 'sim', price: 4.5, net_price: 1.7, amount: 1024, day: 7, title: slug }] }] });
  const walk = async (pages: Record<string, object>) => {
    const { provider } = await airalo(({ path }) => ({ body: pages[new URL(`http://x${path}`).searchParams.get('page') ?? ''] ?? { data: [], meta: { last_page: 1 } } }));
    const ids: string[] = [];
    const outcome = await (async () => {
      for await (const plan of provider.listPlans()) ids.push(plan.providerPlanId);
      return 'whole';
    })().catch((error: unknown) => (error as { code: string }).code);
    return { ids, outcome };
  };
  const full = Array.from({ length: 10 }, (_, n) => place(`p${n}`));
  for (const last of [{ last_page: 3 }, { last_page: 2 }, null]) {
    const { ids, outcome } = await walk({ 1: { data: full, meta: { last_page: 3 } }, 2: { data: [], meta: last } });
    expect([ids.length, outcome]).toEqual([10, 'bad-response']);
  }
  expect(await walk({ 1: { data: [], meta: { last_page: 2 } } })).toEqual({ ids: [], outcome: 'bad-response' });
  expect(await walk({ 1: { data: full, meta: { last_page: 1e9 } } })).toEqual({ ids: [], outcome: 'bad-response' });
  expect((await walk({ 1: { data: full, meta: { last_page: 3 } }, 2: { data: [place('q')], meta: null }, 3: { data: [place('r')], meta: null } })).ids.slice(-2)).toEqual(['q', 'r']);
  expect((await walk({ 1: { data: full, meta: { last_page: 3 } }, 2: { data: [], meta: { last_page: 1 } } })).outcome).toBe('whole');
  expect((await walk({ 1: { data: full }, 2: { data: [] } })).outcome).toBe('whole');
});

test('an empty list of balances states none, and says nothing against Airalo (§10.2)', async () => {
  const { provider } = await airalo(() => ({ body: { data: { balances: [] }, meta: {} } }));
  expect(await provider.getBalance?.()).toBeNull();
  const other = await airalo(() => ({ body: { data: { balances: null } } }));
  await expect(other.provider.getBalance?.()).rejects.toMatchObject({ code: 'bad-response' });
});

test('the balance is one account or a list of them', async () => {
  const account = { name: 'balance', availableBalance: { amount: 12.5, currency: 'USD' } };
  for (const balances of [account, [account]]) {
    const { provider } = await airalo(() => ({ body: { data: { balances } } }));
    expect(await provider.getBalance?.()).toEqual({ amountMinor: 1250, currency: 'USD' });
  }
});
