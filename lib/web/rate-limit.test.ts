import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { addressIn } from '@/lib/web/client-address';
import { limit } from '@/lib/web/rate-limit';

test('the sixth link for one address within ten minutes is refused; other addresses are not', async () => {
  for (let tries = 0; tries < 5; tries += 1) await limit('sign-in', 'ada@example.com');
  await expect(limit('sign-in', 'ada@example.com')).rejects.toMatchObject({ code: 'too-many-requests', details: { data: { retryAfterMs: expect.any(Number) } } });
  await expect(limit('sign-in', 'eve@example.com')).resolves.toBeUndefined();
});

test('tries at the same moment are all counted', async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => limit('sign-in', 'bob@example.com')));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
});

test('what was counted is kept without the address', async () => {
  await limit('order-look-up', 'carol@example.com');
  const keys = (await db().rateLimit.findMany()).map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.join()).not.toContain('example.com');
});

test('the nearest proxy says where a request comes from', () => {
  expect(addressIn(new Headers({ 'x-forwarded-for': '1.2.3.4, 10.0.0.9' }))).toBe('10.0.0.9');
  expect(addressIn(new Headers())).toBe('local');
  expect(addressIn(new Headers({ 'x-forwarded-for': 'x'.repeat(9_000) }))).toHaveLength(64);
});
