import { withoutWorse, type BoardRow } from '@/components/catalog/board-rows';
import type { BoardGroup } from '@/components/catalog/plan-board';
import { toBoardRows } from '@/components/catalog/to-board-rows';
import type { DestinationPage, PlanCard } from '@/lib/catalog/queries';

type Words = Parameters<typeof toBoardRows>[1];

// Wider plans repeat on every country's page: of each region only those that nothing else there beats.
function best(plans: PlanCard[], words: Words): BoardRow[] {
  const regions = [...new Set(plans.map(({ destinationSlug }) => destinationSlug))];
  const kept = new Set(regions.flatMap((slug) => withoutWorse(toBoardRows(plans.filter((plan) => plan.destinationSlug === slug), words)).map(([plan]) => plan)));
  return toBoardRows(plans.filter(({ slug }) => kept.has(slug)), words);
}

/** Local, regional and global plans, each under its heading. */
export function boardGroups(place: DestinationPage, name: string, words: Words): BoardGroup[] {
  const t = words.destination;
  return [
    { id: 'local', title: t(place.kind === 'country' ? 'local' : 'own', { place: name }), rows: toBoardRows(place.own, words) },
    { id: 'regional', title: t('regional', { place: name }), rows: best(place.wider.filter(({ kind }) => kind === 'region'), words) },
    { id: 'global', title: t('global'), rows: best(place.wider.filter(({ kind }) => kind === 'global'), words) },
  ];
}
