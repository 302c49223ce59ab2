import { beforeEach, describe, expect, test } from 'vitest';
import { refusePlan } from '@/lib/catalog/refuse-plan';
import { syncPlans } from '@/lib/catalog/sync-plans';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { ProviderPlan } from '@/lib/providers/provider';
import { lastSync, listing, many, offering, onSale, planNamed, planOf, usd } from '@/tests/offered-plans';

/** Where every stored row lies and which transaction wrote it: equal before and after = nothing was written. */
async function written(): Promise<Map<string, string>> {
  const found = await rows<{ key: string; at: string }>(pool(), `SELECT 'plan ' || "providerPlanId" AS key, ctid::text || xmin::text AS at FROM "Plan"
    UNION ALL SELECT 'coverage ' || "planId" || "countryCode", ctid::text || xmin::text FROM "PlanCoverage"
    UNION ALL SELECT 'raw ' || "planId", ctid::text || xmin::text FROM "ProviderPlanRaw" UNION ALL SELECT 'place ' || slug, ctid::text || xmin::text FROM "Destination"`);
  return new Map(found.map(({ key, at }) => [key, at]));
}
const rewritten = (before: Map<string, string>, after: Map<string, string>) => [...after].filter(([key, at]) => before.get(key) !== at).map(([key]) => key);

beforeEach(() => pool().query('TRUNCATE "Plan", "Destination", "CatalogSync" CASCADE').then(() => undefined));

