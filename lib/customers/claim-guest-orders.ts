import { transaction, rows } from '@/lib/db/sql';

export type VerifiedCustomer = { customerId: string; email: string };

const CLAIM = `UPDATE "Order" SET "customerId" = $1 WHERE "customerId" IS NULL AND lower(email) = lower($2) RETURNING id`;
const NOTE = `INSERT INTO "OrderEvent" ("orderId", kind, reason) SELECT unnest($1::uuid[]), 'account', 'claimed by the customer''s account'`;

/** Gives a customer the guest orders of an address they have proven to be theirs. Repeats find nothing more to do. */
export async function claimGuestOrders({ customerId, email }: VerifiedCustomer): Promise<number> {
  return transaction(async (sql) => {
    const claimed = await rows<{ id: string }>(sql, CLAIM, [customerId, email]);
    if (claimed.length > 0) await rows(sql, NOTE, [claimed.map(({ id }) => id)]);
    return claimed.length;
  });
}
