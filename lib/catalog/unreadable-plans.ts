import { enqueueExpiry } from '@/lib/catalog/enqueue-expiry';
import { expirePages } from '@/lib/catalog/expire-pages';
import { listMissing } from '@/lib/catalog/staging';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { log } from '@/lib/log';

/** Plans a list holds and nobody can read; `nameless` = how many do not even say which they are. */
export type Unreadable = { names: Set<string>; nameless: number };

const takeOff = (which: string) => `UPDATE "Plan" p SET "isOnSale" = false, "offSaleReason" = 'unreadable', "changedAt" = now()
  WHERE p."providerId" = $1 AND p."isOnSale" AND ${which} RETURNING slug, "destinationSlug"`;

const NAMED = takeOff(`p."providerPlanId" = ANY($2::text[])`);

/** A list that could not be read for so long says nothing any more about what is sold, hours. */
const KEEP_HOURS = 24;
const UNREAD = takeOff(`p."changedAt" < now() - interval '${KEEP_HOURS} hours' AND NOT EXISTS (SELECT 1 FROM "CatalogSync" c WHERE c."providerId" = $1
  AND (c.status IN ('completed', 'held') OR c.error IN ('superseded', 'rejected by staff')) AND c."startedAt" > now() - interval '${KEEP_HOURS} hours')`);

/** All of them, or none when they are more than `most`. */
async function upTo(most: number, chunks: AsyncIterable<string[]>): Promise<string[]> {
  const all: string[] = [];
  if (most === 0) return all;
  for await (const chunk of chunks) {
    all.push(...chunk);
    if (all.length > most) return [];
  }
  return all;
}

type Gone = { slug: string; destinationSlug: string };

const tagsOf = (gone: readonly Gone[]) => (gone.length === 0 ? [] : [...new Set(['catalog', ...gone.flatMap(({ slug, destinationSlug }) => [`plan:${slug}`, `destination:${destinationSlug}`])])]);

/** Plans and the job that takes their pages away change together. */
async function takeOffSale(providerId: string, takenBy: (sql: Sql) => Promise<Gone[]>): Promise<number> {
  const tags = await transaction(async (sql) => {
    const outdated = tagsOf(await takenBy(sql));
    await enqueueExpiry(sql, outdated);
    return outdated;
  });
  await expirePages(tags);
  const plans = tags.filter((tag) => tag.startsWith('plan:')).length;
  if (plans > 0) log.warn({ provider: providerId, plans }, 'catalog.plans.unreadable');
  return plans;
}

/**
 * Takes plans off sale that are listed and cannot be read, whatever their share: no price of theirs is known any more. Items without a name stand for
 * the plans that are missing, as long as there are enough of them. The plans come back with the first sync that reads them.
 */
export const takeUnreadableOffSale = (providerId: string, { names, nameless }: Unreadable, listed: ReadonlySet<string>): Promise<number> =>
  takeOffSale(providerId, async (sql) => {
    const take = async (which: string[]) => (which.length === 0 ? [] : rows<Gone>(sql, NAMED, [providerId, which]));
    const named = await take([...names].filter((name) => !listed.has(name)));
    return [...named, ...(await take(await upTo(nameless, listMissing(sql, providerId, listed))))];
  });

/** After a list that was no list: the old plans stay on sale for a day since one could be read, and no longer. */
export const takeUnreadOffSale = (providerId: string): Promise<number> => takeOffSale(providerId, (sql) => rows<Gone>(sql, UNREAD, [providerId]));
