import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { POST } from '@/app/api/webhooks/providers/[providerId]/route';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { applyProviderNotices, checkUsageUntilAlert, isWebhookExpected, receiveProviderWebhook } from '@/lib/orders/provider-notices';
import { sendUsageEmail } from '@/lib/orders/mails/send-usage-email';
import { getProvider } from '@/lib/providers/registry';
import { given, jobs } from '@/tests/given';
import { sandbox } from '@/tests/sandbox-client';

const SECRET = 'sandbox-airalo-secret-0123456789abcdef';
const webhook = (body: object, secret = SECRET) => {
  const rawBody = Buffer.from(JSON.stringify(body));
  return { rawBody, headers: { 'airalo-signature': createHmac('sha512', secret).update(rawBody).digest('hex') } };
};
const low = (iccid: string, level = '90%') => ({ level, package_name: 'x', remaining_percentage: 10, iccid });

/** An eSIM that really is at the provider, of which so many of its 1,024 megabytes are used. */
async function esimUsed(megabytes: number) {
  const bought = await getProvider('airalo').purchase({
    reference: randomUUID(), orderId: randomUUID(), providerPlanId: 'fado-mobile-7days-1gb', quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 1, currency: 'USD' }, sentAt: null,
  });
  const iccid = bought.status === 'ready' ? (bought.esims[0]?.iccid ?? '') : '';
  await sandbox.use('airalo', iccid, megabytes);
  return given.esim({ iccid });
}
async function received(body: object): Promise<string> {
  expect(await receiveProviderWebhook('airalo', webhook(body))).toBe('stored');
  const event = await db().providerEvent.findFirstOrThrow({ orderBy: { receivedAt: 'desc' } });
  return event.id;
}

describe('a webhook', () => {
  test('that verifies is stored once with its job, and a repeat is a repeat', async () => {
    const body = low('8935100000000000017', `${Math.random()}%`);
    // It is known by its day.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const outcomes = await Promise.all([1, 2, 3].map(() => receiveProviderWebhook('airalo', webhook(body))));
    expect(outcomes.toSorted()).toEqual(['duplicate', 'duplicate', 'stored']);
    const [event] = await db().providerEvent.findMany({ orderBy: { receivedAt: 'desc' }, take: 1 });
    expect(await jobs('providers.notices', event?.id ?? 'none')).toHaveLength(1);
    expect((await db().providerState.findUnique({ where: { providerId: 'airalo' } }))?.lastWebhookAt).toBeInstanceOf(Date);
  });

  test('keeps no ICCID, and nothing else that was in it', async () => {
    const id = await received({ ...low('8935100000000000018'), secret: 'LPA:1$a$b' });
    const text = JSON.stringify(await db().providerEvent.findUnique({ where: { id } }));
    expect(text).not.toMatch(/8935100000000000018|LPA/);
  });

  test('of nobody, or for nobody, leaves nothing behind', async () => {
    const before = await db().providerEvent.count();
    expect(await receiveProviderWebhook('airalo', webhook(low('8935100000000000017'), 'another secret'))).toBe('not-theirs');
    expect(await receiveProviderWebhook('nobody', webhook({}))).toBe('no-provider');
    expect(await db().providerEvent.count()).toBe(before);
    expect([isWebhookExpected('airalo'), isWebhookExpected('esimgo'), isWebhookExpected('nobody')]).toEqual([true, true, false]);
  });
});