describe('a sync', () => {
  test('of an unchanged catalogue writes no plan, coverage, raw answer or place, and puts nothing aside', async () => {
    const aside: number[] = [];
    const provider = listing(async function* () {
      yield* many(700);
      aside.push(await db().stagedPlan.count());
    });
    expect(await syncPlans(provider)).toMatchObject({ outcome: 'completed', seen: 700, inserted: 700 });
    const before = await written();
    expect(await syncPlans(provider)).toMatchObject({ outcome: 'completed', seen: 700, inserted: 0, updated: 0, removed: 0 });
    expect(rewritten(before, await written())).toEqual([]);
    expect(aside).toEqual([500, 0]);
    expect(await db().stagedPlan.count()).toBe(0);
  });

  test('of a thousand new plans tells PostgreSQL how many there are now, so that the next one is planned for them', async () => {
    const known = async () => (await rows<{ plans: number }>(pool(), `SELECT reltuples::int AS plans FROM pg_class WHERE oid = '"Plan"'::regclass`))[0]?.plans ?? 0;
    await syncPlans(offering(many(1_200)));
    expect(await known()).toBe(1_200);
  });

  test('of more plans than travel at once takes off sale those at the end of them too', async () => {
    await syncPlans(offering(many(1_200)));
    const last = (await db().plan.findMany({ select: { providerPlanId: true }, orderBy: { providerPlanId: 'desc' }, take: 50 })).map(({ providerPlanId }) => providerPlanId);
    expect(await syncPlans(offering(many(1_200).filter(({ providerPlanId }) => !last.includes(providerPlanId))))).toMatchObject({ outcome: 'completed', removed: 50, seen: 1_150 });
    expect(await db().plan.count({ where: { isOnSale: false, providerPlanId: { in: last } } })).toBe(50);
  });

  test('rewrites only what changed, and addresses stay', async () => {
    await syncPlans(offering(many(100)));
    const before = await written();
    const { slug } = await planNamed('plan-7');
    expect(await syncPlans(offering(many(100, (index) => (index === 7 ? { dataMegabytes: 2048, recommendedRetail: usd(460) } : {}))))).toMatchObject({ updated: 1, inserted: 0 });
    const plan = await planNamed('plan-7');
    expect(plan).toMatchObject({ slug, dataMegabytes: 2048, priceMinor: 460 });
    expect(rewritten(before, await written()).sort()).toEqual([`coverage ${plan.id}ES`, 'plan plan-7', `raw ${plan.id}`].sort());
  });

  test.each([['differs', 'Told first'], ['is as the shop has it', '1 GB']])('that lists a plan twice takes the first, also when that one %s', async (_, title) => {
    await syncPlans(offering(many(300)));
    const twice = [planOf('plan-2', { title }), ...many(300).slice(3), planOf('plan-2', { title: 'Told again' }), ...many(2)];
    expect(await syncPlans(offering(twice))).toMatchObject({ outcome: 'completed', seen: 300, removed: 0 });
    expect(await planNamed('plan-2')).toMatchObject({ title, isOnSale: true });
  });

  test.each([['first', 0], ['last', 1]])('that lists a plan twice, the %s time without what it holds, sells it as the other says', async (_which, silent) => {
    await syncPlans(offering(many(10)));
    const nothing = { dataMegabytes: null, title: 'Silent' };
    const twice = [0, 1].map((turn) => planOf('plan-2', turn === silent ? nothing : { dataMegabytes: 2048 }));
    expect(await syncPlans(offering([...twice, ...many(10).filter((_, index) => index !== 2)]))).toMatchObject({ outcome: 'completed', seen: 10, updated: 1, removed: 0 });
    expect(await planNamed('plan-2')).toMatchObject({ dataMegabytes: 2048, title: '1 GB', isOnSale: true });
    expect(await syncPlans(offering(many(10, (index) => (index === 2 ? nothing : {}))))).toMatchObject({ outcome: 'completed', seen: 9 });
    expect(await planNamed('plan-2')).toMatchObject({ dataMegabytes: 2048, isOnSale: false, offSaleReason: 'unreadable' });
  });

  test('takes withdrawn plans off sale and brings them back when they are listed again', async () => {
    await syncPlans(offering(many(10)));
    expect(await syncPlans(offering(many(9)))).toMatchObject({ outcome: 'completed', removed: 1 });
    expect(await planNamed('plan-9')).toMatchObject({ isOnSale: false, offSaleReason: 'withdrawn' });
    expect(await syncPlans(offering(many(10)))).toMatchObject({ updated: 1 });
    expect(await planNamed('plan-9')).toMatchObject({ isOnSale: true, offSaleReason: null, dataMegabytes: 1024 });
  });

  test('keeps paused plans off sale, changed or not', async () => {
    await syncPlans(offering(many(10)));
    await db().plan.updateMany({ where: { providerPlanId: 'plan-1' }, data: { isOnSale: false, offSaleReason: 'paused' } });
    await syncPlans(offering(many(10, (index) => (index === 1 ? { title: 'Renamed' } : {}))));
    expect(await planNamed('plan-1')).toMatchObject({ isOnSale: false, offSaleReason: 'paused', title: 'Renamed' });
  });

  test('brings a refused plan back only if its list was begun after the refusal', async () => {
    await syncPlans(offering(many(10)));
    const refusedMeanwhile = listing(async function* () {
      await refusePlan('fake', 'plan-3');
      yield* many(10);
    });
    await syncPlans(refusedMeanwhile);
    expect(await planNamed('plan-3')).toMatchObject({ isOnSale: false, offSaleReason: 'provider-refused' });
    await syncPlans(offering(many(10)));
    expect(await planNamed('plan-3')).toMatchObject({ isOnSale: true, offSaleReason: null });
  });

  test('that breaks off changes nothing, and the next one is whole', async () => {
    await syncPlans(offering(many(10)));
    const before = await written();
    const breaking = listing(async function* () {
      yield* many(600, () => ({ title: 'Half' }));
      throw new Error('connection lost');
    });
    await expect(syncPlans(breaking)).rejects.toThrow('connection lost');
    expect(await lastSync()).toMatchObject({ status: 'failed', error: 'unexpected' });
    expect(rewritten(before, await written())).toEqual([]);
    expect(await syncPlans(offering(many(600, () => ({ title: 'Whole' }))))).toMatchObject({ outcome: 'completed', inserted: 590, updated: 10 });
    expect(await db().stagedPlan.count()).toBe(0);
  });

  test('replaces one whose process died', async () => {
    const dead = await db().catalogSync.create({ data: { providerId: 'fake', status: 'running' } });
    await db().stagedPlan.create({ data: { syncId: dead.id, providerPlanId: 'x', hash: 'x', destination: {}, row: {}, coverage: [], raw: {} } });
    expect(await syncPlans(offering(many(3)))).toMatchObject({ outcome: 'completed', inserted: 3 });
    expect(await db().catalogSync.findUnique({ where: { id: dead.id } })).toMatchObject({ status: 'failed', error: 'interrupted' });
    expect(await db().stagedPlan.count()).toBe(0);
  });

  test('whose staged plans were taken away applies nothing', async () => {
    await syncPlans(offering(many(10)));
    const ended = listing(async function* () {
      yield* many(10, () => ({ title: 'Late' }));
      await pool().query(`UPDATE "CatalogSync" SET status = 'failed' WHERE status = 'running'`);
    });
    await expect(syncPlans(ended)).rejects.toMatchObject({ code: 'sync-interrupted' });
    expect(await db().plan.count({ where: { title: 'Late' } })).toBe(0);
  });

  test('runs once per provider at a time, providers side by side', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let started = () => {};
    const hasStarted = new Promise<void>((resolve) => (started = resolve));
    const slow = listing(async function* () {
      started();
      await gate;
      yield* many(5);
    });
    const first = syncPlans(slow);
    await hasStarted;
    expect(await syncPlans(offering(many(5)))).toEqual({ outcome: 'busy' });
    expect(await syncPlans(offering(many(5), 'other'))).toMatchObject({ outcome: 'completed', inserted: 5 });
    release();
    expect(await first).toMatchObject({ outcome: 'completed', inserted: 5 });
  });

  test('that lists nothing fails and empties nothing', async () => {
    await syncPlans(offering(many(10)));
    await expect(syncPlans(offering([]))).rejects.toMatchObject({ code: 'no-plans' });
    await expect(syncPlans(offering(many(10, () => ({ cost: usd(-1) }))))).rejects.toMatchObject({ code: 'no-plans' });
    expect(await onSale()).toBe(10);
    expect(await lastSync()).toMatchObject({ status: 'failed', error: 'no-plans' });
  });
});

