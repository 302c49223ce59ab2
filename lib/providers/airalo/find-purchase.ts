import type { AiraloClient } from '@/lib/providers/airalo/client';
import { findDescribed } from '@/lib/providers/airalo/find-described';
import { isOrderOf } from '@/lib/providers/airalo/purchase';
import { readPurchase } from '@/lib/providers/airalo/read-purchase';
import { toPurchase } from '@/lib/providers/airalo/to-purchase';
import type { AiraloOrder } from '@/lib/providers/airalo/wire';
import type { FoundPurchase, PurchaseRequest } from '@/lib/providers/provider';

/** What an earlier order left behind, placed at once or asynchronously: both carry our reference in their description, and nothing else tells them (§4.4, §7.2). */
export async function findPurchase(client: AiraloClient, request: PurchaseRequest, isBound: (providerOrderId: string) => Promise<boolean>): Promise<FoundPurchase> {
  const free: AiraloOrder[] = [];
  for (const row of await findDescribed(client, request.reference)) if (!(await isBound(row.id))) free.push(row);
  const [row] = free;
  if (!row) return { found: 'none' };
  if (free.length > 1 || !isOrderOf(row, request)) return { found: 'ambiguous' };
  const purchase = row.sims?.length ? toPurchase(row) : null;
  return { found: 'one', purchase: purchase ?? (await readPurchase(client, row.id)) };
}
