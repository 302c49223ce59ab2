import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { POST } from '@/app/api/webhooks/providers/[providerId]/route';
import { db } from '@/lib/db/client';

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;
const OWN = basic('sandbox-onence-stream:sandbox-onence-stream-0123456789abcdef');
const event = (id: string) => ({ id, timestamp: '2026-06-01T10:00:00Z', event_type: { id: 1, description: 'x' }, alert: false, sim: { iccid: '8988228066600000000' } });

/** A delivery whose body counts how often it is asked for more; endless unless it is given. */
function delivery(authorization: string | null, whole?: string) {
  const asked = { times: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked.times += 1;
      controller.enqueue(Buffer.from(whole ?? ' '.repeat(65_536)));
      if (whole !== undefined) controller.close();
    },
  }, { highWaterMark: 0 });
  const headers = { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) };
  const request = new Request('http://localhost:3000/api/webhooks/providers/onence', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  const send = () => POST(request, { params: Promise.resolve({ providerId: 'onence' }) });
  return { request, asked, send };
}

test.each([null, '', 'Basic', basic('sandbox-onence-stream:'), basic('sandbox-onence-stream:wrong'), OWN.replace('Basic', 'Bearer'), OWN.slice(0, -4)])('a push that says %j of who it is from is refused before its body is read', async (authorization) => {
  const { request, asked, send } = delivery(authorization);
  expect((await send()).status).toBe(401);
  expect({ ...asked, isRead: request.bodyUsed }).toEqual({ times: 0, isRead: false });
});

test('a push with the right name and word is read, stored and answered with 200', async () => {
  const id = randomUUID();
  const { asked, send } = delivery(OWN, JSON.stringify([event(id)]));
  expect((await send()).status).toBe(200);
  expect(asked.times).toBe(1);
  expect(await db().fleetRecord.count({ where: { recordKey: `event:${id}` } })).toBe(1);
});

test('even the right name and word have no more than sixteen megabytes held', async () => {
  const { asked, send } = delivery(OWN);
  expect((await send()).status).toBe(413);
  expect(asked.times).toBe(257);
});
