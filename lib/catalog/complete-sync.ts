import { applySync, type Applied, type SyncToApply } from '@/lib/catalog/apply-sync';
import { enqueueExpiry } from '@/lib/catalog/enqueue-expiry';
import { expirePages } from '@/lib/catalog/expire-pages';
import { rankDestinations } from '@/lib/catalog/rank-destinations';
import { clearStaging } from '@/lib/catalog/staging';
import { pool } from '@/lib/db/client';
import { rows, type Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';

/** `seen` = plans listed; `staged` = rows put aside for it. */
export type Sync = SyncToApply & { seen: number; staged: number; repriced: number };
export type Completed = { outcome: 'completed'; syncId: string; seen: number } & Omit<Applied, 'tags'>;

const OPEN = `SELECT (SELECT count(*)::int FROM "StagedPlan" WHERE "syncId" = s.id) AS staged FROM "CatalogSync" s WHERE id = $1::uuid AND status IN ('running', 'held') FOR UPDATE`;
const COMPLETE = `UPDATE "CatalogSync" SET status = 'completed', seen = $2::int, inserted = $3::int, updated = $4::int, removed = $5::int, repriced = $6::int, "finishedAt" = now() WHERE id = $1::uuid`;
const SUPERSEDE = `UPDATE "CatalogSync" SET status = 'failed', error = 'superseded', "finishedAt" = now() WHERE "providerId" = $1 AND status = 'held' AND id <> $2::uuid RETURNING id AS "syncId"`;

/** Older held syncs of the provider can no longer be let through: a later list knows better. */
export async function supersedeHeld(sql: Sql, { syncId, providerId }: { syncId: string; providerId: string }): Promise<void> {
  const older = await rows<{ syncId: string }>(sql, SUPERSEDE, [providerId, syncId]);
  for (const held of older) await clearStaging(sql, held.syncId);
}

/** Applies what was staged, closes the sync and sees to its pages, in the caller's transaction. Throws when somebody else ended it or took staged plans away. */
export async function completeSync(sql: Sql, sync: Sync): Promise<Applied> {
  const [open] = await rows<{ staged: number }>(sql, OPEN, [sync.syncId]);
  if (open?.staged !== sync.staged) throw new AppError('sync-interrupted', `sync ${sync.syncId} was ended by another`, { retryable: true });
  const applied = await applySync(sql, sync);
  await rows(sql, COMPLETE, [sync.syncId, sync.seen, applied.inserted, applied.updated, applied.removed, sync.repriced]);
  await clearStaging(sql, sync.syncId);
  await supersedeHeld(sql, sync);
  await enqueueExpiry(sql, applied.tags);
  return applied;
}

// What was planned while the shop had few plans is planned anew; PostgreSQL's own round of the house comes up to a minute later.
const TELL_PLANNER = 'ANALYZE "Plan" ("providerId", "providerPlanId", "isOnSale", "destinationSlug")';
const MANY = 1_000;

/** Once committed: popular places come first, and pages that are out of date go at once; the job does it if this process dies before. */
export async function announceSync(sync: Sync, { tags, ...counts }: Applied): Promise<Completed> {
  if (counts.inserted >= MANY) await rows(pool(), TELL_PLANNER);
  await rankDestinations(pool());
  await expirePages(tags);
  log.info({ provider: sync.providerId, seen: sync.seen, ...counts }, 'catalog.sync.completed');
  return { outcome: 'completed', syncId: sync.syncId, seen: sync.seen, ...counts };
}
