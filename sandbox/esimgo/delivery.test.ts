import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Listening, listen } from '../listen.ts';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

let shop: Organisation;
let server: Listening;
beforeEach(async () => {
  shop = createOrganisation();
  server = await listen(shop.app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

const ledger = () => shop.world.ledger({ service: 'esimgo', type: 'purchase' });
const overTheWire = () =>
  fetch(`http://127.0.0.1:${server.port}/v2.4/orders`, {
    method: 'POST',
    headers: { 'X-API-Key': shop.esimgo.settings.apiKey },
    body: JSON.stringify({ type: 'transaction', assign: true, order: [{ type: 'bundle', quantity: 1, item: BUNDLE }] }),
  });

test('§18.4 two identical orders in flight are two orders, and nothing but their references tells them apart', async () => {
  shop.patch({ slowOrderMs: 100 });
  const [first, second] = await Promise.all([shop.buy(), shop.buy()]);
  expect(first?.orderReference).not.toBe(second?.orderReference);
  expect(first?.order[0]?.iccids).not.toEqual(second?.order[0]?.iccids);
  const since = new Date(Date.parse(first?.createdDate ?? '') - 2_000).toISOString();
  expect(await shop.orders(`includeIccids=true&createdAt=gte:${since}`)).toHaveLength(2);
  expect(ledger()).toHaveLength(2);
});

test('§21 the answer to an order that was made is lost on the wire: the list has it, with its eSIM', async () => {
  shop.world.faultQueue.add({ service: 'esimgo', operation: 'order', fault: { kind: 'act-then-hang-up' } });
  await expect(overTheWire()).rejects.toThrow();
  expect(ledger()).toHaveLength(1);
  expect((await shop.orders('includeIccids=true'))[0]).toMatchObject({ orderReference: ledger()[0]?.reference, order: [{ esims: [{}] }] });
});

test('§21 an order may be made and answered with 500', async () => {
  shop.patch({ failuresAfterCommit: { [BUNDLE]: { status: 500, message: 'Internal server error' } } });
  expect((await shop.ask()).status).toBe(500);
  expect((await shop.ask({}, 'validate')).status).toBe(200);
  expect(ledger()).toHaveLength(1);
  expect((await shop.orders())[0]?.orderReference).toBe(ledger()[0]?.reference);
});

test.each([0, 120_000])('§18.4 an order enters the list %i ms after it was made', async (ms) => {
  shop.patch({ visibilityDelays: { [BUNDLE]: ms } });
  const late = await shop.buy();
  const other = await shop.buy({ item: 'esim_2GB_15D_PT_V2' });
  const listed = async () => (await shop.orders()).map(({ orderReference }) => orderReference);
  expect(await listed()).toContain(other.orderReference);
  if (ms > 0) {
    expect(await listed()).not.toContain(late.orderReference);
    shop.world.advance(ms - 1_000);
    expect(await listed()).not.toContain(late.orderReference);
    shop.world.advance(1_000);
  }
  expect(await listed()).toContain(late.orderReference);
});

test('two of three eSIMs are delivered and three are paid; the third never comes, or some time later', async () => {
  shop.patch({ shortDelivery: { [BUNDLE]: 1 } });
  const never = await shop.buy({ quantity: 3 });
  expect(never).toMatchObject({ status: 'completed', statusMessage: 'Order completed: 2 eSIMs assigned', order: [{ quantity: 3 }] });
  expect([never.order[0]?.esims?.length, never.order[0]?.iccids?.length]).toEqual([2, 2]);
  expect(shop.esimgo.settings.balance).toBeCloseTo(100_000 - never.total, 2);
  shop.patch({ shortDeliveryMs: 60_000 });
  const later = await shop.buy({ quantity: 3 });
  const delivered = async (reference: string) => await shop.json(`/esims/assignments?reference=${reference}`);
  shop.world.advance(59_000);
  expect(await delivered(later.orderReference)).toHaveLength(2);
  shop.world.advance(1_000);
  expect(await delivered(later.orderReference)).toHaveLength(3);
  expect(await delivered(never.orderReference)).toHaveLength(2);
  const full = await shop.buy({ item: 'esim_2GB_15D_PT_V2', quantity: 3 });
  expect(full.order[0]?.iccids).toHaveLength(3);
});

test('§2.1 more than five bundles are prepared a little later', async () => {
  expect(await shop.buy({ quantity: 5 })).toMatchObject({ status: 'completed' });
  const large = await shop.buy({ quantity: 6 });
  expect(large).toMatchObject({ status: 'processing', order: [{ esims: [], iccids: [] }] });
  shop.world.advance(2_000);
  expect(await shop.json(`/orders/${large.orderReference}`)).toMatchObject({ status: 'completed', order: [{ esims: expect.arrayContaining([{ iccid: expect.any(String), matchingId: expect.any(String), smdpAddress: expect.any(String) }]) }] });
});

test('§7.1 an order of several bundles counts its assignments through', async () => {
  const body = { type: 'transaction', assign: true, order: [{ type: 'bundle', quantity: 2, item: BUNDLE }, { type: 'bundle', quantity: 1, item: 'esim_2GB_15D_PT_V2' }] };
  const [status, answer] = await shop.call('POST', '/orders', body);
  expect([status, answer]).toMatchObject([200, { order: [{ item: BUNDLE }, { item: 'esim_2GB_15D_PT_V2' }] }]);
  const [order] = await shop.orders('includeIccids=true');
  const iccids = order?.order.flatMap((item) => item.iccids ?? []) ?? [];
  const references = await Promise.all(iccids.map(async (iccid) => (await shop.bundles(iccid))[0]?.assignmentReference));
  expect(references).toEqual([0, 1, 2].map((index) => `${order?.orderReference}-${index}`));
});
