import { expect, test } from 'vitest';
import { HttpFailure } from '@/lib/http/http-failure';
import { errorOfAnswer, errorOfBody, errorOfFailure, unreadable } from '@/lib/providers/airalo/errors';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  header: (name: string) => headers[name] ?? null,
  bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const invalidMeta = { message: 'the parameter is invalid' };
const ofOrder = (status: number, body: unknown, headers?: Record<string, string>) => errorOfAnswer(answer(status, body, headers), 'order');
const fields = (data: Record<string, unknown>) => ofOrder(422, { data, meta: invalidMeta });

test.each([
  [11, 'out-of-funds', 'insufficient_credit', undefined],
  [13, 'unavailable', 'maintenance', 'maintenance'],
  [14, 'rejected', 'validation', 'invalid-request'],
  [23, 'rejected', 'top_up_disabled', 'invalid-request'],
  [33, 'rejected', 'quantity_unavailable', 'not-enough-stock'],
  [34, 'rejected', 'invalid_package', 'plan-withdrawn'],
  [43, 'rejected', 'validation', 'invalid-request'],
  [53, 'outcome-unknown', 'server_error', undefined],
  [73, 'rejected', 'recycled', 'invalid-request'],
  [999, 'bad-response', 'bad_response', undefined],
])('422 with code %i is %s', (code, meant, reason, refusal) => {
  const error = ofOrder(422, { code, reason: 'Words.' });
  expect([error.code, error.reason, error.provider.refusal?.reason]).toEqual([meant, reason, refusal]);
});

test('403 is a matter of credentials or of the allow list', () => {
  expect(ofOrder(403, { code: 89, reason: 'IP' }).code).toBe('unauthorized');
  expect(ofOrder(401, { message: 'Unauthenticated.' }).code).toBe('unauthorized');
});

test('an invalid package is a withdrawn plan', () => {
  const error = fields({ package_id: 'The selected package is invalid.' });
  expect(error.code).toBe('rejected');
  expect(error.provider).toMatchObject({ refusal: { reason: 'plan-withdrawn' }, fields: { package_id: 'The selected package is invalid.' } });
});

test('the available number reaches us', () => {
  expect(fields({ quantity: 'SIM quantity is not available. Available quantity: 9.' }).provider.refusal).toEqual({ reason: 'not-enough-stock', availableQuantity: 9 });
  expect(fields({ quantity: 'SIM quantity is not available.' }).provider.refusal).toEqual({ reason: 'not-enough-stock' });
});

test.each(['The quantity may not be greater than 50.', 'quantity must be less than or equal to 50'])('more than fifty: %s', (words) => {
  const error = fields({ quantity: words });
  expect([error.reason, error.provider.refusal?.reason]).toEqual(['quantity_over_limit', 'invalid-request']);
});

test('a missing brand is told apart', () => {
  expect(fields({ brand_settings_name: "Brand settings name doesn't exist." }).reason).toBe('brand_missing');
});

test('other fields are a request that can never succeed', () => {
  expect(fields({ to_email: 'The to email field requires sharing option.' }).reason).toBe('validation');
  expect(fields({ 'sharing_option(1)': ['Not available.', 'Try again.'] }).provider.fields).toEqual({ 'sharing_option(1)': 'Not available. Try again.' });
});

test('field words are redacted, plain and short', () => {
  const error = fields({ to_email: `<b>anna@example.com</b> is wrong \u202E${'x'.repeat(500)}` });
  const words = error.provider.fields?.['to_email'] ?? '';
  expect(words).not.toMatch(/anna|<|\u202E/);
  expect(words.length).toBeLessThanOrEqual(200);
});

test('a reason without a code, and a message alone, are refusals', () => {
  expect(ofOrder(422, { reason: 'User is not opted in and no webhook URL provided.' }).code).toBe('rejected');
  expect(ofOrder(422, { data: [], meta: { message: 'Something about ICCIDs' } }).code).toBe('rejected');
});

test('a 422 that says nothing known is kept for a person', () => {
  const error = ofOrder(422, '<html>oops</html>');
  expect([error.code, error.provider.rawAnswer]).toEqual(['bad-response', '<html>oops</html>']);
});

test('429 brings its waiting time', () => {
  expect(ofOrder(429, { message: 'Too Many Attempts.' }, { 'retry-after': '17' })).toMatchObject({ code: 'rate-limited', provider: { retryAfterMs: 17_000 } });
});

test('a server error leaves doubt after an order, none after a read', () => {
  expect(ofOrder(500, '<html>').code).toBe('outcome-unknown');
  expect(errorOfAnswer(answer(500, ''), 'read').code).toBe('unavailable');
});

test('somebody else’s order is not found, and no matter of credentials', () => {
  const foreign = { data: [], meta: { message: 'This action is unauthorized.' } };
  expect(errorOfAnswer(answer(401, foreign), 'read')).toMatchObject({ code: 'rejected', reason: 'not_found' });
  expect(ofOrder(401, foreign).code).toBe('unauthorized');
});

test('what is not there is refused to a read and to a change, and leaves doubt after an order', () => {
  const missing = { data: [], meta: { message: 'messages.resource_not_found' } };
  expect(errorOfAnswer(answer(404, missing), 'read')).toMatchObject({ code: 'rejected', reason: 'not_found' });
  expect(errorOfAnswer(answer(404, missing), 'change')).toMatchObject({ code: 'rejected', reason: 'not_found' });
  expect(ofOrder(404, missing).code).toBe('bad-response');
});

test('the simulator says why in a place of its own', () => {
  expect(errorOfAnswer(answer(400, { error: 'User is not opted in' }), 'change')).toMatchObject({ code: 'rejected', provider: { fields: { error: 'User is not opted in' } } });
  expect(errorOfAnswer(answer(400, { error: 'User is not opted in' }), 'read')).toMatchObject({ code: 'rejected' });
  expect(ofOrder(400, { error: 'x' }).code).toBe('bad-response');
  expect(errorOfAnswer(answer(500, { error: 'An unexpected error occurred' }), 'change').code).toBe('outcome-unknown');
});

test('a server error leaves nothing for a person to read: the order is looked up, and no case', () => {
  expect(ofOrder(502, '<html>').provider.rawAnswer).toBeUndefined();
  expect(ofOrder(422, { code: 53, reason: 'Unexpected error' }).provider.rawAnswer).toContain('53');
});

test('a lost answer is unknown, an unsent order is not', () => {
  expect(errorOfFailure(new HttpFailure('outcome-unknown', 'deadline'), 'order').code).toBe('outcome-unknown');
  expect(errorOfFailure(new HttpFailure('never-sent', 'ECONNREFUSED'), 'order').code).toBe('unavailable');
  expect(errorOfFailure(new HttpFailure('outcome-unknown', 'deadline'), 'read').code).toBe('unavailable');
});

test('what cannot be written as JSON again is kept all the same, as deep as can be', () => {
  const deep = JSON.parse(`{"code":"PAID-1","more":${'['.repeat(50_000)}${']'.repeat(50_000)}}`) as unknown;
  expect(unreadable(deep)).toMatchObject({ code: 'bad-response', provider: { rawAnswer: expect.stringContaining('PAID-1') } });
});

test('a success that is not JSON is looked up, one of another shape goes to a person', () => {
  expect(errorOfBody(answer(200, '{"data":{"id":5'), 'order')).toMatchObject({ code: 'outcome-unknown', provider: { rawAnswer: '{"data":{"id":5' } });
  expect(errorOfBody(answer(200, { data: 'x' }), 'order')).toMatchObject({ code: 'bad-response', provider: { rawAnswer: '{"data":"x"}' } });
});
