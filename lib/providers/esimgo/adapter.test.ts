import { randomUUID } from 'node:crypto';
import { zipSync, strToU8 } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { wholeOf } from '@/lib/providers/esimgo/scripted-account';
import type { PurchaseRequest } from '@/lib/providers/provider';

const KEY = 'key-that-opens-the-account';
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const newRequest = (changes: Partial<PurchaseRequest> = {}): PurchaseRequest => ({
  reference: 'sf00', orderId: randomUUID(), providerPlanId: 'esim_5GB_30D_FR_V2', quantity: 1, summary: 'France',
  expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date('2026-02-01T10:00:00Z'), ...changes,
});
const esim = { iccid: '8943108167000000020', matchingId: 'AAAAA-BBBBB', smdpAddress: 'http://rsp-0000.example.io/' };
const item = { type: 'bundle', item: 'esim_5GB_30D_FR_V2', quantity: 1, subTotal: 4.85, pricePerUnit: 4.85, AllowReassign: false };
const quote = { order: [item], total: 4.85, valid: true, currency: 'USD' };
const orderOf = (changes: object = {}) => ({
  order: [{ ...item, esims: [esim], iccids: [esim.iccid] }], total: 4.85, currency: 'USD', status: 'completed', statusMessage: 'Order completed: 1 eSIMs assigned',
  orderReference: '5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01', createdDate: '2026-02-01T10:00:02.785826016Z', assigned: true, ...changes,
});
const pendingOrder = orderOf({ order: [{ ...item, esims: [] }], status: 'processing' });
const CSV = `ICCID,Matching ID,RSP URL,Bundle,Reference\r\n${esim.iccid},AAAAA-BBBBB,rsp-0000.example.io,esim_5GB_30D_FR_V2,x\r\n`;
const isBuying = ({ body }: Received) => body.includes('"transaction"');

async function esimgo(script: (received: Received, index: number) => Reply) {
  const server = await scriptedServer(script);
  stops.push(server.stop);
  return { provider: createEsimGoAdapter({ apiKey: KEY, apiUrl: `${server.url}/v2.4`, ratePerSecond: 1_000, orderSpacingMs: 0 }), requests: server.requests };
}
const profile = { iccid: esim.iccid, smdpAddress: 'rsp-0000.example.io', matchingId: 'AAAAA-BBBBB', lpa: 'LPA:1$rsp-0000.example.io$AAAAA-BBBBB' };
const ready = { status: 'ready', providerOrderId: orderOf().orderReference, esims: [profile] };

