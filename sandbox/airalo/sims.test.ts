import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createPartner, DAY, type Partner, PLAN } from './partner.ts';

let shop: Partner;

beforeEach(async () => {
  shop = await createPartner();
});

test('an eSIM is read with its order and sharing, and an empty ICCID lists them all', async () => {
  const bought = await shop.buy({ to_email: 'a@b.example', 'sharing_option[]': 'link' });
  const iccid = bought.sims[0]?.iccid;
  expect(await (await shop.get(`/v2/sims/${iccid}?include=order,order.status,share`)).json()).toMatchObject({
    data: {
      iccid,
      recycled: false,
      sharing: { link: expect.stringContaining('https://esims.cloud/'), access_code: expect.stringMatching(/^\d{4}$/) },
      simable: { id: bought.id, price: '4.50', validity: '7', net_price: expect.any(Number), status: { slug: 'completed' } },
    },
  });
  expect(await (await shop.get('/v2/sims/')).json()).toMatchObject({ data: [{ iccid }], meta: { per_page: '25' } });
  expect((await shop.get('/v2/sims/8900000000000000000')).status).toBe(404);
});

test('instructions come in English and German with numbered steps', async () => {
  const { sims } = await shop.buy();
  const path = `/v2/sims/${sims[0]?.iccid}/instructions`;
  expect(await (await shop.get(path)).json()).toMatchObject({ data: { instructions: { language: 'EN', ios: [{ installation_via_qr_code: { steps: { 1: expect.any(String) } } }] } } });
  expect(await (await shop.get(path, { 'Accept-Language': 'de' })).json()).toMatchObject({ data: { instructions: { language: 'DE' } } });
});

const reading = z.object({ data: z.object({ status: z.string(), remaining: z.int(), total: z.int() }).loose() });

test('usage follows the sandbox clock, looked up every twenty minutes and limited per eSIM', async () => {
  const { sims } = await shop.buy();
  shop.patch({ firstUseAfterMs: 60 * 60_000 });
  const usage = async () => reading.parse(await (await shop.get(`/v2/sims/${sims[0]?.iccid}/usage`)).json()).data;
  expect(await usage()).toMatchObject({ status: 'NOT_ACTIVE', remaining: 1024, total: 1024, expired_at: null });
  shop.world.advance(60 * 60_000 + 1);
  const started = await usage();
  expect(started).toMatchObject({ status: 'ACTIVE' });
  shop.world.advance(10 * 60_000);
  expect(await usage()).toEqual(started);
  shop.world.advance(8 * DAY);
  expect(await usage()).toMatchObject({ status: 'EXPIRED' });
  shop.patch({ usagePerMinute: 2 });
  shop.world.advance(60_000);
  const statuses = [];
  for (let n = 0; n < 3; n += 1) statuses.push((await shop.get(`/v2/sims/${sims[0]?.iccid}/usage`)).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test('top-ups of the eSIM’s own brand can be bought and show in its history', async () => {
  const { sims } = await shop.buy();
  const iccid = sims[0]?.iccid ?? '';
  expect(await (await shop.get(`/v2/sims/${iccid}/topups`)).json()).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ id: 'fado-mobile-7days-1gb-topup', type: 'topup' })]) });
  expect(await (await shop.post({ iccid, package_id: 'tango-go-7days-1gb-topup' }, '/v2/orders/topups')).json()).toMatchObject({ data: { package_id: 'invalid topup package' } });
  const answer = await shop.post({ iccid, package_id: 'fado-mobile-7days-1gb-topup' }, '/v2/orders/topups');
  expect(await answer.json()).toMatchObject({ data: { type: 'topup', description: `Topup (${iccid})`, validity: 7 } });
  expect((await shop.list(`/v2/sims/${iccid}/packages`)).data).toHaveLength(2);
});

test('voice plans carry a number, some brands an APN to type in', async () => {
  const operators = (await shop.packages()).data.flatMap((listing) => listing.operators);
  const voice = operators.find(({ plan_type: type }) => type === 'data-voice-text')?.packages[0];
  const manual = operators.find(({ apn_type: type }) => type === 'manual')?.packages[0];
  expect((await shop.buy({ package_id: voice?.id ?? '' })).sims[0]?.msisdn).toMatch(/^\d{15}$/);
  expect((await shop.buy({ package_id: manual?.id ?? '' })).sims[0]).toMatchObject({ apn_type: 'manual', apn_value: expect.any(String) });
});

test('a queued fault meets only the request that names it', async () => {
  shop.world.faultQueue.add({ service: 'airalo', operation: 'order', match: 'ref-x', fault: { kind: 'garbage', body: 'oops' } });
  expect((await shop.buy({ description: 'ref-y' })).description).toBe('ref-y');
  expect(await (await shop.post({ package_id: PLAN, quantity: '1', description: 'ref-x' })).text()).toBe('oops');
  expect(shop.world.ledger()).toHaveLength(2);
});
