import { unzipSync } from 'fflate';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { beforeEach, expect, test } from 'vitest';
import { BUNDLE, createOrganisation, type Organisation } from './organisation-client.ts';

let shop: Organisation;
beforeEach(() => {
  shop = createOrganisation();
});

const DAY = 86_400_000;
const HEADER = 'ICCID,Matching ID,RSP URL,Bundle,Reference';

test('assignments are CSV by default, by query or by path', async () => {
  const { orderReference, order } = await shop.buy();
  const esim = order[0]?.esims?.[0];
  const expected = `${HEADER}\n${esim?.iccid},${esim?.matchingId},${esim?.smdpAddress},${BUNDLE},${orderReference}\n`;
  for (const path of [`/esims/assignments?reference=${orderReference}`, `/esims/assignments/${orderReference}`]) {
    const answer = await shop.get(path, { Accept: '*/*' });
    expect(answer.headers.get('Content-Type')).toBe('text/csv');
    expect(answer.headers.get('X-Ratelimit-Limit')).toBe('1000');
    expect(await answer.text()).toBe(expected);
  }
  shop.patch({ csv: 'quoted' });
  expect(await (await shop.get(`/esims/assignments/${orderReference}`)).text()).toContain(`"${esim?.iccid}","${esim?.matchingId}"`);
  expect((await shop.get('/esims/assignments/5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01')).status).toBe(403);
  expect((await shop.get('/esims/assignments')).status).toBe(400);
});

test('assignments as JSON are one object, or a list for several, with the Apple link on demand', async () => {
  const one = await shop.buy();
  const esim = one.order[0]?.esims?.[0];
  const path = `/esims/assignments?reference=${one.orderReference}&additionalFields=appleInstallUrl`;
  expect(await shop.json(path)).toMatchObject({
    ...esim,
    profileStatus: 'Released',
    firstInstalledDateTime: null,
    appleInstallUrl: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$${esim?.smdpAddress}$${esim?.matchingId}`,
  });
  const two = await shop.buy({ quantity: 2 });
  expect(await shop.json(`/esims/assignments?reference=${two.orderReference}`)).toHaveLength(2);
  shop.patch({ assignmentsJson: 'esims' });
  expect(await shop.json(path)).toMatchObject({ esims: [esim] });
});

test('assignments as ZIP hold one QR code per eSIM that reads as its LPA text, and a mapping', async () => {
  const { orderReference, order } = await shop.buy({ quantity: 2 });
  const answer = await shop.get(`/esims/assignments?reference=${orderReference}`, { Accept: 'application/zip' });
  expect(answer.headers.get('Content-Type')).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(new TextDecoder().decode(files['mapping.csv'])).toContain(HEADER);
  for (const { iccid, smdpAddress, matchingId } of order[0]?.esims ?? []) {
    const image = PNG.sync.read(Buffer.from(files[`${iccid}.png`] ?? []));
    expect(jsqr(new Uint8ClampedArray(image.data), image.width, image.height)?.data).toBe(`LPA:1$${smdpAddress}$${matchingId}`);
  }
});

test('a pending order has no eSIMs yet and says so in the way that was set', async () => {
  shop.patch({ assignDelayMs: 60_000, retryAfterSeconds: 7 });
  const { orderReference, order, status } = await shop.buy();
  expect([status, order[0]?.esims, order[0]?.iccids]).toEqual(['processing', [], []]);
  const path = `/esims/assignments?reference=${orderReference}`;
  const pending = await shop.get(path);
  expect([pending.status, pending.headers.get('Retry-After')]).toEqual([503, '7']);
  shop.patch({ pendingAs: 'header-only' });
  expect(await (await shop.get(path)).text()).toBe(`${HEADER}\n`);
  expect((await shop.get(path, { Accept: 'application/json' })).status).toBe(503);
  shop.world.advance(60_000);
  expect((await (await shop.get(path)).text()).split('\n')).toHaveLength(3);
  expect(await shop.json(`/orders/${orderReference}`)).toMatchObject({ status: 'completed', order: [{ esims: [{}] }] });
});

test('an eSIM moves from released to installed, its bundle from queued over active to expired', async () => {
  shop.patch({ firstUseAfterMs: DAY, processingMs: 60_000 });
  const { order, orderReference } = await shop.buy();
  const iccid = order[0]?.iccids?.[0];
  const state = async () => (await shop.json(`/esims/${iccid}/bundles?includeUsed=true`)) as object;
  const assignment = (bundleState: string, more: object = {}) => ({ bundles: [{ name: BUNDLE, assignments: [{ bundleState, ...more }] }] });
  expect(await state()).toMatchObject(assignment('processing', { initialQuantity: 1_000_000_000, assignmentReference: `${orderReference}-0` }));
  expect(await shop.json(`/esims/${iccid}`)).toMatchObject({ iccid, profileStatus: 'Released', firstInstalledDateTime: null });
  shop.world.advance(60_000);
  expect(await state()).toMatchObject(assignment('queued', { remainingQuantity: 1_000_000_000 }));
  shop.world.advance(DAY);
  expect(await state()).toMatchObject(assignment('active', { startTime: expect.any(String) }));
  expect(await shop.json(`/esims/${iccid}`)).toMatchObject({ profileStatus: 'Installed', firstInstalledDateTime: expect.any(Number) });
  shop.world.advance(8 * DAY);
  expect(await state()).toMatchObject(assignment('expired'));
  expect(await shop.json(`/esims/${iccid}/bundles`)).toEqual({ bundles: [] });
});

test('a top-up waits behind the bundle that runs', async () => {
  const { order } = await shop.buy();
  const [iccid] = order[0]?.iccids ?? [];
  expect(await shop.json(`/esims/${iccid}/compatible/${BUNDLE}`)).toEqual({ compatible: true });
  expect((await shop.buy({ iccids: [iccid] })).order[0]?.esims).toEqual(order[0]?.esims);
  shop.world.advance(DAY);
  const expected = { bundles: [{ assignments: [{ bundleState: 'queued' }, { bundleState: 'active' }] }] };
  expect(await shop.json(`/esims/${iccid}/bundles`)).toMatchObject(expected);
  expect(await shop.json(`/esims/${iccid}/bundles/${BUNDLE}`)).toMatchObject({ assignments: [{ bundleState: 'queued' }] });
});

test('our own reference can be written on an eSIM; a foreign eSIM is denied', async () => {
  const { order } = await shop.buy();
  const iccid = order[0]?.iccids?.[0];
  expect(await (await shop.send('PUT', '/esims', { iccid, customerRef: 'order-1' })).json()).toEqual({ status: 'success' });
  expect(await shop.json('/esims?filterBy=customerRef&filter=order-1')).toMatchObject({ esims: [{ iccid }], rows: 1 });
  for (const path of ['', '/bundles', '/history']) expect((await shop.get(`/esims/8900000000000000000${path}`)).status).toBe(403);
});
