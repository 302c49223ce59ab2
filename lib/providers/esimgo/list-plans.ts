import { log } from '@/lib/log';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { esimGoError } from '@/lib/providers/esimgo/errors';
import { toPlan } from '@/lib/providers/esimgo/to-plan';
import { bundle as bundleSchema, cataloguePage } from '@/lib/providers/esimgo/wire';
import type { NoteUnreadable, ProviderPlan } from '@/lib/providers/provider';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /catalogue: bundle', isKnown: isDocumented };
const PAGE_SIZE = 250;
const MAX_PAGES = 1_000;
const MAX_WAIT_MS = 65_000;

function planOf(item: unknown, currency: string): ProviderPlan | null {
  const parsed = parseItemNoting(bundleSchema, item, ANSWERED);
  if (!parsed.success) return null;
  try {
    return toPlan(parsed.data, currency, item);
  } catch {
    return null;
  }
}

function nameOf(item: unknown): string | null {
  const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : null;
  return typeof name === 'string' && name !== '' ? name : null;
}

/** Prices carry no currency of their own: `currency` is the organisation's. */
export async function* listPlans(client: EsimGoClient, currency: string, noteUnreadable: NoteUnreadable = () => undefined): AsyncGenerator<ProviderPlan> {
  const seen = new Set<string>();
  let skipped = 0;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ page: String(page), perPage: String(PAGE_SIZE), orderBy: 'bundleName', direction: 'asc' });
    const answer = await client.read(`/catalogue?${query}`, cataloguePage, { maxRetryWaitMs: MAX_WAIT_MS });
    const before = seen.size + skipped;
    for (const item of answer.bundles) {
      const plan = planOf(item, currency);
      if (plan === null) {
        skipped += 1;
        noteUnreadable(nameOf(item));
      } else if (!seen.has(plan.providerPlanId)) {
        seen.add(plan.providerPlanId);
        yield plan;
      }
    }
    // A server that ignores `page` answers with what we know already.
    const isRepeated = seen.size + skipped === before;
    const isLast = answer.pageCount === undefined ? answer.bundles.length < PAGE_SIZE : page >= answer.pageCount;
    if (isRepeated || isLast) break;
  }
  if (skipped > 0) log.warn({ provider: 'esimgo', skipped, listed: seen.size }, 'catalog.plans.skipped');
  if (skipped > 0 && seen.size === 0) throw esimGoError({ code: 'bad-response' }, { message: 'esimgo: no bundle could be read' });
}