describe('purchase', () => {
  test('a quote comes before the one request that spends money', async () => {
    const { provider, requests } = await esimgo((received) => ({ body: isBuying(received) ? orderOf() : quote }));
    expect(await provider.purchase(newRequest())).toMatchObject(ready);
    const line = { type: 'bundle', quantity: 1, item: 'esim_5GB_30D_FR_V2', allowReassign: false };
    expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { type: 'validate', assign: true, order: [line] },
      { type: 'transaction', assign: true, order: [line] },
    ]);
    expect(requests[1]?.headers).toMatchObject({ 'x-api-key': KEY, 'content-type': 'application/json' });
  });

  test.each([
    ['dearer', { ...quote, order: [{ ...item, pricePerUnit: 4.86 }] }],
    ['dearer in total only', { total: '4.90', valid: true, currency: 'USD' }],
    ['not valid', { ...quote, valid: false }],
  ])('a quote that is %s buys nothing', async (_, body) => {
    const { provider, requests } = await esimgo(() => ({ body }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } });
    expect(requests.some(isBuying)).toBe(false);
  });

  test('a lost quote is tried again and bought nothing', async () => {
    const { provider, requests } = await esimgo(() => 'hang-up');
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code: 'unavailable' });
    expect(requests.some(isBuying)).toBe(false);
  });

  test.each([
    [400, { message: 'Failed to process Order. No payment taken.' }, 'out-of-funds'],
    [503, 'Failed to process Order. No payment taken.', 'out-of-funds'],
    [400, { message: 'insufficient balance' }, 'out-of-funds'],
    [400, 'Invalid Order type', 'rejected'],
    [403, { message: 'no available bundles left' }, 'rejected'],
    [403, { message: 'access denied' }, 'unauthorized'],
    [429, { message: 'Rate limit exceeded' }, 'rate-limited'],
    [500, '', 'outcome-unknown'],
    [503, { message: 'processing' }, 'outcome-unknown'],
    [200, '{"order":[', 'outcome-unknown'],
    [200, { hello: 'world' }, 'bad-response'],
  ])('a %i with %j when buying is %3$s', async (status, body, code) => {
    const { provider, requests } = await esimgo((received) => (isBuying(received) ? { status, body } : { body: quote }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code });
    expect(requests.filter(isBuying)).toHaveLength(1);
  });

  test('access denied with a key that is good is a bundle that is gone', async () => {
    const account = { organisations: [{ name: 'Shop', apiKey: KEY, balance: 10.5, currency: 'EUR' }] };
    const { provider } = await esimgo(({ path }) => (path.endsWith('/organisation') ? { body: account } : { status: 403, body: { message: 'access denied' } }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code: 'rejected', provider: { refusal: { reason: 'plan-withdrawn' } } });
  });

  test('access denied everywhere is the key', async () => {
    const { provider } = await esimgo(() => ({ status: 403, body: { message: 'access denied' } }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test.each([0, 11, 2.5])('a quantity of %d is refused before anything leaves', async (quantity) => {
    const { provider, requests } = await esimgo(() => 'hang-up');
    await expect(provider.purchase(newRequest({ quantity }))).rejects.toMatchObject({ code: 'rejected', provider: { notAsked: true } });
    expect(requests).toHaveLength(0);
  });

  test('once paid for, trouble with the install data is "preparing"', async () => {
    const { provider } = await esimgo((received) => (isBuying(received) ? { body: pendingOrder } : received.method === 'POST' ? { body: quote } : { status: 500 }));
    expect(await provider.purchase(newRequest())).toEqual({ status: 'preparing', providerOrderId: orderOf().orderReference });
  });
});

describe('install data', () => {
  const reading = (assignments: (accept: string) => Reply) =>
    esimgo(({ path, headers }) => (path.includes('/esims/assignments') ? assignments(headers.accept ?? '') : { body: pendingOrder }));
  const read = async (assignments: (accept: string) => Reply) => (await reading(assignments)).provider.readPurchase(orderOf().orderReference);

  test.each([['object', esim], ['array', [esim]], ['envelope', { esims: [esim] }], ['older schema', [{ iccid: esim.iccid, matchingId: 'AAAAA-BBBBB', rspUrl: 'rsp-0000.example.io' }]]])(
    'as JSON %s', async (_, body) => expect(await read(() => ({ body }))).toMatchObject(ready),
  );
  test('as CSV when there is no JSON', async () => expect(await read(() => ({ body: CSV }))).toMatchObject(ready));
  test('as quoted CSV of four columns in another order', async () =>
    expect(await read(() => ({ body: `"Matching ID","ICCID","Bundle","RSP URL"\n"AAAAA-BBBBB","${esim.iccid}","x","rsp-0000.example.io"` }))).toMatchObject(ready));
  test('as ZIP with a CSV among pictures', async () => {
    const zip = zipSync({ '../../../etc/qr.png': new Uint8Array(64), '../map.csv': strToU8(CSV) });
    expect(await read((accept) => (accept.includes('zip') ? { body: Buffer.from(zip) } : { status: 500 }))).toMatchObject(ready);
  });
  test('503 and no rows mean: not yet', async () => {
    const preparing = { status: 'preparing', providerOrderId: orderOf().orderReference };
    for (const reply of [{ status: 503, headers: { 'retry-after': '30' } }, { body: [] }, { body: {} }, { body: '' }]) expect(await read(() => reply)).toEqual(preparing);
    expect(await read((accept) => (accept.includes('csv') ? { body: 'ICCID,Matching ID,RSP URL\n' } : { status: 500 }))).toEqual(preparing);
  });
  test('a failure of theirs with no form to read means: not yet; one form that can be read is enough (§8.1)', async () => {
    const preparing = { status: 'preparing', providerOrderId: orderOf().orderReference };
    for (const status of [500, 502, 504]) expect(await read(() => ({ status, body: { message: 'Internal server error' } }))).toEqual(preparing);
    expect(await read((accept) => (accept.includes('json') ? { body: '<html>' } : { status: 500 }))).toEqual(preparing);
    expect(await read((accept) => (accept.includes('csv') ? { body: CSV } : { status: 500 }))).toMatchObject(ready);
  });
  test('nothing readable goes to a person', async () =>
    expect(read(() => ({ body: '<html>' }))).rejects.toMatchObject({ code: 'bad-response', provider: { rawAnswer: '<html>' } }));
});

describe('looking up', () => {
  const find = async (orders: object[], changes: Partial<PurchaseRequest> = {}, envelope: (list: object[]) => unknown = (list) => ({ orders: list })) => {
    const { provider, requests } = await esimgo(({ path }) => ({ body: path.includes('/orders?') ? envelope(orders) : { esims: [] } }));
    const found = await provider.findPurchase(newRequest(changes), async (id) => id === 'bound');
    return { found, requests };
  };

  test('a lost order is found by time, item and quantity', async () => {
    const { found, requests } = await find([orderOf(), { type: 'topup', amount: 1000 }]);
    expect(found).toMatchObject({ found: 'one', purchase: ready });
    expect(new URL(`http://x${requests[0]?.path}`).searchParams.getAll('createdAt')).toEqual(['gte:2026-02-01T09:59:58.000Z', 'lte:2026-02-01T10:10:00.000Z']);
  });
  test('the list comes as list, envelope or single order', async () => {
    expect((await find([orderOf()], {}, (list) => list)).found.found).toBe('one');
    expect((await find([orderOf()], {}, ([only]) => only)).found.found).toBe('one');
  });
  test.each([
    ['another item', orderOf({ order: [{ ...item, item: 'other' }] })],
    ['another quantity', orderOf({ order: [{ ...item, quantity: 2 }] })],
    ['earlier', orderOf({ createdDate: '2026-02-01T09:59:57.9Z' })],
    ['later', orderOf({ createdDate: '2026-02-01T10:10:00.001Z' })],
    ['bound to another purchase', orderOf({ orderReference: 'bound' })],
    ['bought into stock', orderOf({ assigned: false })],
    ['failed', orderOf({ status: 'failed' })],
  ])('one that is %s is not ours', async (_, order) => expect((await find([order])).found).toEqual({ found: 'none' }));
  test('two are for a person', async () => expect((await find([orderOf(), orderOf({ orderReference: 'b' })])).found).toEqual({ found: 'ambiguous' }));
  test('what never left is not looked for', async () => {
    const { found, requests } = await find([orderOf()], { sentAt: null });
    expect([found, requests.length]).toEqual([{ found: 'none' }, 0]);
  });
});

describe('an answer about something else is kept for a person', () => {
  const another = { code: 'bad-response', provider: { rawAnswer: expect.stringContaining('another') } };
  test.each<[string, object]>([
    ['bundle', orderOf({ order: [{ ...item, item: 'another', esims: [esim] }] })], ['quantity', orderOf({ order: [{ ...item, quantity: 2, esims: [esim] }], sourceIP: 'another' })],
    ['kind', orderOf({ order: [{ ...item, type: 'another', esims: [esim] }] })], ['number of items', orderOf({ order: [item, { ...item, item: 'another' }] })],
  ])('a purchase of another %s', async (_what, body) => {
    const { provider, requests } = await esimgo((received) => ({ body: isBuying(received) ? body : quote }));
    await expect(provider.purchase(newRequest())).rejects.toMatchObject(another);
    expect(requests.filter(isBuying)).toHaveLength(1);
    const answers = await esimgo((received) => ({ body: isBuying(received) ? body : received.path.includes('/compatible/') ? { compatible: true } : quote }));
    await expect(answers.provider.topUp?.({ ...newRequest(), iccid: esim.iccid })).rejects.toMatchObject(another);
  });
  test('a purchase that leaves out what it is of is the one asked for, and as many', async () => {
    const bare = (order: object[]) => orderOf({ order });
    const { provider } = await esimgo((received) => (isBuying(received) ? { body: bare([{ esims: [esim] }]) } : received.method === 'POST' ? { body: { ...quote, order: [{ ...item, quantity: 2 }] } } : { status: 503 }));
    expect(await provider.purchase(newRequest({ quantity: 2 }))).toMatchObject({ status: 'preparing', esims: [profile] });
  });
  test('an order read back that leaves out how many is in preparation, with what is there, in the order or apart from it', async () => {
    const bare = (esims: object[]) => orderOf({ order: [{ ...item, quantity: undefined, esims }] });
    for (const [inOrder, apart] of [[[esim], { status: 503 }], [[], { body: [esim] }], [[esim], { body: [esim] }]] satisfies [object[], Reply][]) {
      const { provider } = await esimgo(({ path }) => (path.includes('/esims/assignments') ? apart : { body: bare(inOrder) }));
      expect(await provider.readPurchase(orderOf().orderReference)).toMatchObject({ status: 'preparing', providerOrderId: orderOf().orderReference, esims: [profile] });
    }
  });
  test('what an order read back holds is not lost where its assignments hold less, or cannot be read', async () => {
    const other = { ...esim, iccid: '8943108167000000038' };
    for (const apart of [{ body: esim }, { body: '<html>' }] satisfies Reply[]) {
      const { provider } = await esimgo(({ path }) => (path.includes('/esims/assignments') ? apart : { body: orderOf({ order: [{ ...item, quantity: undefined, esims: [esim, other] }] }) }));
      expect(await provider.readPurchase(orderOf().orderReference)).toMatchObject({ status: 'preparing', esims: [profile, { iccid: other.iccid }] });
    }
  });
  test('a purchase that names no items is as complete as what was asked for', async () => {
    const statusOf = async (quantity: number) => {
      const { provider } = await esimgo((received) => (isBuying(received) ? { body: orderOf({ order: [] }) } : received.method === 'POST' ? { body: { ...quote, order: [{ ...item, quantity }] } } : { body: [esim] }));
      return (await provider.purchase(newRequest({ quantity }))).status;
    };
    expect([await statusOf(1), await statusOf(2)]).toEqual(['ready', 'preparing']);
  });
  test('an order of another number when one is read', async () => {
    const { provider } = await esimgo(() => ({ body: orderOf({ orderReference: 'another' }) }));
    await expect(provider.readPurchase(orderOf().orderReference)).rejects.toMatchObject(another);
  });
  test('an eSIM of another ICCID when one is read: it is a stranger’s', async () => {
    const { provider } = await esimgo(() => ({ body: { ...esim, iccid: '8943108167000000099', customerRef: 'another' } }));
    await expect(provider.readEsim(esim.iccid)).rejects.toMatchObject(another);
  });
});

describe('account', () => {
  test.each([['wrapped', (one: object) => ({ organisations: [one] })], ['flat', (one: object) => one]])('%s', async (_, wrap) => {
    const { provider } = await esimgo(() => ({ body: wrap({ apiKey: KEY, balance: 250.75, currency: 'EUR', users: [] }) }));
    expect(await provider.getBalance?.()).toEqual({ amountMinor: 25_075, currency: 'EUR' });
  });
  test('an account answer that does not fit is never kept: it holds our key', async () => {
    const whole = { organisations: [{ apiKey: KEY, balance: 1, currency: 'EUR' }] };
    for (const reply of [{ body: { apiKey: KEY, currency: 5 } }, { body: { organisations: [], apiKey: KEY } }, { body: JSON.stringify(whole).slice(0, -1) }, { status: 302, body: whole }, { status: 418, body: whole }] satisfies Reply[]) {
      const { provider } = await esimgo(() => reply);
      const readings = [() => provider.getBalance?.(), () => provider.listTopUps?.(esim.iccid), () => provider.listPlans()[Symbol.asyncIterator]().next()];
      for (const read of readings) {
        const error: unknown = await Promise.resolve(read()).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: 'bad-response' });
        expect(wholeOf(error)).not.toContain(KEY);
      }
    }
  });
});

