import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { notAsked } from '@/lib/providers/esimgo/errors';
import { aboutOurs } from '@/lib/providers/esimgo/is-key-good';
import { statusAnswer } from '@/lib/providers/esimgo/wire-support';

/** §11: so many of one lot become balance again. Off until eSIM Go switches it on for the account; then it is refused. */
export async function refundStock(client: EsimGoClient, stockId: string, quantity: number): Promise<void> {
  if (!/^\d{1,15}$/.test(stockId)) throw notAsked('not the id of a lot');
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 100_000) throw notAsked('a quantity is a whole number from 1');
  await aboutOurs(client, () => client.change({ method: 'POST', path: '/inventory/refund', body: { usageId: Number(stockId), quantity } }, statusAnswer), 'no lot of ours');
}
