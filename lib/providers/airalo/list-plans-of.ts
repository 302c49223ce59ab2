import { catalogPages, type CatalogPage } from '@/lib/providers/airalo/catalog-pages';
import type { AiraloClient } from '@/lib/providers/airalo/client';
import { toTopUp } from '@/lib/providers/airalo/list-top-ups';
import { plansOfDestination, type Tally } from '@/lib/providers/airalo/plans-of-destination';
import { readRow } from '@/lib/providers/airalo/readable-rows';
import { destination, operator } from '@/lib/providers/airalo/wire';
import { topUpPackage } from '@/lib/providers/airalo/wire-sims';
import type { PlanSelection } from '@/lib/providers/esim-support';
import type { ProviderPlan, TopUpPlan } from '@/lib/providers/provider';

/** Without a country or a kind of place, local and global: a walk without either can miss rows (§6.1). */
async function* pagesOf(client: AiraloClient, { scope, countryCode, locale }: PlanSelection, more: Record<string, string> = {}): AsyncGenerator<CatalogPage> {
  const scopes = scope ? [scope] : countryCode ? [undefined] : (['local', 'global'] as const);
  for (const each of scopes) {
    const query = { ...(each ? { 'filter[type]': each } : {}), ...(countryCode ? { 'filter[country]': countryCode } : {}), ...more };
    yield* catalogPages(client, { query, locale });
  }
}

/** §6.1. A country Airalo does not know is refused. */
export async function* listPlansOf(client: AiraloClient, selection: PlanSelection): AsyncGenerator<ProviderPlan> {
  const tally: Tally = { seen: new Set(), skip: () => undefined };
  for await (const { data, pricing } of pagesOf(client, selection)) {
    for (const item of data) yield* plansOfDestination(item, pricing ?? null, tally);
  }
}

function* packagesOf(item: unknown): Generator<unknown> {
  for (const each of destination.safeParse(item).data?.operators ?? []) yield* operator.safeParse(each).data?.packages ?? [];
}

/** With `include=topup` they stand between the plans, known by their type and not by their names (§6.5). */
export async function* listTopUpsOf(client: AiraloClient, selection: PlanSelection): AsyncGenerator<TopUpPlan> {
  const seen = new Set<string>();
  for await (const { data, pricing } of pagesOf(client, selection, { include: 'topup' })) {
    for (const item of data.flatMap((each) => [...packagesOf(each)])) {
      const sold = readRow(item, topUpPackage, 'GET /v2/packages: top-up');
      const topUp = sold && toTopUp(sold, pricing ?? null);
      if (!topUp || seen.has(topUp.providerPlanId)) continue;
      seen.add(topUp.providerPlanId);
      yield topUp;
    }
  }
}
