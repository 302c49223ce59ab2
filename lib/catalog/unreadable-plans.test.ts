import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusePlan } from '@/lib/catalog/refuse-plan';
import { approveSync, syncPlans } from '@/lib/catalog/sync-plans';
import { findSellablePlan } from '@/lib/orders/plan-snapshot';
import { listDestinations } from '@/lib/catalog/queries';
import { db, pool } from '@/lib/db/client';
import { getProvider } from '@/lib/providers/registry';
import { changedJson, type Answered } from '@/tests/between';
import { ownSandbox } from '@/tests/own-sandbox';
import { HANDLERS } from '@/worker/handlers';
import { soon } from '@/tests/soon';

type Json = Record<string, unknown>;
type Provider = 'airalo' | 'esimgo';

const world = ownSandbox();
let listener: pg.Client;
const expired = new Set<string>();

beforeAll(async () => {
  world.settings('airalo', { plans: 300 });
  world.settings('esimgo', { plans: 300 });
  listener = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await listener.connect();
  listener.on('notification', ({ payload }) => {
    for (const tag of Object.keys(JSON.parse(payload ?? '{}') as object)) expired.add(tag);
  });
  await listener.query('LISTEN page_cache');
}, 60_000);
afterAll(() => listener.end());
beforeEach(async () => {
  for (const wire of Object.values(world.wires)) wire.clear();
  await pool().query('TRUNCATE "Plan", "Destination", "CatalogSync", "ProviderState", "ProviderTurn", "ProviderCalls" CASCADE');
  for (const provider of ['airalo', 'esimgo'] as const) expect(await syncPlans(getProvider(provider))).toMatchObject({ outcome: 'completed' });
  await settled();
  expired.clear();
}, 60_000);

/** Until every notice sent so far has arrived. */
async function settled() {
  await pool().query(`SELECT pg_notify('page_cache', '{"marker":1}')`);
  await soon(() => expect(expired.has('marker')).toBe(true));
  expired.delete('marker');
}

/** Every item that is sold, as the provider lists it. */
const itemsOf: Record<Provider, (body: Json) => Json[]> = {
  airalo: (body) => (body.data as Json[]).flatMap((place) => (place.operators as Json[]).flatMap((operator) => operator.packages as Json[])).filter(({ type }) => type === 'sim'),
  esimgo: (body) => body.bundles as Json[],
};
const LISTS: Record<Provider, RegExp> = { airalo: /\/v2\/packages\?/, esimgo: /\/catalogue\?/ };
const ID: Record<Provider, string> = { airalo: 'id', esimgo: 'name' };
const DAYS: Record<Provider, string> = { airalo: 'day', esimgo: 'duration' };
const AMOUNT: Record<Provider, string[]> = { airalo: ['amount', 'data', 'is_unlimited', 'voice', 'text'], esimgo: ['dataAmount', 'unlimited', 'allowances'] };
const PRICE: Record<Provider, string[]> = { airalo: ['price', 'net_price', 'prices'], esimgo: ['price'] };

/** From now on the provider's list says something else. */
function tell(provider: Provider, change: (item: Json, index: number) => void) {
  let index = 0;
  const onlyLists = (path: string, answered: Answered) => {
    if (!LISTS[provider].test(path)) return answered;
    return changedJson(answered, (body) => {
      for (const item of itemsOf[provider](body)) change(item, index++);
      return body;
    });
  };
  world.wires[provider].wire.after = ({ path }, answered) => onlyLists(path, answered);
}
const sync = (provider: Provider) => syncPlans(getProvider(provider));
const onSale = (providerId: Provider) => db().plan.count({ where: { providerId, isOnSale: true } });
const unreadable = (providerId: Provider) => db().plan.findMany({ where: { providerId, isOnSale: false, offSaleReason: 'unreadable' } });
const other = (provider: Provider): Provider => (provider === 'airalo' ? 'esimgo' : 'airalo');