test('the state of an eSIM', async () => {
  const { provider } = await esimgo(() => ({ body: { ...esim, profileStatus: 'Installed', firstInstalledDateTime: 1_770_000_000_000, pin: '0000' } }));
  expect(await provider.readEsim(esim.iccid)).toMatchObject({ state: 'installed', profile });
});

test('the catalogue is an envelope or a bare list, priced in the currency of the account', async () => {
  const bundleOf = (name: string) => ({ name, countries: [{ name: 'France', region: 'Europe', iso: 'FR' }], dataAmount: 5000, duration: 30, price: 4.85 });
  const account = { currency: 'GBP', balance: 1 };
  const pages = [{ bundles: [bundleOf('a'), { name: 'broken' }], pageCount: 2 }, { bundles: [bundleOf('b')], pageCount: 2 }];
  for (const shape of [(page: number) => pages[page - 1], () => [bundleOf('a'), bundleOf('b')]]) {
    const { provider } = await esimgo(({ path }) => {
      const page = new URL(`http://x${path}`).searchParams.get('page');
      return { body: page === null ? account : shape(Number(page)) };
    });
    const plans = [];
    for await (const plan of provider.listPlans()) plans.push([plan.providerPlanId, plan.cost]);
    expect(plans).toEqual(['a', 'b'].map((name) => [name, { amountMinor: 485, currency: 'GBP' }]));
  }
});
