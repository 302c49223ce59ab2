import { describe, expect, test } from 'vitest';
import { bundlesAnswer, heldPackage, topUpAnswer, topUpPackage, usageAnswer } from '@/lib/providers/airalo/wire-sims';

describe('an answer about an eSIM', () => {
  test.each([[767, 767], ['767', 767], ['767.00', 767], [null, null], ['', null], [true, null], [[], null], [[5], null], [1.5, null], ['٣', null], [2 ** 53, null]])('the figure %j is %j', (remaining, figure) => {
    expect(usageAnswer.parse({ data: { remaining } }).data.remaining ?? null).toBe(figure);
  });

  test('without data is none', () => {
    for (const answer of [{}, { data: null }, { data: 'x' }, [], null]) expect(usageAnswer.safeParse(answer).success).toBe(false);
    for (const answer of [{}, { data: null }, { data: 'x' }]) expect(bundlesAnswer.safeParse(answer).success).toBe(false);
  });

  test('lists rows in a list or under their numbers, and keeps fields we do not know', () => {
    expect(bundlesAnswer.parse({ data: { 0: 'a', 1: 'b' }, news: 1 })).toMatchObject({ data: ['a', 'b'], news: 1 });
  });

  test('names an order by a positive number', () => {
    for (const id of [1, '1', 512_090]) expect(topUpAnswer.safeParse({ data: { id } }).success).toBe(true);
    for (const id of [0, -1, 1.5, '', '01', '1e3', null, [], true]) expect(topUpAnswer.safeParse({ data: { id } }).success).toBe(false);
  });

  test('needs an id, a title and days of a package on offer, but no days of one that is there', () => {
    const sold = { id: 'a', type: 'topup', title: 'A' };
    expect(topUpPackage.safeParse(sold).success).toBe(false);
    expect(topUpPackage.safeParse({ ...sold, day: '30' }).data?.day).toBe(30);
    expect(heldPackage.safeParse({ id: 1, package: sold }).success).toBe(true);
  });
});
