import type { z } from 'zod';
import { HttpFailure } from '@/lib/http/http-failure';
import { log } from '@/lib/log';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { toPlan, type PlanSource } from '@/lib/providers/airalo/to-plan';
import {
  destination as destinationSchema, listOf, operator as operatorSchema, packagesPage, simPackage, type AiraloPricing,
} from '@/lib/providers/airalo/wire';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { NoteUnreadable, ProviderPlan } from '@/lib/providers/provider';

/** Page sizes are counted in destinations, and each brings all its plans: a page that is too big is asked for in smaller ones. */
const FIRST_PAGE_SIZE = 10;
const SMALLER: Record<number, number> = { 10: 5, 5: 1 };
const MAX_PAGES = 1_000;
/** The packages limit is per minute, and nobody waits for a sync. */
const MAX_WAIT_MS = 65_000;

const answered = (item: string) => ({ providerId: 'airalo', endpoint: `GET /v2/packages: ${item}`, isKnown: isDocumented });

type Tally = { seen: Set<string>; skip: NoteUnreadable };

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

function* plansOfDestination(item: unknown, pricing: AiraloPricing | null, tally: Tally): Generator<ProviderPlan> {
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

const isTooLarge = (error: unknown) => error instanceof AiraloError && error.cause instanceof HttpFailure && error.cause.reason === 'body-too-large';

async function* pagesOf(client: AiraloClient, type: 'local' | 'global'): AsyncGenerator<z.infer<typeof packagesPage>> {
  let size = FIRST_PAGE_SIZE;
  for (let page = 1, lastPage = 1; page <= Math.min(lastPage, MAX_PAGES); ) {
    const query = new URLSearchParams({ 'filter[type]': type, limit: String(size), page: String(page) });
    try {
      const answer = await client.read(`/v2/packages?${query}`, packagesPage, { maxRetryWaitMs: MAX_WAIT_MS });
      if (answer.data.length === 0) return;
      lastPage = answer.meta?.last_page ?? (answer.data.length < size ? page : page + 1);
      yield answer;
      page += 1;
    } catch (error) {
      const smaller = SMALLER[size];
      if (!smaller || !isTooLarge(error)) throw error;
      page = ((page - 1) * size) / smaller + 1;
      lastPage = page;
      size = smaller;
    }
  }
}

/** Local, then global: a walk without the filter can miss rows. Pages are counted from `meta`; links are never followed. */
export async function* listPlans(client: AiraloClient, noteUnreadable: NoteUnreadable = () => undefined): AsyncGenerator<ProviderPlan> {
  let skipped = 0;
  const skip: NoteUnreadable = (id) => {
    skipped += 1;
    noteUnreadable(id);
  };
  const tally: Tally = { seen: new Set(), skip };
  for (const type of ['local', 'global'] as const) {
    for await (const { data, pricing } of pagesOf(client, type)) {
      for (const item of data) yield* plansOfDestination(item, pricing ?? null, tally);
    }
  }
  if (skipped > 0) log.warn({ provider: 'airalo', skipped, listed: tally.seen.size }, 'catalog.plans.skipped');
  if (skipped > 0 && tally.seen.size === 0) {
    throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: no package could be read' });
  }
}