describe.each<Provider>(['airalo', 'esimgo'])('at %s', (provider) => {
  test('plans that cannot be read any more go off sale though they are most of all, and only their pages are made anew', async () => {
    const [before, untouched] = [await onSale(provider), await onSale(other(provider))];
    tell(provider, (item, index) => {
      if (index % 10 !== 0) item[DAYS[provider]] = { days: 7 };
    });
    const result = await sync(provider);
    expect(result).toMatchObject({ outcome: 'completed', removed: 0 });
    const gone = await unreadable(provider);
    expect(gone.length).toBeGreaterThan(before * 0.8);
    expect(await onSale(provider)).toBe(before - gone.length);
    expect(await onSale(other(provider))).toBe(untouched);
    await settled();
    expect(expired).toEqual(new Set(['catalog', ...gone.flatMap((plan) => [`plan:${plan.slug}`, `destination:${plan.destinationSlug}`])]));
    expect(await findSellablePlan(gone[0]?.slug ?? '')).toBeNull();
    expect((await listDestinations()).length).toBeGreaterThan(0);
  });

  test('come back by themselves with the first list that can be read, and not before', async () => {
    const before = await onSale(provider);
    tell(provider, (item) => delete item[DAYS[provider]]);
    await expect(sync(provider)).rejects.toMatchObject({ code: 'bad-response' });
    expect(await onSale(provider)).toBe(0);
    await expect(sync(provider)).rejects.toMatchObject({ code: 'bad-response' });
    expect(await onSale(provider)).toBe(0);
    world.wires[provider].clear();
    expect(await sync(provider)).toMatchObject({ outcome: 'completed', inserted: 0, updated: before });
    expect([await onSale(provider), await unreadable(provider)]).toEqual([before, []]);
  });

  test('plans without a price any more are not sold at the old one', async () => {
    tell(provider, (item, index) => {
      if (index < 5) for (const field of PRICE[provider]) delete item[field];
    });
    expect(await sync(provider)).toMatchObject({ outcome: 'completed' });
    expect((await unreadable(provider)).length).toBe(5);
  });

  test('plans that do not say any more how much they hold are not sold with the old amount, and come back when they do', async () => {
    const before = await onSale(provider);
    tell(provider, (item, index) => {
      if (index < 5) for (const field of AMOUNT[provider]) delete item[field];
    });
    expect(await sync(provider)).toMatchObject({ outcome: 'completed', removed: 0, updated: 0 });
    expect([await onSale(provider), (await unreadable(provider)).length]).toEqual([before - 5, 5]);
    world.wires[provider].clear();
    expect(await sync(provider)).toMatchObject({ outcome: 'completed', updated: 5 });
    expect(await onSale(provider)).toBe(before);
  });

  test('a list that says of none how much it holds leaves none on sale', async () => {
    tell(provider, (item) => {
      for (const field of AMOUNT[provider]) delete item[field];
    });
    await expect(sync(provider)).rejects.toMatchObject({ code: 'no-plans' });
    expect([await onSale(provider), await onSale(other(provider))]).toEqual([0, expect.any(Number)]);
    expect(await onSale(other(provider))).toBeGreaterThan(0);
  });

  test('items that do not say which they are stand for those that are missing', async () => {
    const before = await onSale(provider);
    tell(provider, (item, index) => {
      if (index % 2 === 0) delete item[ID[provider]];
    });
    expect(await sync(provider)).toMatchObject({ outcome: 'completed', removed: 0 });
    expect(await onSale(provider)).toBe(before - (await unreadable(provider)).length);
    expect((await unreadable(provider)).length).toBeGreaterThan(before * 0.4);
  });

  test('come back at prices that are held to those they had', async () => {
    tell(provider, (item, index) => {
      if (index < 50) item[DAYS[provider]] = null;
    });
    await sync(provider);
    expect((await unreadable(provider)).length).toBe(50);
    tell(provider, (item, index) => {
      if (index < 50) for (const field of PRICE[provider]) item[field] = 4_000;
    });
    expect(await sync(provider)).toMatchObject({ outcome: 'held', reason: expect.stringContaining('fifty-fold') });
    expect((await unreadable(provider)).length).toBe(50);
  });

  test('a list that is none keeps the old plans for a day, and not for two', async () => {
    const before = await onSale(provider);
    world.wires[provider].wire.instead = ({ path }) => (LISTS[provider].test(path) ? { body: { surprise: true } } : null);
    await expect(sync(provider)).rejects.toMatchObject({ code: 'bad-response' });
    expect(await onSale(provider)).toBe(before);
    await pool().query(`UPDATE "CatalogSync" SET "startedAt" = "startedAt" - interval '25 hours'`);
    await pool().query(`UPDATE "Plan" SET "changedAt" = "changedAt" - interval '25 hours'`);
    await expect(sync(provider)).rejects.toMatchObject({ code: 'bad-response' });
    expect([await onSale(provider), await onSale(other(provider))]).toEqual([0, expect.any(Number)]);
    expect(await onSale(other(provider))).toBeGreaterThan(0);
    world.wires[provider].clear();
    expect(await sync(provider)).toMatchObject({ outcome: 'completed', updated: before });
    expect(await onSale(provider)).toBe(before);
  });
});

