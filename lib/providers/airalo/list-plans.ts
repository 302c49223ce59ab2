import { log } from '@/lib/log';
import { catalogPages } from '@/lib/providers/airalo/catalog-pages';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { plansOfDestination, type Tally } from '@/lib/providers/airalo/plans-of-destination';
import type { NoteUnreadable, ProviderPlan } from '@/lib/providers/provider';

/** Local, then global: a walk without the filter can miss rows. Pages are counted from `meta`; links are never followed. */
export async function* listPlans(client: AiraloClient, noteUnreadable: NoteUnreadable = () => undefined): AsyncGenerator<ProviderPlan> {
  let skipped = 0;
  const skip: NoteUnreadable = (id) => {
    skipped += 1;
    noteUnreadable(id);
  };
  const tally: Tally = { seen: new Set(), skip };
  for (const type of ['local', 'global'] as const) {
    for await (const { data, pricing } of catalogPages(client, { query: { 'filter[type]': type } })) {
      for (const item of data) yield* plansOfDestination(item, pricing ?? null, tally);
    }
  }
  if (skipped > 0) log.warn({ provider: 'airalo', skipped, listed: tally.seen.size }, 'catalog.plans.skipped');
  if (skipped > 0 && tally.seen.size === 0) {
    throw new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: 'airalo: no package could be read' });
  }
}
