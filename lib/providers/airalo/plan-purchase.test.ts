import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Received } from '@/lib/http/scripted-server';
import { newPurchase, tried, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { order, REQUEST_ID } from '@/lib/providers/airalo/scripted-samples';
import type { PurchaseRequest } from '@/lib/providers/provider';

afterAll(closeDb);
const DUE = new Date('2026-08-01T10:00:59Z');
const HOOK = 'https://shop.example/api/webhooks/providers/airalo';
const accepted = { status: 202, body: { data: { request_id: REQUEST_ID, accepted_at: '2026-06-16 18:20:02' }, meta: { message: 'success' } } };
const planned = { body: { data: { request_id: REQUEST_ID, due_date: '2026-08-01 10:00', latest_cancellation_date: '2026-07-31 10:00' }, meta: { message: 'success' } } };
const plan = (reply: Parameters<typeof tried>[0], when: { dueAt: Date | null; webhookUrl: string | null }, request = newPurchase()) => tried(reply, (provider) => provider.support?.planPurchase?.(request, when));
const partOf = ({ body }: Received, name: string) => new RegExp(`name="${name.replaceAll('[', String.raw`\[`)}"\r\n\r\n(.*)\r\n`).exec(body)?.[1];

describe('an order without waiting (§7.2)', () => {
  test('is the form of an order with a webhook of its own, and is accepted with 202', async () => {
    const request = newPurchase({ quantity: 3 });
    const { value, asked } = await plan(accepted, { dueAt: null, webhookUrl: HOOK }, request);
    expect(value).toEqual({ requestId: REQUEST_ID, cancellableUntil: null });
    const [sent] = asked;
    if (!sent) throw new Error('nothing was sent');
    expect(sent).toMatchObject({ method: 'POST', path: '/v2/orders-async', headers: { accept: 'application/json', 'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/) } });
    expect(['package_id', 'quantity', 'type', 'webhook_url'].map((name) => partOf(sent, name))).toEqual([request.providerPlanId, '3', 'sim', HOOK]);
    expect(partOf(sent, 'description')).toContain(request.reference);
  });

  test('without a webhook of its own names none: the one that is subscribed is used', async () => {
    const { asked } = await plan(accepted, { dueAt: null, webhookUrl: null });
    expect(asked[0]?.body).not.toContain('webhook_url');
  });

  test('with no webhook at all is refused', async () => {
    const { value } = await plan({ status: 422, body: { reason: 'User is not opted in and no webhook URL provided.' } }, { dueAt: null, webhookUrl: null });
    expect(value).toMatchObject({ code: 'rejected' });
  });

  test('whose webhook never comes is found by our reference as soon as it is there', async () => {
    const request = newPurchase();
    const rows: object[] = [];
    const { value } = await withAiralo(({ method }) => (method === 'POST' ? accepted : { body: { data: rows, meta: { last_page: 1 } } }), async (provider) => {
      await provider.support?.planPurchase?.(request, { dueAt: null, webhookUrl: HOOK });
      const before = await provider.findPurchase(request, async () => false);
      rows.push({ ...order, description: `${request.orderId} | ${request.reference} | x`, status: { slug: 'completed' } });
      return [before, await provider.findPurchase(request, async () => false)];
    });
    expect(value).toMatchObject([{ found: 'none' }, { found: 'one', purchase: { status: 'ready', providerOrderId: '512001' } }]);
  });
});

describe('an order for later (§7.3)', () => {
  test('is JSON, its moment to the minute in UTC, and says until when it may be cancelled', async () => {
    const request = newPurchase({ quantity: 2, providerMail: { toEmail: 'a@shop.example', sharing: ['link', 'link'], copyTo: ['b@shop.example'] } });
    const { value, asked } = await plan(planned, { dueAt: DUE, webhookUrl: HOOK }, request);
    expect(value).toEqual({ requestId: REQUEST_ID, cancellableUntil: new Date('2026-07-31T10:00:00Z') });
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/v2/future-orders', headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      package_id: request.providerPlanId, quantity: 2, due_date: '2026-08-01 10:00', description: `${request.reference} | ${request.orderId} | ${request.summary}`, webhook_url: HOOK,
      to_email: 'a@shop.example', sharing_option: ['link'], copy_address: ['b@shop.example'],
    });
  });

  test('leaves out what is not there, rather than send it empty', async () => {
    const { asked } = await plan(planned, { dueAt: DUE, webhookUrl: null });
    expect(Object.keys(JSON.parse(asked[0]?.body ?? '') as object)).toEqual(['package_id', 'quantity', 'due_date', 'description']);
  });

  test.each([
    { due_date: 'Minimum due date must be at least the day after tomorrow in UTC timezone.' }, { quantity: 'The quantity must be at least 1.' },
    { 'sharing_option(1)': "Sharing option on position 1 is invalid. Available options are: 'link' and 'pdf'." },
  ])('that Airalo refuses for %j is refused with its words', async (data) => {
    expect((await plan({ status: 422, body: { data, meta: {} } }, { dueAt: DUE, webhookUrl: null })).value).toMatchObject({ code: 'rejected', provider: { fields: data } });
  });
});

const LATER_AND_ASYNC = [['later', DUE], ['without waiting', null]] as const;

describe.each(LATER_AND_ASYNC)('an order %s', (_how, dueAt) => {
  const when = { dueAt, webhookUrl: null };

  test.each([
    ['hang-up' as const, 'outcome-unknown'],
    [{ status: 500, body: '<html>' }, 'outcome-unknown'],
    [{ status: 422, body: { code: 53, reason: 'Unexpected' } }, 'outcome-unknown'],
    [{ status: 202, body: '<html>' }, 'outcome-unknown'],
    [{ status: 202, body: { data: {} } }, 'bad-response'],
    [{ status: 422, body: { code: 11, reason: 'credit' } }, 'out-of-funds'],
    [{ status: 422, body: { code: 13, reason: 'maintenance' } }, 'unavailable'],
    [{ status: 422, body: { code: 34, reason: 'package' } }, 'rejected'],
    [{ status: 422, body: { data: { quantity: 'SIM quantity is not available. Available quantity: 9.' }, meta: {} } }, 'rejected'],
    [{ status: 403, body: { code: 89, reason: 'IP' } }, 'unauthorized'],
    [{ status: 429, body: { message: 'Too Many Attempts.' } }, 'rate-limited'],
  ])('%j is %s, and is not sent again', async (reply, code) => {
    const { value, asked } = await plan(reply, when);
    expect(value).toMatchObject({ code });
    expect(asked).toHaveLength(1);
  });

  test.each<Partial<PurchaseRequest>>([{ quantity: 0 }, { quantity: 51 }, { providerPlanId: '' }, { providerPlanId: 'a b' }])('of %j is refused before anything leaves', async (changes) => {
    const { value, asked } = await plan('hang-up', when, newPurchase(changes));
    expect(value).toMatchObject({ code: 'rejected', provider: { notAsked: true } });
    expect(asked).toEqual([]);
  });

  test('to an address that is none, or at no moment, is refused before anything leaves', async () => {
    for (const wrong of [{ dueAt, webhookUrl: 'javascript:alert(1)' }, { dueAt: new Date(Number.NaN), webhookUrl: null }]) {
      const { value, asked } = await plan('hang-up', wrong);
      expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
    }
  });

  test('with a brand Airalo does not know is sent once more without it', async () => {
    const missing = { status: 422, body: { data: { brand_settings_name: "Brand settings name doesn't exist." }, meta: {} } };
    const { value, asked } = await withAiralo(({ body }) => (body.includes('brand_settings_name') ? missing : dueAt ? planned : accepted), async (provider) => provider.support?.planPurchase?.(newPurchase(), when), 'Typo');
    expect([value?.requestId, asked.length]).toEqual([REQUEST_ID, 2]);
  });
});