describe('the pages of plans that changed go by a job of the same transaction,', () => {
  const JOBS = `SELECT j.xmin::text AS transaction, j.payload->'tags' AS tags FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'catalog.expire-pages'`;
  const CHANGED = `SELECT xmin::text AS transaction, slug FROM "Plan" WHERE "isOnSale" = $1`;
  type Row = { transaction: string; slug: string; tags: string[] };
  const read = async (text: string, values: unknown[] = []) => (await pool().query<Row>(text, values)).rows;
  beforeEach(() => pool().query('DELETE FROM graphile_worker._private_jobs'));

  /** Every plan that changed is named by a job its own transaction wrote: there is no moment to die in between. */
  async function expectJobs(isOnSale: boolean) {
    const [waiting, changed] = [await read(JOBS), await read(CHANGED, [isOnSale])];
    expect(changed.length).toBeGreaterThan(0);
    for (const { transaction, slug } of changed) expect(waiting.find((job) => job.transaction === transaction)?.tags, slug).toEqual(expect.arrayContaining(['catalog', `plan:${slug}`]));
    return waiting;
  }

  test('when they cannot be read, and the job may run twice', async () => {
    tell('airalo', (item, index) => void (index < 2 && delete item.day));
    await sync('airalo');
    const [job] = await expectJobs(false);
    for (const run of [1, 2]) {
      expired.clear();
      await HANDLERS['catalog.expire-pages']({ tags: job?.tags });
      await settled();
      expect(expired, `run ${run}`).toEqual(new Set(job?.tags));
    }
  });

  test('when the list is none for longer than a day', async () => {
    world.wires.airalo.wire.instead = ({ path }) => (LISTS.airalo.test(path) ? { body: { surprise: true } } : null);
    await pool().query(`UPDATE "CatalogSync" SET "startedAt" = "startedAt" - interval '25 hours'`);
    await pool().query(`UPDATE "Plan" SET "changedAt" = "changedAt" - interval '25 hours'`);
    await expect(sync('airalo')).rejects.toMatchObject({ code: 'bad-response' });
    await expectJobs(false);
  });

  test('when a list was applied', async () => {
    await pool().query('TRUNCATE "Plan" CASCADE');
    await sync('airalo');
    await expectJobs(true);
  });

  test('when its provider refused one', async () => {
    const { providerPlanId } = await db().plan.findFirstOrThrow({ where: { providerId: 'airalo' } });
    await refusePlan('airalo', providerPlanId);
    await expectJobs(false);
  });
});

describe('what is still gated', () => {
  test('a list that only got shorter waits for staff, whatever else cannot be read', async () => {
    const before = await onSale('esimgo');
    world.wires.esimgo.wire.after = ({ path }, answered) =>
      LISTS.esimgo.test(path) ? changedJson(answered, (body) => ({ ...body, bundles: (body.bundles as Json[]).slice(0, 100).map((item, index) => (index < 3 && path.includes('page=1&') ? { ...item, duration: 'x' } : item)) })) : answered;
    expect(await sync('esimgo')).toMatchObject({ outcome: 'held' });
    expect((await unreadable('esimgo')).length).toBe(3);
    expect(await onSale('esimgo')).toBe(before - 3);
  });

  test('a sync that waited does not bring back what a later list could not be read for', async () => {
    tell('esimgo', (item, index) => void (index < 200 && (item.price = Number(item.price) * 2)));
    const held = await sync('esimgo');
    if (held.outcome !== 'held') throw new Error(held.outcome);
    tell('esimgo', (item) => delete item.duration);
    await expect(sync('esimgo')).rejects.toMatchObject({ code: 'bad-response' });
    await approveSync(held.syncId, 'staff@example.com');
    expect(await onSale('esimgo')).toBe(0);
  });

  test('a list that breaks off before its last page loses no plan', async () => {
    const before = await onSale('airalo');
    world.wires.airalo.wire.after = ({ path }, answered) =>
      /type%5D=local/.test(path) ? changedJson(answered, (body) => ({ ...body, data: path.endsWith('&page=1') ? (body.data as Json[]).slice(0, 3) : [], meta: { last_page: 3 } })) : answered;
    await expect(sync('airalo')).rejects.toMatchObject({ code: 'bad-response' });
    expect(await onSale('airalo')).toBe(before);
  });

  test('a provider that cannot be reached loses no plan, however long', async () => {
    const before = await onSale('airalo');
    await pool().query(`UPDATE "CatalogSync" SET "startedAt" = "startedAt" - interval '25 hours'`);
    await pool().query(`UPDATE "Plan" SET "changedAt" = "changedAt" - interval '25 hours'`);
    world.wires.airalo.wire.instead = () => ({ status: 503 });
    await expect(sync('airalo')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await onSale('airalo')).toBe(before);
  });
});
