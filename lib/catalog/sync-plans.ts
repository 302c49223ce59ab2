import { randomUUID } from 'node:crypto';
import { applySync, type Applied } from '@/lib/catalog/apply-sync';
import { expirePages } from '@/lib/catalog/expire-pages';
import { holdReason } from '@/lib/catalog/gate';
import { toStagedPlan, type StagedPlan } from '@/lib/catalog/plan-row';
import { clearStaging, compareWithStaged, stagePlans } from '@/lib/catalog/staging';
import { pool } from '@/lib/db/client';
import { rows, transaction } from '@/lib/db/sql';
import { isAppError } from '@/lib/errors';
import { log } from '@/lib/log';
import type { EsimProvider } from '@/lib/providers/provider';

const CHUNK = 500;

export type SyncResult =
  | ({ outcome: 'completed'; syncId: string; seen: number } & Omit<Applied, 'tags'>)
  | { outcome: 'held'; syncId: string; reason: string }
  | { outcome: 'busy' };

const BEGIN = `INSERT INTO "CatalogSync" (id, "providerId", status) VALUES ($1::uuid, $2, 'running') RETURNING "startedAt"`;
const SUPERSEDE = `UPDATE "CatalogSync" SET status = 'failed', error = 'interrupted', "finishedAt" = now() WHERE "providerId" = $1 AND status = 'running'`;
const FORGET = `DELETE FROM "StagedPlan" WHERE "syncId" IN (SELECT id FROM "CatalogSync" WHERE "providerId" = $1 AND status <> 'held')`;
const HOLD = `UPDATE "CatalogSync" SET status = 'held', "heldReason" = $2, seen = $3::int, removed = $4::int, repriced = $5::int WHERE id = $1::uuid`;
const FAIL = `UPDATE "CatalogSync" SET status = 'failed', error = $2, "finishedAt" = now() WHERE id = $1::uuid`;
const COMPLETE = `UPDATE "CatalogSync" SET status = 'completed', seen = $2::int, inserted = $3::int, updated = $4::int, removed = $5::int, repriced = $6::int, "finishedAt" = now() WHERE id = $1::uuid`;

async function stageAll(syncId: string, provider: EsimProvider): Promise<number> {
  let chunk: StagedPlan[] = [];
  let seen = 0;
  for await (const plan of provider.listPlans()) {
    chunk.push(toStagedPlan(provider.id, plan));
    seen += 1;
    if (chunk.length < CHUNK) continue;
    await stagePlans(pool(), syncId, chunk);
    chunk = [];
  }
  await stagePlans(pool(), syncId, chunk);
  return seen;
}

export type Sync = { syncId: string; providerId: string; startedAt: Date };

async function complete(sync: Sync, seen: number, repriced: number): Promise<SyncResult> {
  const { syncId } = sync;
  const { tags, ...counts } = await transaction(async (sql) => {
    const applied = await applySync(sql, sync);
    await rows(sql, COMPLETE, [syncId, seen, applied.inserted, applied.updated, applied.removed, repriced]);
    await clearStaging(sql, syncId);
    return applied;
  });
  await expirePages(tags);
  log.info({ provider: sync.providerId, seen, ...counts }, 'catalog.sync.completed');
  return { outcome: 'completed', syncId, seen, ...counts };
}

async function readAndApply(provider: EsimProvider): Promise<SyncResult> {
  const syncId = randomUUID();
  await rows(pool(), SUPERSEDE, [provider.id]);
  await rows(pool(), FORGET, [provider.id]);
  const [begun] = await rows<{ startedAt: Date }>(pool(), BEGIN, [syncId, provider.id]);
  const sync: Sync = { syncId, providerId: provider.id, startedAt: begun?.startedAt ?? new Date() };
  try {
    const seen = await stageAll(syncId, provider);
    const difference = await compareWithStaged(pool(), syncId, provider.id);
    const reason = holdReason(difference);
    if (!reason) return await complete(sync, seen, difference.repriced);
    await rows(pool(), HOLD, [syncId, reason, seen, difference.removed, difference.repriced]);
    log.warn({ provider: provider.id, reason }, 'catalog.sync.held');
    return { outcome: 'held', syncId, reason };
  } catch (error) {
    await rows(pool(), FAIL, [syncId, isAppError(error) ? error.code : 'unexpected']);
    throw error;
  }
}

const LOCK = `SELECT pg_try_advisory_lock(hashtext('catalog.sync'), hashtext($1)) AS mine`;
const UNLOCK = `SELECT pg_advisory_unlock(hashtext('catalog.sync'), hashtext($1))`;

/** Reads one provider's catalogue and makes it the shop's; one at a time per provider. Throws `ProviderError`; the old plans then stay. */
export async function syncPlans(provider: EsimProvider): Promise<SyncResult> {
  const guard = await pool().connect();
  try {
    const [lock] = await rows<{ mine: boolean }>(guard, LOCK, [provider.id]);
    if (!lock?.mine) return { outcome: 'busy' };
    try {
      return await readAndApply(provider);
    } finally {
      await rows(guard, UNLOCK, [provider.id]);
    }
  } finally {
    guard.release();
  }
}

const HELD = `SELECT id AS "syncId", "providerId", "startedAt", seen, repriced FROM "CatalogSync" WHERE id = $1::uuid AND status = 'held' FOR UPDATE`;
const AUDIT = `INSERT INTO "AuditEntry" (actor, action, subject) VALUES ($1, $2, $3)`;

/** Staff let a held sync through. */
export async function approveSync(syncId: string, actor: string): Promise<SyncResult | { outcome: 'not-held' }> {
  const [held] = await rows<Sync & { seen: number; repriced: number }>(pool(), HELD, [syncId]);
  if (!held) return { outcome: 'not-held' };
  await rows(pool(), AUDIT, [actor, 'catalog.approve-sync', syncId]);
  await rows(pool(), `UPDATE "CatalogSync" SET "approvedBy" = $2 WHERE id = $1::uuid`, [syncId, actor]);
  return complete(held, held.seen, held.repriced);
}

/** Staff turn a held sync down; the plans stay as they are. */
export async function rejectSync(syncId: string, actor: string): Promise<{ outcome: 'rejected' | 'not-held' }> {
  return transaction(async (sql) => {
    const [held] = await rows<Sync>(sql, HELD, [syncId]);
    if (!held) return { outcome: 'not-held' };
    await rows(sql, FAIL, [syncId, 'rejected by staff']);
    await clearStaging(sql, syncId);
    await rows(sql, AUDIT, [actor, 'catalog.reject-sync', syncId]);
    return { outcome: 'rejected' };
  });
}
