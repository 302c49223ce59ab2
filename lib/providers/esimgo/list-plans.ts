import { log } from '@/lib/log';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { esimGoError } from '@/lib/providers/esimgo/errors';
import { toPlan } from '@/lib/providers/esimgo/to-plan';
import { walkCatalogue } from '@/lib/providers/esimgo/walk-catalogue';
import { bundle as bundleSchema } from '@/lib/providers/esimgo/wire';
import type { NoteUnreadable, ProviderPlan } from '@/lib/providers/provider';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /catalogue: bundle', isKnown: isDocumented };
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
  let listed = 0;
  let skipped = 0;
  for await (const item of walkCatalogue(client, { orderBy: 'bundleName', direction: 'asc' }, { maxRetryWaitMs: MAX_WAIT_MS })) {
    const plan = planOf(item, currency);
    if (plan === null) {
      skipped += 1;
      noteUnreadable(nameOf(item));
    } else {
      listed += 1;
      yield plan;
    }
  }
  if (skipped > 0) log.warn({ provider: 'esimgo', skipped, listed }, 'catalog.plans.skipped');
  if (skipped > 0 && listed === 0) throw esimGoError({ code: 'bad-response' }, { message: 'esimgo: no bundle could be read' });
}
