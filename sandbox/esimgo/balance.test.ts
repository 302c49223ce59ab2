import { beforeEach, expect, test } from 'vitest';
import { createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
  shop.patch({ balance: 250 });
});

const topUp = (amount: string) => shop.call('POST', `/organisation/balance?amount=${amount}`);

test('§12 the saved card is charged: at least 1000, at most 5000 a day', async () => {
  for (const amount of ['', '999', '1000.5', 'all']) expect((await topUp(amount))[0]).toBe(400);
  expect(await topUp('1000')).toEqual([200, { amount: 1_000, balance: 1_250, ref: expect.any(Number) }]);
  expect((await topUp('4001'))[0]).toBe(400);
  expect((await topUp('4000'))[0]).toBe(200);
  expect((await topUp('1000'))[0]).toBe(400);
  shop.world.advance(DAY);
  expect((await topUp('5000'))[0]).toBe(200);
  expect(shop.world.ledger({ service: 'esimgo', type: 'charge' }).map(({ data }) => data.amount)).toEqual([1_000, 4_000, 5_000]);
});

test('§7.4 what is paid in stands in the list of orders with its invoice, and is no purchase of bundles', async () => {
  await topUp('1000');
  shop.patch({ autoTopUp: { below: 1_300, amount: 500 } });
  shop.world.advance(1_000);
  await shop.buy();
  expect((await shop.orders()).map(({ order }) => String(order[0]?.type)).toSorted()).toEqual(['apiTopup', 'autoTopup', 'bundle', 'topup']);
  expect((await shop.orders()).find(({ order }) => order[0]?.type === 'apiTopup')).toMatchObject({ total: 1_000, invoiceLink: expect.stringContaining('https://') });
  expect(shop.world.ledger({ service: 'esimgo', type: 'purchase' })).toHaveLength(1);
});

test('§12 groups have a name for sure, and perhaps more; the organisation names the same', async () => {
  expect(await shop.json('/organisation/groups')).toMatchObject({ groups: [{ name: 'Standard Fixed', priceListUrl: expect.any(String) }, { name: 'Standard Long Duration' }, {}, {}, {}] });
  shop.patch({ groupSuffix: ' Bundles' });
  expect(await shop.json('/organisation/groups')).toMatchObject({ groups: [{ name: 'Standard Fixed Bundles' }, {}, {}, {}, {}] });
  expect(await shop.json('/organisation')).toMatchObject({ organisations: [{ groups: expect.arrayContaining(['Standard Fixed Bundles']) }] });
});

test('§12 the organisation tells its key, its callback address and its test credit', async () => {
  shop.patch({ callbackUrl: 'https://shop.example/hook', testCredit: 50, testCreditExpiry: '2027-01-01' });
  expect(await shop.json('/organisation')).toMatchObject({
    organisations: [{ apiKey: 'sandbox-esimgo-key-0123456789abcdef', callbackUrl: 'https://shop.example/hook', testCredit: 50, testCreditExpiry: '2027-01-01', taxLiable: 'No', users: [{ role: 'Owner' }] }],
  });
});
