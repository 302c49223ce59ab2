import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { findEquivalentPlans, type EquivalentWish, type Promised } from '@/lib/catalog/equivalent-plans';
import { db } from '@/lib/db/client';
import type { Plan, Prisma } from '@/generated/prisma/client';

type Facts = Partial<Prisma.PlanUncheckedCreateInput>;
type Coverage = Record<string, string[]>;

const NETWORKS: Coverage = { PT: ['4G', '5G'], ES: ['4G'] };
const FACTS = {
  isUnlimited: false, dataMegabytes: 3000, validityDays: 15, voiceMinutes: 30, textMessages: 10, activationPolicy: 'installation',
  isIdentityCheckNeeded: false, hasPhoneNumber: true, isHotspotAllowed: true, isTopUpPossible: true,
} as const;

async function plan(providerId: string, facts: Facts = {}, coverage: Coverage = NETWORKS) {
  const id = randomUUID();
  await db().destination.upsert({ where: { slug: 'iberia' }, create: { slug: 'iberia', kind: 'region', name: 'Iberia' }, update: {} });
  return db().plan.create({
    data: {
      id, slug: id, providerId, providerPlanId: id, destinationSlug: 'iberia', title: 'x', priceMinor: 1_000, costMinor: 500, currency: 'USD', infoTexts: [], contentHash: id,
      ...FACTS, ...facts,
      coverage: { create: Object.entries(coverage).map(([countryCode, radioTypes]) => ({ countryCode, networks: [{ name: 'Net', radioTypes }] })) },
    },
  });
}
const promisedBy = (sold: Promised): Promised => ({
  dataMegabytes: sold.dataMegabytes, isUnlimited: sold.isUnlimited, fairUseText: sold.fairUseText, voiceMinutes: sold.voiceMinutes, textMessages: sold.textMessages,
  validityDays: sold.validityDays, activationPolicy: sold.activationPolicy, isTopUpPossible: sold.isTopUpPossible, fairUseMegabytesPerDay: sold.fairUseMegabytesPerDay,
  reducedSpeedKbps: sold.reducedSpeedKbps, isIdentityCheckNeeded: sold.isIdentityCheckNeeded, hasPhoneNumber: sold.hasPhoneNumber, isHotspotAllowed: sold.isHotspotAllowed,
});
const PRICE = { unitPriceMinor: 1_000, currency: 'USD', quantity: 1, marginFloorPercent: 10, without: ['airalo'] };
const found = async ({ id: planId, ...promised }: Plan, changes: Partial<EquivalentWish> = {}) =>
  (await findEquivalentPlans({ ...PRICE, planId, promised: promisedBy(promised), ...changes })).map(({ id }) => id);

beforeEach(async () => {
  await db().planCoverage.deleteMany();
  await db().plan.deleteMany();
  await db().providerState.deleteMany();
});

test.each<[string, Facts, Coverage?]>([
  ['the same', {}],
  ['more of everything, in more places', { dataMegabytes: 5000, validityDays: 30, voiceMinutes: 60, textMessages: 20, activationPolicy: 'first-usage' }, { ...NETWORKS, FR: ['4G'], ES: ['4G', '5G'] }],
  ['the same radio types by their other names', {}, { PT: ['LTE', 'NR'], ES: ['lte'] }],
  ['unlimited whose full-speed amounts add up to the data', { isUnlimited: true, dataMegabytes: null, fairUseMegabytesPerDay: 1000 }],
  ['a cost that leaves just the floor', { costMinor: 900 }],
])('%s may take its place', async (_what, facts, coverage) => {
  const ordered = await plan('airalo');
  const other = await plan('esimgo', facts, coverage);
  expect(await found(ordered)).toEqual([other.id]);
});

test.each<[string, Facts, Coverage?]>([
  ['less data', { dataMegabytes: 2999 }],
  ['data that is not stated', { dataMegabytes: null }],
  ['fewer days', { validityDays: 14 }],
  ['fewer minutes', { voiceMinutes: 29 }],
  ['no texts', { textMessages: null }],
  ['a stricter start', { activationPolicy: 'purchase' }],
  ['a start that is not stated', { activationPolicy: null }],
  ['an identity check', { isIdentityCheckNeeded: true }],
  ['no phone number', { hasPhoneNumber: false }],
  ['no hotspot', { isHotspotAllowed: false }],
  ['no top-up', { isTopUpPossible: false }],
  ['a place less', {}, { PT: ['4G', '5G'] }],
  ['an older radio in one place', {}, { ...NETWORKS, PT: ['4G'] }],
  ['radios that are not stated', {}, { PT: [], ES: [] }],
  ['slowed-down unlimited', { isUnlimited: true, dataMegabytes: null, fairUseMegabytesPerDay: 100 }],
  ['another currency', { currency: 'EUR' }],
  ['a cost below which the margin falls', { costMinor: 901 }],
  ['a retail price that may not be undercut', { minimumRetailMinor: 1_001 }],
  ['being off sale', { isOnSale: false }],
])('%s is no equivalent', async (_what, facts, coverage) => {
  const ordered = await plan('airalo');
  await plan('esimgo', facts, coverage);
  expect(await found(ordered)).toEqual([]);
});

