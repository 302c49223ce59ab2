import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { requireOwnOrigin } from '@/lib/web/own-origin';
import { answerFailure, webhookRoute } from '@/lib/web/route';

const post = (body: string | Uint8Array<ArrayBuffer>) => new Request('http://localhost:3000/api/webhooks/x', { method: 'POST', body, headers: { 'x-signature': 's' } });
const answerOf = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });

test('a webhook handler gets the very bytes that came', async () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x00, 0xff, 0x7d]);
  const route = webhookRoute(async (body, headers) => ({ isSame: body.equals(bytes), signature: headers.get('x-signature') }));
  expect(await answerOf(await route(post(bytes)))).toEqual({ status: 200, body: { isSame: true, signature: 's' } });
});

test('a webhook nobody signed is 400, one too large is 413, and a fault of ours is 500 so that it is sent again', async () => {
  const refusing = webhookRoute(async () => { throw new AppError('bad-signature'); });
  expect(await answerOf(await refusing(post('{}')))).toEqual({ status: 400, body: { error: 'bad-signature' } });
  const accepting = webhookRoute(async () => ({}));
  expect((await accepting(post('x'.repeat(1_048_577)))).status).toBe(413);
  const failing = webhookRoute(async () => { throw new Error('secret sk_test_0123456789'); });
  expect(await answerOf(await failing(post('{}')))).toEqual({ status: 500, body: { error: 'unexpected' } });
});

test.each([
  ['https://evil.example'], ['null'], ['http://localhost:3001'], ['https://localhost:3000'], ['http://localhost:3000.evil.example'], [''],
])('a request from %j is not ours', (origin) => {
  expect(() => requireOwnOrigin(new Headers({ origin }))).toThrow(expect.objectContaining({ code: 'wrong-origin' }));
  expect(() => requireOwnOrigin(new Headers())).toThrow(expect.objectContaining({ code: 'wrong-origin' }));
  expect(() => requireOwnOrigin(new Headers({ origin: 'http://localhost:3000' }))).not.toThrow();
});

test('who must wait is told how long', () => {
  const answer = answerFailure({ code: 'too-many-requests', data: { retryAfterMs: 1_200 } });
  expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('cache-control')]).toEqual([429, '2', 'no-store']);
  expect(answerFailure({ code: 'something-else' }).status).toBe(422);
});