describe('what is stored', () => {
  test('currencies with none and three decimals keep their minor units', async () => {
    await syncPlans(offering([
      planOf('yen', { cost: { amountMinor: 500, currency: 'JPY' }, recommendedRetail: null }),
      planOf('dinar', { cost: { amountMinor: 4_500, currency: 'KWD' }, recommendedRetail: { amountMinor: 6_125, currency: 'KWD' } }),
    ]));
    expect(await planNamed('yen')).toMatchObject({ priceMinor: 650, costMinor: 500, currency: 'JPY', minimumRetailMinor: null });
    expect(await planNamed('dinar')).toMatchObject({ priceMinor: 6_125, costMinor: 4_500, currency: 'KWD' });
  });

  test('hostile text arrives as given, and unknown fields are kept', async () => {
    const title = `'); DROP TABLE "Plan"; -- <img src=x onerror=alert(1)> \\u0000 ${'é'.repeat(20)}`;
    await syncPlans(offering([planOf('hostile', { title, raw: { title, 'odd key': [{ deep: null }] } })]));
    expect(await planNamed('hostile')).toMatchObject({ title, raw: { payload: { title, 'odd key': [{ deep: null }] } } });
  });

  test('what PostgreSQL cannot hold is replaced, in keys too, and spoils no other plan', async () => {
    const result = await syncPlans(offering([planOf('a', { title: 'A\0B', raw: { 'k\0': '\uD800!' } }), planOf('b\0'), planOf('c', { raw: undefined })]));
    expect(result).toMatchObject({ outcome: 'completed', seen: 2 });
    expect(await planNamed('a')).toMatchObject({ title: 'A\uFFFDB', raw: { payload: { 'k\uFFFD': '\uFFFD!' } } });
  });

  test.each<[string, Partial<ProviderPlan>]>([
    ['a negative cost', { cost: usd(-300) }], ['no cost', { cost: usd(0) }], ['an unknown currency', { cost: { amountMinor: 300, currency: 'XXQ' } }],
    ['a fraction of a cent', { cost: usd(1.5) }], ['more money than fits', { cost: usd(3e9) }], ['no days', { validityDays: 0 }], ['half a day', { validityDays: 0.5 }],
  ])('a plan with %s is left out, the others are sold', async (_what, change) => {
    expect(await syncPlans(offering([planOf('good'), planOf('bad', change)]))).toMatchObject({ outcome: 'completed', seen: 1 });
    expect(await db().plan.findMany({ select: { providerPlanId: true } })).toEqual([{ providerPlanId: 'good' }]);
  });

  test('addresses say where, how much and how long, and never who sells', async () => {
    await syncPlans(offering(many(3)));
    const { slug } = await planNamed('plan-0');
    expect(slug).toMatch(/^spain-1gb-7-days-[0-9a-f]{6}$/);
    expect(slug).not.toContain('fake');
  });

  test('an address already taken gets a longer tail instead of stopping the sync', async () => {
    await syncPlans(offering([planOf('one')]));
    const { slug } = await planNamed('one');
    await db().plan.updateMany({ data: { providerId: 'other' } });
    expect(await syncPlans(offering([planOf('one')]))).toMatchObject({ outcome: 'completed', inserted: 1 });
    const slugs = (await db().plan.findMany({ select: { slug: true } })).map((plan) => plan.slug).sort();
    expect(slugs[0]).toBe(slug);
    expect(slugs[1]).toMatch(new RegExp(`^${slug}-[0-9a-f]{16}$`));
  });

  test('a country keeps its page though this machine calls it by another name', async () => {
    await db().destination.create({ data: { slug: 'espana', kind: 'country', countryCode: 'ES', name: 'España' } });
    await syncPlans(offering(many(2)));
    expect(await db().plan.count({ where: { destinationSlug: 'espana' } })).toBe(2);
  });

  test('favourite countries come first, the others by how much there is to choose from', async () => {
    await syncPlans(offering([
      ...many(3, () => ({ destination: { kind: 'country', countryCode: 'AD' } })),
      planOf('fj', { destination: { kind: 'country', countryCode: 'FJ' } }), planOf('jp', { destination: { kind: 'country', countryCode: 'JP' } }),
      planOf('es'), planOf('world', { destination: { kind: 'global' } }), planOf('w2', { destination: { kind: 'global' } }),
    ]));
    const places = await db().destination.findMany({ orderBy: { popularity: 'desc' }, select: { slug: true } });
    expect(places.map(({ slug }) => slug)).toEqual(['spain', 'japan', 'andorra', 'global', 'fiji']);
  });
});
