import { z } from 'zod';
import { db } from '@/lib/db/client';
import { planSnapshot } from '@/lib/orders/plan-snapshot';
import type { OrderStatus } from '@/generated/prisma/enums';
import type { Prisma } from '@/generated/prisma/client';

export type StaffOrderFilter = { search?: string; status?: OrderStatus; onlyCases?: boolean; page?: number };

const PAGE_SIZE = 50;

function searchFor(search: string): Prisma.OrderWhereInput {
  const text = search.trim();
  const like = { contains: text, mode: 'insensitive' as const };
  const byId = z.uuid().safeParse(text).success ? [{ id: text }] : [];
  const byIccid = /^\d{4}$/.test(text) ? [{ lines: { some: { esims: { some: { iccidLast4: text } } } } }] : [];
  return { OR: [{ number: like }, { email: like }, { payments: { some: { paymentIntentId: text } } }, ...byId, ...byIccid] };
}

/** Orders for staff, newest first; cases oldest first. */
export async function listOrdersForStaff({ search, status, onlyCases = false, page = 1 }: StaffOrderFilter) {
  const where: Prisma.OrderWhereInput = {
    ...(search?.trim() ? searchFor(search) : {}),
    ...(status ? { status } : {}),
    ...(onlyCases ? { NOT: { reviewReasons: { isEmpty: true } } } : {}),
  };
  const [total, orders] = await Promise.all([
    db().order.count({ where }),
    db().order.findMany({
      where, skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE,
      orderBy: onlyCases ? { reviewOpenedAt: 'asc' } : { createdAt: 'desc' },
      select: {
        id: true, number: true, email: true, status: true, createdAt: true, totalMinor: true, currency: true, reviewReasons: true, reviewOpenedAt: true,
        lines: { select: { quantity: true, providerId: true, planSnapshot: true } },
      },
    }),
  ]);
  return {
    total, page, pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    orders: orders.map(({ lines, ...order }) => ({
      ...order,
      lines: lines.map((line) => ({ quantity: line.quantity, providerId: line.providerId, title: planSnapshot.parse(line.planSnapshot).title })),
    })),
  };
}

/** Everything about one order that staff may see; install secrets are not part of it. */
export async function findOrderForStaff(orderId: string) {
  if (!z.uuid().safeParse(orderId).success) return null;
  const order = await db().order.findUnique({
    where: { id: orderId },
    include: {
      events: { orderBy: { id: 'asc' } },
      payments: { include: { refunds: { orderBy: { createdAt: 'asc' } } } },
      emails: { orderBy: { claimedAt: 'asc' } },
      lines: {
        include: {
          purchases: { orderBy: { intendedAt: 'asc' } },
          esims: { select: { id: true, iccidLast4: true, providerId: true, createdAt: true } },
        },
      },
    },
  });
  if (!order) return null;
  const { leaseToken: _token, guestLinkVersion: _version, attemptKey: _key, ...facts } = order;
  return {
    ...facts,
    lines: facts.lines.map((line) => ({
      ...line,
      snapshot: planSnapshot.parse(line.planSnapshot),
      purchases: line.purchases.map(({ sealedAnswer, ...purchase }) => ({ ...purchase, hasSealedAnswer: sealedAnswer !== null })),
    })),
  };
}
export type OrderForStaff = NonNullable<Awaited<ReturnType<typeof findOrderForStaff>>>;
