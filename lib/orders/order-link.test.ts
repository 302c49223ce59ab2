import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { orderToken } from '@/lib/auth/order-token';
import { db } from '@/lib/db/client';
import { holdsOrderLink, requestOrderLink } from '@/lib/orders/order-link';
import { listOrdersForCustomer } from '@/lib/orders/queries';
import { given, jobs } from '@/tests/given';

const rowOf = (id: string) => db().order.findUniqueOrThrow({ where: { id } });

test('a link opens its own order, while it is in force', async () => {
  const [mine, theirs] = [await given.order(), await given.order()];
  const token = orderToken(await rowOf(mine.id));
  expect(await holdsOrderLink(mine.id, token)).toBe(true);
  expect(await holdsOrderLink(theirs.id, token)).toBe(false);
  expect(await holdsOrderLink(randomUUID(), token)).toBe(false);
  expect(await holdsOrderLink(mine.id, '')).toBe(false);
  await db().order.update({ where: { id: mine.id }, data: { guestLinkExpiresAt: new Date(0) } });
  expect(await holdsOrderLink(mine.id, token)).toBe(false);
});

test('a new link is mailed only when number and address belong together', async () => {
  const order = await given.order({ email: 'ana@example.com' });
  const { number } = await rowOf(order.id);
  await requestOrderLink({ number, email: 'eve@example.com' });
  await requestOrderLink({ number: 'NOSUCH0000', email: 'ana@example.com' });
  expect(await jobs('email.order-link', order.id)).toHaveLength(0);
  await requestOrderLink({ number: ` ${number.toLowerCase()} `, email: 'ana@example.com' });
  expect(await jobs('email.order-link', order.id)).toHaveLength(1);
});

test('a customer’s history holds their own orders and no other, and none that was never paid', async () => {
  const [ada, eve] = await Promise.all([db().user.create({ data: {} }), db().user.create({ data: {} })]);
  const [own, other, unpaid] = [await given.order(), await given.order(), await given.order({ status: 'AWAITING_PAYMENT' })];
  await given.order();
  await db().order.updateMany({ where: { id: { in: [own.id, unpaid.id] } }, data: { customerId: ada.id } });
  await db().order.update({ where: { id: other.id }, data: { customerId: eve.id } });
  expect((await listOrdersForCustomer(ada.id)).map(({ id }) => id)).toEqual([own.id]);
});
