import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildBundles } from './bundles.ts';
import { DESTINATIONS } from './destinations.ts';
import { createIccidSource, isLuhnValid } from './iccid.ts';
import { buildOperators } from './operators.ts';
import { readTrip } from './traveller.ts';

const offers = (plans?: number) => buildOperators(plans).flatMap((operator) => operator.offers);
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

test('the catalogue covers 200 destinations and 2,500 plans, every id once', () => {
  expect(DESTINATIONS.length).toBeGreaterThanOrEqual(200);
  expect(new Set(DESTINATIONS.map(({ slug }) => slug)).size).toBe(DESTINATIONS.length);
  expect(DESTINATIONS.filter(({ kind }) => kind !== 'local').length).toBeGreaterThanOrEqual(12);
  const ids = offers().map(({ id }) => id);
  const names = buildBundles().map(({ name }) => name);
  expect(ids.length + names.length).toBeGreaterThanOrEqual(2_500);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(names).size).toBe(names.length);
});

test('the same catalogue comes out every time', () => {
  expect(digest(buildOperators())).toBe(digest(buildOperators()));
  expect(digest(buildBundles())).toBe(digest(buildBundles()));
});

test('a bench gets exactly the number of plans it asks for, and the natural ones are among them', () => {
  const many = offers(30_000);
  expect(many).toHaveLength(30_000);
  expect(new Set(many.map(({ id }) => id)).size).toBe(30_000);
  expect(many.slice(0, offers().length)).toEqual(offers());
  expect(offers(25)).toHaveLength(25);
  expect(new Set(buildBundles(30_000).map(({ name }) => name)).size).toBe(30_000);
});

test('prices follow a sane curve', () => {
  for (const { destination, offers: plans } of buildOperators()) {
    for (const plan of plans) expect(plan.netCents).toBeLessThan(plan.retailCents);
    const small = plans.find(({ gigabytes, days, minutes }) => gigabytes === 1 && days === 7 && minutes === null);
    if (!small || destination.kind !== 'local') continue;
    expect(small.retailCents).toBeGreaterThanOrEqual(350);
    expect(small.retailCents).toBeLessThanOrEqual(900);
    const sized = plans.filter(({ gigabytes }) => gigabytes !== null).map(({ retailCents }) => retailCents);
    expect(sized).toEqual(sized.toSorted((a, b) => a - b));
  }
});

test('the odd ones are there: voice, identity check, no top-up, fair use, manual APN, a forgotten flag', () => {
  const operators = buildOperators();
  expect(operators.filter(({ hasVoice }) => hasVoice).length).toBeGreaterThan(5);
  expect(operators.filter(({ isKyc }) => isKyc).length).toBeGreaterThanOrEqual(1);
  expect(operators.filter(({ isRechargeable }) => !isRechargeable).length).toBeGreaterThan(5);
  expect(operators.filter(({ apn }) => apn !== null).length).toBeGreaterThan(5);
  expect(new Set(operators.map(({ activationPolicy }) => activationPolicy)).size).toBeGreaterThan(1);
  expect(offers().filter(({ isMislabelled }) => isMislabelled)).toHaveLength(1);
  expect(offers().some(({ gigabytes, fairUse }) => gigabytes === null && fairUse === null)).toBe(true);
});

test('ICCIDs are 19 digits, pass the Luhn check and never repeat', () => {
  const next = createIccidSource('8935100');
  const iccids = Array.from({ length: 200 }, next);
  expect(iccids.every((iccid) => /^8935100\d{12}$/.test(iccid) && isLuhnValid(iccid))).toBe(true);
  expect(new Set(iccids).size).toBe(200);
  expect(isLuhnValid('8935100000000000018')).toBe(false);
});

test('a traveller uses nothing before the first day and everything is over after the last', () => {
  const trip = { seed: '1', boughtAt: 0, days: 7, quantity: 1_000, startsAfterMs: 3_600_000 };
  expect(readTrip(trip, 10)).toEqual({ state: 'not-active', remaining: 1_000, startedAt: null, endsAt: null });
  const halfway = readTrip(trip, 3_600_000 + 3 * 86_400_000);
  expect(halfway.state).toBe('active');
  expect(halfway.remaining).toBeLessThan(1_000);
  expect(readTrip(trip, 9 * 86_400_000).state).toBe('expired');
});
