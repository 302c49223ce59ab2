import { unstable_cache } from 'next/cache';
import { findDestination, findPlan, listDestinations } from '@/lib/catalog/queries';

const DAY_SECONDS = 86_400;

// Tags tie pages to what they show: a sync expires just those whose facts changed.
export const cachedDestinations = unstable_cache(listDestinations, ['destinations'], { tags: ['catalog'], revalidate: DAY_SECONDS });

export const cachedDestination = (slug: string) =>
  unstable_cache(findDestination, ['destination'], { tags: [`destination:${slug}`, 'catalog'], revalidate: DAY_SECONDS })(slug);

export const cachedPlan = (slug: string) => unstable_cache(findPlan, ['plan'], { tags: [`plan:${slug}`], revalidate: DAY_SECONDS })(slug);
