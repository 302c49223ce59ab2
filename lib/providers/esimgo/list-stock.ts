import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { StockItem } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { stockAnswer, stockedBundle, stockLot } from '@/lib/providers/esimgo/wire-support';
import { plainText } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /inventory: bundle', isKnown: isDocumented };
const LOT = { ...ANSWERED, endpoint: 'GET /inventory: lot' };

function lotsOf(item: unknown): StockItem[] {
  const bundle = parseItemNoting(stockedBundle, item, ANSWERED);
  if (!bundle.success) return [];
  const { name, desc, available } = bundle.data;
  return available.flatMap((each) => {
    const lot = parseItemNoting(stockLot, each, LOT);
    if (!lot.success || lot.data.remaining === undefined) return [];
    const { id, total, remaining, expiry } = lot.data;
    return [{ stockId: id, providerPlanId: name, title: plainText(desc, 120) || plainText(name, 120), total: Math.max(total ?? remaining, 0), remaining: Math.max(remaining, 0), expiresAt: readMoment(expiry) }];
  });
}

/** §11: what was bought ahead and is on no eSIM, lot by lot. */
export async function listStock(client: EsimGoClient): Promise<StockItem[]> {
  const { bundles } = await client.read('/inventory', stockAnswer);
  return bundles.flatMap(lotsOf);
}
