import { allowance } from '@/lib/providers/esimgo/wire-support';
import type { Allowance } from '@/lib/providers/provider';

/** Minutes or texts as they are counted; less than nothing is a mark of theirs, and no number. */
export const counted = (quantity: number | undefined): number | null => (quantity === undefined || quantity < 0 ? null : quantity);

const UNITS = { voice: 'mins', sms: 'sms' } as const;

/** v2.5: minutes or texts among the allowances of a bundle, at home where it says so, else wherever it counts (§17). Null = none, or in a unit we do not know. */
export function countedAllowance(allowances: readonly unknown[], kind: 'voice' | 'sms'): Allowance | null {
  const all = allowances.flatMap((each) => {
    const parsed = allowance.safeParse(each);
    return parsed.success && parsed.data.type?.toLowerCase() === kind ? [parsed.data] : [];
  });
  const found = all.find(({ service }) => service?.toUpperCase() === 'STANDARD') ?? all[0];
  if (!found) return null;
  if (found.unlimited === true) return { isUnlimited: true };
  if (found.unit?.toLowerCase() !== UNITS[kind]) return null;
  return { isUnlimited: false, total: counted(found.amount), remaining: counted(found.remaining ?? found.remainingQuantity) };
}