describe('that says data runs low', () => {
  test('is believed when the provider’s own figures say so: one mail, whatever the levels and repeats', async () => {
    const esim = await esimUsed(950);
    for (const level of ['75%', '90%']) await applyProviderNotices({ eventId: await received(low(esim.iccid, level)) });
    const mails = await jobs('email.usage', esim.id);
    expect(mails).toHaveLength(1);
    const payload = mails[0]?.payload as { esimId: string; alert: 'usage-low'; key: string };
    expect(payload.alert).toBe('usage-low');
    await Promise.all([sendUsageEmail(payload), sendUsageEmail(payload)]);
    await sendUsageEmail(payload);
    expect(await db().emailSent.count({ where: { key: payload.key, status: 'sent' } })).toBe(1);
  });

  test('and is not true makes no mail; it is looked at again, three times at most', async () => {
    const esim = await esimUsed(10);
    const eventId = await received(low(esim.iccid));
    await applyProviderNotices({ eventId });
    expect(await jobs('email.usage', esim.id)).toEqual([]);
    expect(await jobs('esims.check-usage', esim.id)).toMatchObject([{ payload: { checks: 2 } }]);
    await rows(pool(), `DELETE FROM graphile_worker._private_jobs WHERE key = $1`, [`esims.check-usage:${esim.id}`]);
    await checkUsageUntilAlert({ esimId: esim.id, checks: 3 });
    expect(await jobs('esims.check-usage', esim.id)).toEqual([]);
  });

  test('and cannot be checked is tried again, and nobody is told meanwhile', async () => {
    const esim = await esimUsed(950);
    const eventId = await received(low(esim.iccid));
    await sandbox.fault('airalo', 'usage', { fault: { kind: 'status', status: 500 }, match: esim.iccid, times: 5 });
    await expect(applyProviderNotices({ eventId })).rejects.toMatchObject({ code: 'try-again' });
    expect(await jobs('email.usage', esim.id)).toEqual([]);
    expect((await db().providerEvent.findUnique({ where: { id: eventId } }))?.appliedAt).toBeNull();
  });

  test('of an eSIM that is not ours, or another provider’s, tells nobody', async () => {
    const foreign = await given.esim({ provider: 'esimgo' });
    for (const iccid of ['8935199999999999999', foreign.iccid]) {
      const eventId = await received(low(iccid));
      await applyProviderNotices({ eventId });
      expect((await db().providerEvent.findUnique({ where: { id: eventId } }))?.appliedAt).toBeInstanceOf(Date);
    }
    expect(await jobs('email.usage', foreign.id)).toEqual([]);
  });
});

test('an order that settled is looked at, not believed', async () => {
  const order = await given.order();
  const line = await db().orderLine.findFirstOrThrow({ where: { orderId: order.id } });
  const reference = `sf${'0123456789'.repeat(3)}${String(Math.floor(Math.random() * 1e10)).padStart(10, '0')}`;
  await db().purchase.create({ data: { lineId: line.id, providerId: 'airalo', providerPlanId: line.providerPlanId, quantity: 1, reference, status: 'UNKNOWN' } });
  const eventId = await received({ request_id: randomUUID().slice(0, 25), data: { id: 77, description: `${order.id} | ${reference} | x`, sims: [{ iccid: '8935100000000000017' }] } });
  await applyProviderNotices({ eventId });
  expect(await jobs('orders.fulfil', order.id)).toHaveLength(1);
  expect(await db().purchase.findFirst({ where: { reference } })).toMatchObject({ status: 'UNKNOWN', providerOrderId: null });
});

test.each([
  ['inside', { code: 33, reason: 'Insufficient stock of eSIMs remaining.' }, null], ['at the root', null, { code: 33, reason: 'Insufficient stock of eSIMs remaining.' }],
])('an order that failed and names a request id alone is stored, answered 200 and touches no purchase', async (_where, data, root) => {
  const order = await given.order();
  const line = await db().orderLine.findFirstOrThrow({ where: { orderId: order.id } });
  const open = { lineId: line.id, providerId: 'airalo', providerPlanId: line.providerPlanId, quantity: 1 };
  const reference = () => `sf${randomUUID().replaceAll('-', '')}${randomUUID().slice(0, 8)}`;
  const purchases = await Promise.all((['INTENDED', 'UNKNOWN', 'PREPARING'] as const).map((status) => db().purchase.create({ data: { ...open, status, reference: reference() } })));
  const { rawBody, headers } = webhook({ request_id: randomUUID().replaceAll('-', '').slice(0, 25), ...(data ? { data } : root) });
  const post = () => POST(new Request('https://shop.example/api/webhooks/providers/airalo', { method: 'POST', body: rawBody, headers }), { params: Promise.resolve({ providerId: 'airalo' }) });
  expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
  const event = await db().providerEvent.findFirstOrThrow({ orderBy: { receivedAt: 'desc' } });
  expect(event.payload).toEqual({ notices: [{ kind: 'purchase-settled', reference: null, providerOrderId: null }] });
  await applyProviderNotices({ eventId: event.id });
  expect((await db().providerEvent.findUnique({ where: { id: event.id } }))?.appliedAt).toBeInstanceOf(Date);
  expect(await jobs('orders.fulfil', order.id)).toEqual([]);
  expect(await db().purchase.findMany({ where: { id: { in: purchases.map(({ id }) => id) } }, orderBy: { id: 'asc' } })).toEqual(purchases.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
});
