import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { ICCID, tried, withAiralo } from '@/lib/providers/airalo/scripted-airalo';

afterAll(closeDb);
const HOOK = 'https://shop.example/api/webhooks/providers/airalo';
const lineOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
const notification = (type: string, contact_point = HOOK, more: object = {}): Reply => ({ body: { data: { notification: { type, contact_point, ...more } }, meta: { message: 'success' } } });

describe('switching a webhook on (§11.1)', () => {
  const subscribe = (kind: string, address: string, reply: Reply = notification(kind, address)) => tried(reply, (provider) => provider.support?.subscribeWebhook?.(kind, address));

  test.each([
    ['async_orders', HOOK, { type: 'async_orders', webhook_url: HOOK }], ['webhook_low_data', HOOK, { type: 'webhook_low_data', webhook_url: HOOK }],
    ['webhook_credit_limit', HOOK, { type: 'webhook_credit_limit', webhook_url: HOOK, levels: [50, 70, 80, 90] }], ['email_low_data', 'a@shop.example', { type: 'email_low_data', email: 'a@shop.example', language: 'en' }],
    ['email_credit_limit', 'a@shop.example', { type: 'email_credit_limit', email: 'a@shop.example', language: 'en', levels: [50, 70, 80, 90] }],
  ])('%s to %s is JSON', async (kind, address, body) => {
    const { value, asked } = await subscribe(kind, address);
    expect(value).toBeUndefined();
    expect(asked.map(lineOf)).toEqual(['POST /v2/notifications/opt-in']);
    expect(asked[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual(body);
  });

  test('of another kind, or to what is no address, sends nothing', async () => {
    for (const [kind, address] of [['order.completed', HOOK], ['webhook_low_data', 'shop.example'], ['webhook_low_data', 'a@shop.example'], ['email_low_data', HOOK]] as const) {
      const { value, asked } = await subscribe(kind, address);
      expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
    }
  });

  test('that was switched on to elsewhere, or whose answer is lost, is not taken for done', async () => {
    expect((await subscribe('webhook_low_data', HOOK, notification('webhook_low_data', 'https://elsewhere.example'))).value).toMatchObject({ code: 'bad-response' });
    const lost = await subscribe('webhook_low_data', HOOK, 'hang-up');
    expect([(lost.value as { code: string }).code, lost.asked.length]).toEqual(['outcome-unknown', 1]);
    expect((await subscribe('webhook_low_data', HOOK, { status: 422, body: { data: { webhook_url: 'is not reachable' }, meta: {} } })).value).toMatchObject({ code: 'rejected', provider: { fields: { webhook_url: 'is not reachable' } } });
  });
});

describe('which webhooks are on (§11.2)', () => {
  const read = (script: Parameters<typeof withAiralo>[0]) => withAiralo(script, async (provider) => provider.support?.readWebhookSubscriptions?.().catch((error: unknown) => error));
  const kindOf = (path: string) => new URL(`http://x${path}`).searchParams.get('type') ?? '';

  test('is asked for kind by kind where that is understood', async () => {
    const { value, asked } = await read(({ path }) => (kindOf(path).startsWith('webhook') ? notification(kindOf(path), HOOK, { levels: [50] }) : { status: 404, body: { data: [], meta: { message: 'messages.resource_not_found' } } }));
    expect(value).toEqual([{ kind: 'webhook_low_data', address: HOOK }, { kind: 'webhook_credit_limit', address: HOOK }]);
    expect(asked.map(lineOf)).toEqual(['async_orders', 'webhook_low_data', 'webhook_credit_limit', 'email_low_data', 'email_credit_limit'].map((kind) => `GET /v2/notifications/opt-in?type=${kind}`));
  });

  test('is known of one kind alone where the question is not heeded', async () => {
    expect((await read(() => notification('webhook_low_data'))).value).toEqual([{ kind: 'webhook_low_data', address: HOOK }]);
  });

  test.each([[{}], [{ data: [] }], [{ data: null }], [{ data: { notification: null } }], [{ data: { notification: [] } }], [{ data: { notification: { type: 'something_new', contact_point: HOOK } } }]])('is nothing where %j is said', async (body) => {
    expect((await read(() => ({ body }))).value).toEqual([]);
  });

  test('is not known where it could not be asked', async () => {
    expect((await read(() => ({ status: 503, body: '' }))).value).toMatchObject({ code: 'unavailable' });
    expect((await read(() => ({ status: 200, body: '<html>' }))).value).toMatchObject({ code: 'bad-response' });
  });
});

describe('switching a webhook off (§11.3)', () => {
  test('is JSON, and done with 204 and nothing', async () => {
    const { value, asked } = await tried((response) => response.writeHead(204).end(), (provider) => provider.support?.unsubscribeWebhook?.('webhook_low_data'));
    expect(value).toBeUndefined();
    expect(asked.map(lineOf)).toEqual(['POST /v2/notifications/opt-out']);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ type: 'webhook_low_data' });
  });

  test('of a kind there is not sends nothing; a lost answer is unknown and is not sent again', async () => {
    expect((await tried('hang-up', (provider) => provider.support?.unsubscribeWebhook?.('sim.activated'))).asked).toEqual([]);
    const { value, asked } = await tried('hang-up', (provider) => provider.support?.unsubscribeWebhook?.('async_orders'));
    expect([(value as { code: string }).code, asked.length]).toEqual(['outcome-unknown', 1]);
  });
});

