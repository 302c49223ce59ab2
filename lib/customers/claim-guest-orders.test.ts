import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { claimGuestOrders } from '@/lib/customers/claim-guest-orders';
import { db } from '@/lib/db/client';

const customer = async (email: string) => ({ customerId: (await db().user.create({ data: { email, emailVerified: new Date() } })).id, email });
const guestOrder = (email: string, customerId: string | null = null) =>
  db().order.create({ data: { number: randomUUID().slice(0, 10), attemptKey: randomUUID(), email, totalMinor: 450, currency: 'USD', customerId } });
const ownerOf = async (id: string) => (await db().order.findUniqueOrThrow({ where: { id } })).customerId;

test('a verified address gets its guest orders, however it was written, once', async () => {
  const ada = await customer('ada@example.com');
  const [own, shouted, other] = await Promise.all([guestOrder('ada@example.com'), guestOrder('Ada@Example.com'), guestOrder('eve@example.com')]);
  expect(await claimGuestOrders(ada)).toBe(2);
  expect(await claimGuestOrders(ada)).toBe(0);
  expect([await ownerOf(own.id), await ownerOf(shouted.id), await ownerOf(other.id)]).toEqual([ada.customerId, ada.customerId, null]);
  expect(await db().orderEvent.count({ where: { orderId: own.id } })).toBe(1);
});

test('an order that belongs to an account is not taken from it', async () => {
  const [bob, carol] = [await customer('bob@example.com'), await customer('carol@example.com')];
  const order = await guestOrder('carol@example.com', bob.customerId);
  expect(await claimGuestOrders(carol)).toBe(0);
  expect(await ownerOf(order.id)).toBe(bob.customerId);
});