describe('places count as they were promised', () => {
  const moved = async (places: Coverage | null, now: Coverage, other: Coverage) => {
    const ordered = await plan('airalo', {}, now);
    const { id } = await plan('esimgo', {}, other);
    return (await found(ordered, { promised: { ...promisedBy(ordered), places } })).includes(id);
  };

  test.each<[string, Coverage | null, Coverage, Coverage, boolean]>([
    ['a place the plan lost since is not lost with it', NETWORKS, { PT: ['4G'] }, { PT: ['4G', '5G'] }, false],
    ['a radio type the plan lost since is not lost with it', NETWORKS, { PT: ['4G'], ES: ['4G'] }, { PT: ['4G'], ES: ['4G'] }, false],
    ['a place the plan won since was not promised', { PT: ['4G'] }, NETWORKS, { PT: ['LTE'] }, true],
    ['an order that does not hold them counts as the plan covers now', null, { PT: ['4G'] }, { PT: ['4G'] }, true],
    ['an order that does not hold them gets no place less than the plan has now', null, NETWORKS, { PT: ['4G', '5G'] }, false],
    ['no place at all was promised: nothing is as good', {}, NETWORKS, NETWORKS, false],
  ])('%s', async (_what, places, now, other, isFound) => {
    expect(await moved(places, now, other)).toBe(isFound);
  });
});

describe('unlimited gives way only to unlimited', () => {
  const unlimited = (fairUseMegabytesPerDay: number | null, reducedSpeedKbps: number | null, fairUseText: string | null = null) =>
    ({ isUnlimited: true, dataMegabytes: null, fairUseMegabytesPerDay, reducedSpeedKbps, fairUseText }) satisfies Facts;
  const [OF_LITE, NO_FIGURES] = ['1 GB per 24 hours at full speed, then 512 kbps', 'We may slow you down'];
  const LITE = unlimited(1000, 512, OF_LITE);

  test('not to any amount of data', async () => {
    const ordered = await plan('airalo', unlimited(1000, 512));
    await plan('esimgo', { dataMegabytes: 100_000 });
    expect(await found(ordered)).toEqual([]);
  });

  test.each([
    ['no cap and no speed stated', 'the same', unlimited(null, null), unlimited(null, null)],
    ['words about fair use', 'the very same words', unlimited(null, null, NO_FIGURES), unlimited(null, null, NO_FIGURES)],
    ['words about fair use', 'none', unlimited(null, null, NO_FIGURES), unlimited(null, null)],
    ['a cap and a speed', 'the same', LITE, LITE],
    ['a cap and a speed', 'more of both', LITE, unlimited(2000, 2000, 'other words')],
    ['a speed only', 'a higher one', unlimited(null, 1000), unlimited(null, 1250)],
    ['a cap only', 'the same cap in other words', unlimited(1000, null, 'a'), unlimited(1000, null, 'b')],
  ])('with %s to one with %s', async (_was, _is, was, is) => {
    const ordered = await plan('airalo', was);
    const other = await plan('esimgo', is);
    expect(await found(ordered)).toEqual([other.id]);
  });

  test.each([
    ['no cap and no speed stated', 'a cap and a slow speed', unlimited(null, null), LITE],
    ['no cap and no speed stated', 'a cap, however large', unlimited(null, null), unlimited(100_000, null)],
    ['no cap and no speed stated', 'a speed', unlimited(null, null), unlimited(null, 5000)],
    ['no cap and no speed stated', 'words nobody can read figures from', unlimited(null, null), unlimited(null, null, NO_FIGURES)],
    ['words about fair use', 'other words', unlimited(null, null, NO_FIGURES), unlimited(null, null, 'We will slow you down')],
    ['a cap', 'a lower one', unlimited(1000, 512), unlimited(999, 512)],
    ['a cap', 'none stated', unlimited(1000, 512), unlimited(null, 512)],
    ['a speed', 'a lower one', unlimited(1000, 1250), unlimited(1000, 512)],
    ['a speed', 'none stated', unlimited(1000, 512), unlimited(1000, null)],
    ['no speed stated', 'a speed', unlimited(1000, null), unlimited(1000, 512)],
  ])('with %s not to one with %s', async (_was, _is, was, is) => {
    const ordered = await plan('airalo', was);
    await plan('esimgo', is);
    expect(await found(ordered)).toEqual([]);
  });
});

