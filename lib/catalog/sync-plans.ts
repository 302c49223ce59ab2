import { randomUUID } from 'node:crypto';
import { announceSync, completeSync, supersedeHeld, type Completed, type Sync } from '@/lib/catalog/complete-sync';
import { holdReason } from '@/lib/catalog/gate';
import { promisesNothing, toStagedPlan, type StagedPlan } from '@/lib/catalog/plan-row';
import { clearStaging, compareWithStaged, stageMissing, stagePlans, type StagingPlace } from '@/lib/catalog/staging';
import { takeUnreadableOffSale, takeUnreadOffSale, type Unreadable } from '@/lib/catalog/unreadable-plans';
import { withSyncLock } from '@/lib/catalog/sync-lock';
import { recordAudit } from '@/lib/db/audit';
import { db, pool } from '@/lib/db/client';
import { rows, transaction, type Sql } from '@/lib/db/sql';
import { AppError, isAppError } from '@/lib/errors';
import { log } from '@/lib/log';
import type { EsimProvider } from '@/lib/providers/provider';

const CHUNK = 250;

export type SyncResult = Completed | { outcome: 'held'; syncId: string; reason: string } | { outcome: 'busy' };

const BEGIN = `INSERT INTO "CatalogSync" (id, "providerId", status) VALUES ($1::uuid, $2, 'running') RETURNING "startedAt"`;
const SUPERSEDE = `UPDATE "CatalogSync" SET status = 'failed', error = 'interrupted', "finishedAt" = now() WHERE "providerId" = $1 AND status = 'running'`;
const FORGET = `DELETE FROM "StagedPlan" WHERE "syncId" IN (SELECT id FROM "CatalogSync" WHERE "providerId" = $1 AND status <> 'held')`;
const HOLD = `UPDATE "CatalogSync" SET status = 'held', "heldReason" = $2, seen = $3::int, "stagedRows" = $4::int, removed = $5::int, repriced = $6::int WHERE id = $1::uuid AND status = 'running'`;
const FAIL = `UPDATE "CatalogSync" SET status = 'failed', error = $2, "finishedAt" = now() WHERE id = $1::uuid AND status IN ('running', 'held')`;

/** What a list told so far: which plans can be read, the first readable word on each counting, and which cannot; a plan told both ways can. */
type Told = { listed: Set<string>; unreadable: Unreadable };

/** Stages what can be read and differs; `told` holds however far the list was read. */
async function stageAll(place: StagingPlace, provider: EsimProvider, { listed, unreadable }: Told): Promise<void> {
  const note = (id: string | null) => {
    if (id === null) unreadable.nameless += 1;
    else if (!id.includes('\0')) unreadable.names.add(id);
  };
  let chunk: StagedPlan[] = [];
  let unsellable = 0;
  for await (const plan of provider.listPlans(note)) {
    const staged = toStagedPlan(provider.id, plan);
    if (promisesNothing(plan)) note(plan.providerPlanId);
    else if (!staged) unsellable += 1;
    else if (!listed.has(staged.providerPlanId)) {
      listed.add(staged.providerPlanId);
      chunk.push(staged);
    }
    if (chunk.length < CHUNK) continue;
    await stagePlans(pool(), place, chunk);
    chunk = [];
  }
  await stagePlans(pool(), place, chunk);
  if (unsellable > 0) log.warn({ provider: provider.id, unsellable }, 'catalog.sync.unsellable');
}

const isUnreadable = (error: unknown) => isAppError(error) && error.code === 'bad-response';

/** Reads the whole list and answers how many plans it holds. */
async function read(place: StagingPlace, provider: EsimProvider): Promise<number> {
  const told: Told = { listed: new Set(), unreadable: { names: new Set(), nameless: 0 } };
  const { listed, unreadable } = told;
  try {
    await stageAll(place, provider, told);
  } catch (error) {
    // A list cut off by anything else says nothing of what it did not get to.
    await takeUnreadableOffSale(provider.id, isUnreadable(error) ? unreadable : { ...unreadable, nameless: 0 }, listed);
    if (isUnreadable(error)) await takeUnreadOffSale(provider.id);
    throw error;
  }
  await takeUnreadableOffSale(provider.id, unreadable, listed);
  if (listed.size > 0) await stageMissing(pool(), place, listed);
  return listed.size;
}

