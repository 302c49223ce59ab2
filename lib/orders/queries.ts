import { z } from 'zod';
import { db } from '@/lib/db/client';
import { maySeeOrder, type OrderViewer } from '@/lib/auth/order-access-rule';
import { planSnapshot } from '@/lib/orders/plan-snapshot';

const isUuid = (value: string) => z.uuid().safeParse(value).success;

const access = { id: true, customerId: true, guestLinkVersion: true, guestLinkExpiresAt: true } as const;

const payments = { payments: { select: { status: true, failureCode: true, refunds: { select: { amountMinor: true, status: true } } } } } as const;

const sumOf = (refunds: { amountMinor: number; status: string }[], statuses: string[]) =>
  refunds.filter((refund) => statuses.includes(refund.status)).reduce((sum, refund) => sum + refund.amountMinor, 0);

const refusalShape = z.object({ reason: z.string(), availableQuantity: z.number().optional() }).nullable();

/** The order as its owner may see it; null when it is not there or not theirs, which look the same. */
export async function findOrderForViewer(orderId: string, viewer: OrderViewer) {
  if (!isUuid(orderId)) return null;
  const order = await db().order.findUnique({
    where: { id: orderId },
    include: { ...payments, lines: { include: { esims: { select: { id: true, iccidLast4: true }, orderBy: { position: 'asc' } }, topUpEsim: { select: { id: true, iccidLast4: true, line: { select: { orderId: true } } } } } } },
  });
  if (!order || !maySeeOrder(order, viewer)) return null;
  const refunds = order.payments.flatMap((payment) => payment.refunds);
  const payment = order.payments[0];
  return {
    id: order.id, number: order.number, status: order.status, email: order.email, locale: order.locale,
    createdAt: order.createdAt, paidAt: order.paidAt, statusChangedAt: order.statusChangedAt,
    totalMinor: order.totalMinor, currency: order.currency,
    refundedMinor: sumOf(refunds, ['succeeded', 'pending', 'intended']),
    isRefundPending: refunds.some((refund) => refund.status === 'intended' || refund.status === 'pending'),
    isPaymentProcessing: payment?.status === 'processing',
    paymentFailure: payment?.status === 'failed' ? (payment.failureCode ?? 'unknown') : null,
    reviewOpened: order.reviewReasons.length > 0,
    refusal: refusalShape.parse(order.refusal ?? null),
    lines: order.lines.map((line) => {
      const snapshot = planSnapshot.parse(line.planSnapshot);
      return {
        id: line.id, providerPlanId: line.providerPlanId, quantity: line.quantity, unitPriceMinor: line.unitPriceMinor, snapshot,
        esims: line.esims,
        topUp: line.topUpEsim && { esimId: line.topUpEsim.id, iccidLast4: line.topUpEsim.iccidLast4, orderId: line.topUpEsim.line.orderId },
        replaced: line.replacedSnapshot === null ? null : planSnapshot.parse(line.replacedSnapshot),
      };
    }),
  };
}
export type OrderForViewer = NonNullable<Awaited<ReturnType<typeof findOrderForViewer>>>;

/** The little that a waiting page asks for again and again. */
export async function findOrderStatus(orderId: string, viewer: OrderViewer) {
  if (!isUuid(orderId)) return null;
  const order = await db().order.findUnique({
    where: { id: orderId },
    select: { ...access, status: true, statusChangedAt: true, reviewReasons: true, ...payments, lines: { select: { _count: { select: { esims: true } } } } },
  });
  if (!order || !maySeeOrder(order, viewer)) return null;
  const refunds = order.payments.flatMap((payment) => payment.refunds);
  return {
    status: order.status,
    statusChangedAt: order.statusChangedAt.toISOString(),
    reviewOpened: order.reviewReasons.length > 0,
    payment: order.payments[0]?.status ?? null,
    refundedMinor: sumOf(refunds, ['succeeded', 'pending', 'intended']),
    isRefundPending: refunds.some((refund) => refund.status === 'intended' || refund.status === 'pending'),
    esimCount: order.lines.reduce((sum, line) => sum + line._count.esims, 0),
  };
}

/** A signed-in customer's orders, newest first; unpaid ones are left out. */
export async function listOrdersForCustomer(customerId: string) {
  const orders = await db().order.findMany({
    where: { customerId, NOT: { status: 'AWAITING_PAYMENT' } },
    orderBy: { createdAt: 'desc' },
    take: 200,
    select: { id: true, number: true, createdAt: true, status: true, totalMinor: true, currency: true, lines: { select: { quantity: true, planSnapshot: true } } },
  });
  return orders.map(({ lines, ...order }) => ({
    ...order,
    lines: lines.map((line) => {
      const snapshot = planSnapshot.parse(line.planSnapshot);
      return { snapshot, quantity: line.quantity };
    }),
  }));
}
