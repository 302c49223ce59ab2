import type { EsimGoOrder } from '@/lib/providers/esimgo/wire';

/** Every eSIM an order names, in either of the two places, each once. */
export function iccidsOf({ order }: EsimGoOrder): string[] {
  const all = order.flatMap((item) => {
    const named = Array.isArray(item['iccids']) ? item['iccids'].filter((iccid): iccid is string => typeof iccid === 'string') : [];
    return [...named, ...(item.esims ?? []).map(({ iccid }) => iccid)].map((iccid) => iccid.trim()).filter(Boolean);
  });
  return [...new Set(all)];
}
