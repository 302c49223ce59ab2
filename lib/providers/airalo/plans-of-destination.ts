import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { toPlan, type PlanSource } from '@/lib/providers/airalo/to-plan';
import { destination as destinationSchema, listOf, operator as operatorSchema, simPackage, type AiraloPricing } from '@/lib/providers/airalo/wire';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { NoteUnreadable, ProviderPlan } from '@/lib/providers/provider';

const answered = (item: string) => ({ providerId: 'airalo', endpoint: `GET /v2/packages: ${item}`, isKnown: isDocumented });

export type Tally = { seen: Set<string>; skip: NoteUnreadable };

const without = (value: unknown, key: string): Record<string, unknown> => {
  const { [key]: _left, ...rest } = value as Record<string, unknown>;
  return rest;
};

const fieldOf = (item: unknown, name: string): unknown => (typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[name] : undefined);

/** Top-ups are listed in between; what is neither is a plan that cannot be read. */
const isTopUp = (item: unknown): boolean => fieldOf(item, 'type') === 'topup';

function idOf(item: unknown): string | null {
  const id = fieldOf(item, 'id');
  return typeof id === 'string' && id !== '' ? id : null;
}

/** A part that cannot be read takes the packages below it along. */
function skipOperator(operator: unknown, { skip }: Tally): void {
  const below = listOf(fieldOf(operator, 'packages')).filter((item) => !isTopUp(item));
  if (below.length === 0) skip(null);
  for (const item of below) skip(idOf(item));
}

function skipDestination(destination: unknown, tally: Tally): void {
  const below = listOf(fieldOf(destination, 'operators'));
  if (below.length === 0) tally.skip(null);
  for (const operator of below) skipOperator(operator, tally);
}

function planOf(parts: Omit<PlanSource, 'package' | 'raw'> & { raw: Record<string, unknown> }, item: unknown): ProviderPlan | null {
  const parsed = parseItemNoting(simPackage, item, answered('package'));
  if (!parsed.success || parsed.data.type !== 'sim') return null;
  try {
    return toPlan({ ...parts, package: parsed.data, raw: { ...parts.raw, package: item } });
  } catch {
    return null;
  }
}

/** What is sold under one destination, each package once over the whole walk. */
export function* plansOfDestination(item: unknown, pricing: AiraloPricing | null, tally: Tally): Generator<ProviderPlan> {
  const destination = parseItemNoting(destinationSchema, item, answered('destination'));
  if (!destination.success) return skipDestination(item, tally);
  for (const rawOperator of destination.data.operators) {
    const operator = parseItemNoting(operatorSchema, rawOperator, answered('operator'));
    if (!operator.success) {
      skipOperator(rawOperator, tally);
      continue;
    }
    const raw = { pricing, destination: without(item, 'operators'), operator: without(rawOperator, 'packages') };
    for (const sold of listOf(operator.data.packages)) {
      if (isTopUp(sold)) continue;
      const plan = planOf({ destination: destination.data, operator: operator.data, pricing, raw }, sold);
      if (plan === null) tally.skip(idOf(sold));
      else if (!tally.seen.has(plan.providerPlanId)) {
        tally.seen.add(plan.providerPlanId);
        yield plan;
      }
    }
  }
}
