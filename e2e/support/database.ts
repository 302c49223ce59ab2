import pg from 'pg';

/** What the shop wrote down, read beside it. */
export async function readRows<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export type BoughtLine = { providerId: string; providerPlanId: string; providerOrderId: string | null; status: string };

export const purchasesInShop = (orderId: string) =>
  readRows<BoughtLine>(
    'SELECT p."providerId", p."providerPlanId", p."providerOrderId", p.status FROM "Purchase" p JOIN "OrderLine" l ON l.id = p."lineId" WHERE l."orderId" = $1',
    [orderId],
  );

export const paymentIntentOf = async (orderId: string) =>
  (await readRows<{ paymentIntentId: string }>('SELECT "paymentIntentId" FROM "Payment" WHERE "orderId" = $1', [orderId]))[0]?.paymentIntentId ?? 'none';
