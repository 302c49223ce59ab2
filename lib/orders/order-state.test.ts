import { describe, expect, test } from 'vitest';
import { ORDER_MOVES, statusesLeadingTo } from '@/lib/orders/order-state';
import { OrderStatus } from '@/generated/prisma/enums';

const all = Object.values(OrderStatus);

describe('order moves', () => {
  test('every status can be reached from the first', () => {
    const reached = new Set<OrderStatus>(['AWAITING_PAYMENT']);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const from of all.filter((status) => reached.has(status))) for (const to of ORDER_MOVES[from]) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...all].sort());
  });

  test('nothing leaves the end, and nothing returns to waiting for payment', () => {
    expect(ORDER_MOVES.FULFILLED).toEqual([]);
    expect(ORDER_MOVES.CANCELLED).toEqual([]);
    expect(statusesLeadingTo('AWAITING_PAYMENT')).toEqual([]);
  });

  test('only a paid order is bought, and only a bought one delivered', () => {
    expect(statusesLeadingTo('PAID')).toEqual(['AWAITING_PAYMENT']);
    expect(statusesLeadingTo('FULFILLING').sort()).toEqual(['NEEDS_REVIEW', 'PAID']);
    expect(statusesLeadingTo('FULFILLED').sort()).toEqual(['FULFILLING', 'NEEDS_REVIEW']);
  });
});