async function begin(provider: EsimProvider): Promise<StagingPlace & { startedAt: Date }> {
  const syncId = randomUUID();
  await rows(pool(), SUPERSEDE, [provider.id]);
  await rows(pool(), FORGET, [provider.id]);
  const [begun] = await rows<{ startedAt: Date }>(pool(), BEGIN, [syncId, provider.id]);
  return { syncId, providerId: provider.id, startedAt: begun?.startedAt ?? new Date(0) };
}

async function readAndApply(provider: EsimProvider): Promise<SyncResult> {
  const begun = await begin(provider);
  const { syncId } = begun;
  try {
    const seen = await read(begun, provider);
    if (seen === 0) throw new AppError('no-plans', `${provider.id} listed no plan that can be sold`, { retryable: true });
    const difference = await compareWithStaged(pool(), begun);
    const sync: Sync = { ...begun, seen, staged: difference.staged, repriced: difference.repriced };
    const reason = holdReason(difference);
    if (!reason) return await announceSync(sync, await transaction((sql) => completeSync(sql, sync)));
    await transaction(async (sql) => {
      await rows(sql, HOLD, [syncId, reason, seen, sync.staged, difference.removed, difference.repriced]);
      await supersedeHeld(sql, sync);
    });
    log.warn({ provider: provider.id, reason }, 'catalog.sync.held');
    return { outcome: 'held', syncId, reason };
  } catch (error) {
    await rows(pool(), FAIL, [syncId, isAppError(error) ? error.code : 'unexpected']);
    throw error;
  }
}

/** Reads one provider's catalogue and makes it the shop's; one at a time per provider. Throws `ProviderError`, or `no-plans`; the old plans then stay. */
export const syncPlans = (provider: EsimProvider): Promise<SyncResult> => withSyncLock(provider.id, () => readAndApply(provider));

const HELD = `SELECT id AS "syncId", "providerId", "startedAt", seen, "stagedRows" AS staged, repriced FROM "CatalogSync" WHERE id = $1::uuid AND status = 'held' FOR UPDATE`;
const findHeld = async (sql: Sql, syncId: string): Promise<Sync | undefined> => (await rows<Sync>(sql, HELD, [syncId]))[0];
const APPROVE_WITHIN = { maxWait: 10_000, timeout: 120_000 };

/** Staff let a held sync through. Of two who decide at once, one is told `not-held`. */
export async function approveSync(syncId: string, actor: string): Promise<Completed | { outcome: 'not-held' | 'busy' }> {
  const asked = await findHeld(pool(), syncId);
  if (!asked) return { outcome: 'not-held' };
  return withSyncLock(asked.providerId, async () => {
    const approved = await db().$transaction(async (tx) => {
      const sync = await findHeld(tx, syncId);
      if (!sync) return null;
      await recordAudit(tx, { actor, action: 'catalog.approve-sync', subject: syncId });
      await rows(tx, `UPDATE "CatalogSync" SET "approvedBy" = $2 WHERE id = $1::uuid`, [syncId, actor]);
      return { sync, applied: await completeSync(tx, sync) };
    }, APPROVE_WITHIN);
    return approved ? announceSync(approved.sync, approved.applied) : { outcome: 'not-held' };
  });
}

/** Staff turn a held sync down; the plans stay as they are. */
export const rejectSync = (syncId: string, actor: string): Promise<{ outcome: 'rejected' | 'not-held' }> =>
  db().$transaction(async (tx) => {
    if (!(await findHeld(tx, syncId))) return { outcome: 'not-held' };
    await rows(tx, FAIL, [syncId, 'rejected by staff']);
    await clearStaging(tx, syncId);
    await recordAudit(tx, { actor, action: 'catalog.reject-sync', subject: syncId });
    return { outcome: 'rejected' };
  });
