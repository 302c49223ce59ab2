import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addOrderAccess, readOrderAccess, writeOrderAccess } from '@/lib/auth/order-access';
import { maySeeOrder } from '@/lib/auth/order-access-rule';
import { orderToken } from '@/lib/auth/order-token';

const order = { id: randomUUID(), customerId: null, guestLinkVersion: 1, guestLinkExpiresAt: new Date(Date.now() + 60_000) };
const nobody = { customerId: null, isStaff: false, orderAccess: [] };
const holding = (token: string, orderId = order.id) => ({ ...nobody, orderAccess: readOrderAccess(writeOrderAccess([{ orderId, token }])) });

test('a cookie gives back what was put in, newest first, each order once, at most ten', () => {
  const pairs = Array.from({ length: 12 }, () => ({ orderId: randomUUID(), token: orderToken({ id: randomUUID(), guestLinkVersion: 1 }) }));
  const access = [...pairs, ...pairs].reduce(addOrderAccess, [] as typeof pairs);
  expect(readOrderAccess(writeOrderAccess(access))).toEqual(pairs.toReversed().slice(0, 10));
});

test('any other cookie is read without a fault and gives nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (cookie) => readOrderAccess(cookie).length === 0));
  expect(readOrderAccess(undefined)).toEqual([]);
});

test('only the right token of the right order, still in force, opens it', () => {
  expect(maySeeOrder(order, holding(orderToken(order)))).toBe(true);
  expect(maySeeOrder(order, nobody)).toBe(false);
  expect(maySeeOrder(order, { ...nobody, isStaff: true })).toBe(false);
  expect(maySeeOrder(order, holding(orderToken({ ...order, guestLinkVersion: 2 })))).toBe(false);
  expect(maySeeOrder({ ...order, guestLinkVersion: 2 }, holding(orderToken(order)))).toBe(false);
  expect(maySeeOrder({ ...order, guestLinkExpiresAt: new Date(0) }, holding(orderToken(order)))).toBe(false);
  expect(maySeeOrder(order, holding(orderToken(order), randomUUID()))).toBe(false);
});

test('an order of an account is seen by that account and no other', () => {
  const owned = { ...order, customerId: 'ada' };
  expect(maySeeOrder(owned, { ...nobody, customerId: 'ada' })).toBe(true);
  expect(maySeeOrder(owned, { ...nobody, customerId: 'eve' })).toBe(false);
  expect(maySeeOrder(order, { ...nobody, customerId: 'eve' })).toBe(false);
});
