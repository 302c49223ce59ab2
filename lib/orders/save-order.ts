import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { pool } from '@/lib/db/client';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { noteOnOrder } from '@/lib/orders/order-state';
import type { PlanSnapshot } from '@/lib/orders/plan-snapshot';

/** One line to sell, priced by us: a plan of the shop's, or a package for an eSIM that is there already. */
export type LineToSell = {
  planId: string | null;
  topUpEsimId: string | null;
  providerId: string;
  providerPlanId: string;
  priceMinor: number;
  costMinor: number;
  currency: string;
  snapshot: PlanSnapshot;
  quantity: number;
};

export type OrderToSave = { attemptKey: string; email: string; locale: string; customerId: string | null; totalMinor: number; line: LineToSell };

export type OpenOrder = { id: string; number: string; status: string; totalMinor: number; currency: string; guestLinkVersion: number };

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const newOrderNumber = () => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

const INSERT = `INSERT INTO "Order" (id, number, "attemptKey", email, locale, "customerId", "totalMinor", currency, "deviceConfirmedAt", "guestLinkExpiresAt")
  VALUES ($1::uuid, $2, $3, $4, $5, $6, $7::int, $8, now(), now() + interval '400 days') ON CONFLICT ("attemptKey") DO NOTHING`;
const LOCK = 'SELECT id, number, status, "totalMinor", currency, "guestLinkVersion" FROM "Order" WHERE "attemptKey" = $1 FOR UPDATE';
const CHANGE = `UPDATE "Order" SET email = $2, locale = $3, "customerId" = $4, "totalMinor" = $5::int, currency = $6 WHERE id = $1::uuid`;
const LINE = `INSERT INTO "OrderLine" (id, "orderId", "planId", "planSnapshot", "providerId", "providerPlanId", quantity, "unitPriceMinor", "unitCostMinor", "topUpEsimId")
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5, $6, $7::int, $8::int, $9::int, $10::uuid)`;

async function writeLine(sql: Sql, orderId: string, line: LineToSell): Promise<void> {
  await rows(sql, 'DELETE FROM "OrderLine" WHERE "orderId" = $1::uuid', [orderId]);
  await rows(sql, LINE, [
    randomUUID(), orderId, line.planId, JSON.stringify(line.snapshot), line.providerId, line.providerPlanId, line.quantity, line.priceMinor, line.costMinor, line.topUpEsimId,
  ]);
}

/** The order of this attempt, where there is one. */
export async function findOrderOfAttempt(attemptKey: string): Promise<OpenOrder | null> {
  const [order] = await rows<OpenOrder>(pool(), 'SELECT id, number, status, "totalMinor", currency, "guestLinkVersion" FROM "Order" WHERE "attemptKey" = $1', [attemptKey]);
  return order ?? null;
}

/** Writes the order of this attempt, or finds it again; one that is paid stays as it is. */
export async function saveOrder({ attemptKey, email, locale, customerId, totalMinor, line }: OrderToSave): Promise<OpenOrder> {
  return transaction(async (sql) => {
    const fresh = randomUUID();
    await rows(sql, INSERT, [fresh, newOrderNumber(), attemptKey, email, locale, customerId, totalMinor, line.currency]);
    const [order] = await rows<OpenOrder>(sql, LOCK, [attemptKey]);
    if (!order) throw new AppError('try-again', 'the order vanished while it was placed', { retryable: true });
    if (order.status !== 'AWAITING_PAYMENT') return order;
    await rows(sql, CHANGE, [order.id, email, locale, customerId, totalMinor, line.currency]);
    await writeLine(sql, order.id, line);
    if (order.id === fresh) await noteOnOrder(sql, { orderId: fresh, kind: 'payment', reason: 'placed' });
    return { ...order, totalMinor, currency: line.currency };
  });
}