describe('a specimen of a webhook (§11.7)', () => {
  const rehearse = (kind: string, options = { iccid: null as string | null, address: null as string | null }, reply: Reply = { body: { success: 'Notification sent' } }) =>
    tried(reply, (provider) => provider.support?.rehearseWebhook?.(kind, options));

  test.each([
    ['webhook_low_data', { event: 'low_data_notification', type: 'data_90' }], ['webhook_low_data:data_75', { event: 'low_data_notification', type: 'data_75' }], ['webhook_low_data:expire_1', { event: 'low_data_notification', type: 'expire_1' }],
    ['webhook_low_data:expire_3', { event: 'low_data_notification', type: 'expire_3' }], ['webhook_credit_limit', { event: 'credit_limit_notification', level: 80 }], ['webhook_credit_limit:50', { event: 'credit_limit_notification', level: 50 }],
    ['async_orders', { event: 'async_order_notification' }],
  ])('of %s is asked for as %j', async (kind, body) => {
    const { value, asked } = await rehearse(kind);
    expect(value).toBeUndefined();
    expect(asked.map(lineOf)).toEqual(['POST /v2/simulator/webhook']);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual(body);
  });

  test('may be for an eSIM and to an address of its own', async () => {
    const { asked } = await rehearse('webhook_low_data', { iccid: ICCID, address: HOOK });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ event: 'low_data_notification', type: 'data_90', iccid: ICCID, webhook_url: HOOK });
  });

  test.each([
    [{ status: 400, body: { error: 'User is not opted in' } }, 'rejected'], [{ status: 400, body: { error: 'Could not push data to https://shop.example' } }, 'rejected'],
    [{ status: 422, body: { data: { event: 'Event must be one of: low_data_notification' }, meta: {} } }, 'rejected'], [{ status: 500, body: { error: 'An unexpected error occurred' } }, 'outcome-unknown'], [{ body: {} }, 'bad-response'],
  ])('%j is %s, and is not sent again', async (reply, code) => {
    const { value, asked } = await rehearse('async_orders', undefined, reply);
    expect([(value as { code: string }).code, asked.length]).toEqual([code, 1]);
  });

  test.each(['email_low_data', 'webhook_low_data:data_10', 'webhook_credit_limit:99', 'async_orders:1'])('there is none of %s', async (kind) => {
    const { value, asked } = await rehearse(kind);
    expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
  });
});
