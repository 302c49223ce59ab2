import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { ICCID, outcomeOf, tryWrongAnswers, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { ProviderError } from '@/lib/providers/provider-error';
import type { EsimUsage } from '@/lib/providers/provider';

afterAll(closeDb);
const good = { remaining: 767, total: 2048, expired_at: '2026-07-01 00:00:00', is_unlimited: false, status: 'ACTIVE', remaining_voice: 0, remaining_text: 0, total_voice: 0, total_text: 0 };
const read = (data: object) => outcomeOf({ body: { data } }, (provider) => provider.readUsage?.(ICCID));

describe('what is left (§8.4)', () => {
  test('is told in UTC, with calls and texts only where the plan has them', async () => {
    expect(await read(good)).toMatchObject({ state: 'active', data: { isUnlimited: false, total: 2048, remaining: 767 }, voice: null, text: null, expiresAt: new Date('2026-07-01T00:00:00Z') });
    expect(await read({ ...good, total_voice: 100, remaining_voice: 0, total_text: '50', remaining_text: '49' })).toMatchObject({
      voice: { isUnlimited: false, total: 100, remaining: 0 }, text: { isUnlimited: false, total: 50, remaining: 49 },
    });
  });

  test('of unlimited is never a nought, and of what was taken back is not stated', async () => {
    for (const is_unlimited of [true, 1]) expect(await read({ ...good, is_unlimited, total: 0, remaining: 0 })).toMatchObject({ data: { isUnlimited: true } });
    expect(await read({ ...good, is_unlimited: null, total: 0, remaining: 0, status: 'RECYCLED', expired_at: null })).toMatchObject({ data: null, state: 'recycled', expiresAt: null });
  });

  test('is never asked for with anything but digits: an empty ICCID would list every eSIM (§8.1)', async () => {
    for (const iccid of ['', '../orders', '8935 1000']) {
      const { value, asked } = await withAiralo(() => ({ body: { data: good } }), async (provider) => provider.readUsage?.(iccid).catch((error: unknown) => error));
      expect(value).toMatchObject({ code: 'rejected' });
      expect(asked).toEqual([]);
    }
  });

  test.each([[[]], [false], [{}], [-1], ['x'], [' ']])('%j megabytes left is not stated, and never nothing left', async (remaining) => {
    expect(await read({ ...good, remaining })).toMatchObject({ data: { isUnlimited: false, total: 2048, remaining: null } });
  });

  test('is a number when it comes as text', async () => {
    expect(await read({ ...good, remaining: ' 767 ', total: '2048.00' })).toMatchObject({ data: { total: 2048, remaining: 767 } });
  });

  test('is nothing when nothing is left of something', async () => {
    expect(await read({ ...good, remaining: 0, status: 'FINISHED' })).toMatchObject({ state: 'finished', data: { isUnlimited: false, total: 2048, remaining: 0 } });
  });

  test.each([[{}], [{ remaining: 0 }], [{ total: 0, remaining: 0, is_unlimited: false }]])('of %j is not stated: it may be unlimited', async (data) => {
    expect(await read(data)).toMatchObject({ data: null, voice: null, text: null, expiresAt: null, state: null });
  });

  test.each([['NOT_ACTIVE', 'not-active'], ['FINISHED', 'finished'], [' expired ', 'expired'], ['UNKNOWN', null], ['something new', null], [7, null]])('the state %j is %s', async (status, state) => {
    expect(await read({ ...good, status })).toMatchObject({ state });
  });
});

test('wrong answers are refused, or read without a nought nobody stated', async () => {
  const tried = await tryWrongAnswers({ data: good, meta: { message: 'api.succes' } }, (provider) => provider.readUsage?.(ICCID));
  expect(tried.length).toBeGreaterThanOrEqual(200);
  for (const { body, outcome } of tried) {
    if (outcome instanceof Error) {
      expect(outcome, body.slice(0, 300)).toBeInstanceOf(ProviderError);
      continue;
    }
    const { data, expiresAt } = outcome as EsimUsage;
    if (data && !data.isUnlimited && data.remaining === 0) expect(body).toMatch(/"remaining":"?0"?[,}]/);
    expect(Number.isNaN(expiresAt?.getTime() ?? 0)).toBe(false);
  }
}, 60_000);
