import { expect, test, vi } from 'vitest';
import { db } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { faultsOf } from '@/tests/audit';
import { given, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { startAfresh, workUntilRest } from '@/tests/shop-time';

vi.setConfig({ testTimeout: 120_000 });
const world = ownSandbox(startAfresh);

test.each<[string, Reply]>([
  ['cannot be read', { body: { organisations: [{ apiKey: 'the-key-itself', balance: 1 }] } }],
  ['is that there is no such page', { status: 404, body: { message: 'not found' } }],
])('an order whose quote is refused like a bad key, while the answer about our account %s, waits and is then delivered: nothing is kept, refunded or given to a person', async (_how, account) => {
  world.wires.esimgo.wire.instead = ({ path, body }) =>
    path.endsWith('/organisation') ? account : body.includes('"validate"') ? { status: 403, body: { message: 'access denied' } } : null;
  const order = await given.order({ provider: 'esimgo' });
  await fulfilOrder({ orderId: order.id });
  expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLING', reviewReasons: [], purchases: [{ status: 'REFUSED', errorCode: 'unavailable' }] });
  expect(await db().purchase.count({ where: { line: { orderId: order.id }, sealedAnswer: { not: null } } })).toBe(0);
  world.wires.esimgo.wire.instead = undefined;
  await workUntilRest([order.id], { stepMs: 30_000, most: 4 });
  expect(await stateOf(order.id)).toMatchObject({ status: 'FULFILLED', reviewReasons: [] });
  expect(world.purchases()).toHaveLength(1);
  expect(await faultsOf([order.id], world.purchases())).toEqual([]);
});