test('the best margin comes first', async () => {
  const ordered = await plan('airalo');
  const dear = await plan('esimgo', { costMinor: 700 });
  const cheap = await plan('esimgo', { costMinor: 300 });
  expect(await found(ordered)).toEqual([cheap.id, dear.id]);
});

test('who refused already, is off sale or cannot sell so many is not asked', async () => {
  const ordered = await plan('airalo');
  const other = await plan('esimgo');
  expect(await found(ordered, { without: ['airalo', 'esimgo'] })).toEqual([]);
  expect(await found(ordered, { quantity: 11 })).toEqual([]);
  await db().providerState.upsert({ where: { providerId: 'esimgo' }, create: { providerId: 'esimgo', isSwitchedOff: true }, update: { isSwitchedOff: true } });
  expect(await found(ordered)).toEqual([]);
  await db().providerState.update({ where: { providerId: 'esimgo' }, data: { isSwitchedOff: false } });
  expect(await found(ordered)).toEqual([other.id]);
});

test('a plan whose places are not known has no equivalent', async () => {
  const ordered = await plan('airalo', {}, {});
  await plan('esimgo');
  expect(await found(ordered)).toEqual([]);
});

describe('a plan that changed since it was paid', () => {
  const change = (ordered: Plan, facts: Facts) => db().plan.update({ where: { id: ordered.id }, data: facts as Prisma.PlanUncheckedUpdateInput });
  const unlimited = { isUnlimited: true, dataMegabytes: null, fairUseText: 'a', fairUseMegabytesPerDay: 2000, reducedSpeedKbps: 2000 };

  test.each<[string, Facts, Facts?]>([
    ['less data', { dataMegabytes: 1000 }],
    ['fewer days', { validityDays: 7 }],
    ['no minutes', { voiceMinutes: null }],
    ['fewer texts', { textMessages: 1 }],
    ['a stricter start', { activationPolicy: 'purchase' }],
    ['an identity check', { isIdentityCheckNeeded: true }],
    ['no phone number', { hasPhoneNumber: false }],
    ['no hotspot', { isHotspotAllowed: false }],
    ['no top-up', { isTopUpPossible: false }],
    ['data that is not unlimited', { isUnlimited: false, dataMegabytes: 1000 }, unlimited],
    ['a lower cap', { fairUseMegabytesPerDay: 1000 }, unlimited],
    ['a lower speed', { reducedSpeedKbps: 512 }, unlimited],
    ['other words about fair use', { fairUseText: 'b' }, { isUnlimited: true, dataMegabytes: null, fairUseText: 'a' }],
  ])('to one with %s gives way to what was sold, and not to what it is now', async (_what, worse, sold = {}) => {
    const ordered = await plan('airalo', sold);
    await change(ordered, worse);
    await plan('esimgo', { ...sold, ...worse });
    expect(await found(ordered)).toEqual([]);
    const asSold = await plan('esimgo', sold);
    expect(await found(ordered)).toEqual([asSold.id]);
  });

  test('to another currency is compared in the one that was paid', async () => {
    const ordered = await plan('airalo');
    await change(ordered, { currency: 'JPY' });
    await plan('esimgo', { currency: 'JPY' });
    const other = await plan('esimgo');
    expect(await found(ordered)).toEqual([other.id]);
  });

  test('has no equivalent where the order holds only a part of what was sold; one that is as it was has', async () => {
    const ordered = await plan('airalo');
    const { isHotspotAllowed: _, ...part } = promisedBy(ordered);
    const other = await plan('esimgo');
    expect(await found(ordered, { promised: part })).toEqual([other.id]);
    await change(ordered, { dataMegabytes: 1000, isHotspotAllowed: false });
    expect(await found(ordered, { promised: part })).toEqual([]);
    await change(ordered, { dataMegabytes: 3000 });
    expect(await found(ordered, { promised: part })).toEqual([other.id]);
  });
});
