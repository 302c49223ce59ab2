import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

const DAY = 86_400_000;
const MB = 1_000_000;
const NEVER = 100 * 365 * DAY;

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
  shop.patch({ firstUseAfterMs: NEVER });
});

const newEsim = async (item: Record<string, unknown> = {}) => (await shop.buy(item)).order[0]?.iccids?.[0] ?? '';
const topUp = (iccid: string, item = BUNDLE) => shop.buy({ iccids: [iccid], item });
const states = async (iccid: string) => (await shop.bundles(iccid)).map(({ bundleState, remainingQuantity }) => [bundleState, remainingQuantity / MB]);

test('§9.3 data used starts a bundle, lowers it and depletes it; when its days are over it is expired', async () => {
  const iccid = await newEsim();
  expect(await states(iccid)).toEqual([['queued', 1_000]]);
  shop.world.advance(30 * DAY);
  await shop.use(iccid, 250);
  expect(await states(iccid)).toEqual([['active', 750]]);
  const [started] = await shop.bundles(iccid);
  expect(Date.parse(started?.endTime ?? '') - Date.parse(started?.startTime ?? '')).toBe(7 * DAY);
  await shop.use(iccid, 900);
  expect(await states(iccid)).toEqual([['depleted', 0]]);
  expect(await shop.json(`/esims/${iccid}`)).toMatchObject({ profileStatus: 'Installed' });
  shop.world.advance(7 * DAY);
  expect(await states(iccid)).toEqual([['expired', 0]]);
});

test('§7.7 a top-up waits behind the active bundle and takes over what that one no longer holds', async () => {
  const iccid = await newEsim();
  await shop.use(iccid, 400);
  const { orderReference } = await topUp(iccid, 'esim_2GB_15D_PT_V2');
  expect(await states(iccid)).toEqual([['active', 600], ['queued', 2_000]]);
  expect((await shop.bundles(iccid))[1]).toMatchObject({ assignmentReference: `${orderReference}-0` });
  expect((await shop.bundles(iccid))[1]).not.toHaveProperty('startTime');
  await shop.use(iccid, 700);
  expect(await states(iccid)).toEqual([['depleted', 0], ['active', 1_900]]);
});

test('§7.7 a waiting bundle starts when the one before expires, or only with the next data', async () => {
  const [atOnce, onUse] = [await newEsim(), await newEsim()];
  for (const iccid of [atOnce, onUse]) {
    await shop.use(iccid, 1);
    await topUp(iccid);
  }
  shop.world.advance(8 * DAY);
  expect(await states(atOnce)).toEqual([['expired', 999], ['active', 1_000]]);
  shop.patch({ nextBundleStarts: 'on-use' });
  expect(await states(onUse)).toEqual([['expired', 999], ['queued', 1_000]]);
  await shop.use(onUse, 10);
  expect(await states(onUse)).toEqual([['expired', 999], ['active', 990]]);
});

test('§9.3 a bundle is being processed first, and lapses when it is not used for twelve months', async () => {
  shop.patch({ processingMs: 60_000, idleDays: 0 });
  const iccid = await newEsim();
  expect(await states(iccid)).toEqual([['processing', 1_000]]);
  await shop.use(iccid, 100);
  expect(await states(iccid)).toEqual([['processing', 1_000]]);
  shop.world.advance(60_000);
  expect(await states(iccid)).toEqual([['queued', 1_000]]);
  shop.world.advance(366 * DAY);
  expect(await states(iccid)).toEqual([['lapsed', 1_000]]);
  expect(await shop.json(`/esims/${iccid}/bundles`)).toEqual({ bundles: [] });
});

test('§6.5 an unlimited bundle counts the full-speed data of the day, and is never used up', async () => {
  const iccid = await newEsim({ item: 'esim_UL_7D_PT_V2' });
  await shop.use(iccid, 1_300);
  expect(await states(iccid)).toEqual([['active', 0]]);
  shop.world.advance(DAY);
  expect(await states(iccid)).toEqual([['active', 1_000]]);
  await shop.use(iccid, 200);
  expect(await states(iccid)).toEqual([['active', 800]]);
  shop.world.advance(6 * DAY);
  expect((await states(iccid))[0]?.[0]).toBe('expired');
});

test('without controls a traveller uses it by the clock; what was used stays used when the controls take over', async () => {
  shop.patch({ firstUseAfterMs: DAY });
  const iccid = await newEsim();
  shop.world.advance(3 * DAY);
  const [before] = await states(iccid);
  expect(before?.[0]).toBe('active');
  expect(before?.[1]).toBeLessThan(1_000);
  await shop.use(iccid, 5);
  const [after] = await states(iccid);
  expect(after?.[1]).toBeCloseTo(Number(before?.[1]) - 5, 0);
  shop.world.advance(DAY);
  expect(await states(iccid)).toEqual([after]);
});

test('the setting `used` says how much is used in all, more or less than before', async () => {
  const iccid = await newEsim();
  shop.patch({ used: { [iccid]: 300 } });
  expect(await states(iccid)).toEqual([['active', 700]]);
  shop.patch({ used: { [iccid]: 100 } });
  expect(await states(iccid)).toEqual([['active', 900]]);
  shop.patch({ used: { [iccid]: 1_000 } });
  expect(await states(iccid)).toEqual([['depleted', 0]]);
});

test('§15 an eSIM idle for 180 days is gone a week later, one with a waiting bundle stays', async () => {
  const [idle, waiting] = [await newEsim(), await newEsim()];
  await shop.use(idle, 1);
  shop.world.advance((7 + 186) * DAY);
  expect((await shop.get(`/esims/${idle}`)).status).toBe(200);
  shop.world.advance(DAY);
  expect((await shop.get(`/esims/${idle}`)).status).toBe(403);
  expect((await shop.get(`/esims/${waiting}`)).status).toBe(200);
  expect(await shop.json('/esims')).toMatchObject({ esims: [{ iccid: waiting }], rows: 1 });
});
