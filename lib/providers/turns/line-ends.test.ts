import { expect, test } from 'vitest';
import { createLineEnds } from '@/lib/providers/turns/line-ends';

test('a line waits for its last slot, whichever is noted last', () => {
  const ends = createLineEnds();
  ends.note('a', 500, 0);
  ends.note('a', 300, 0);
  expect([ends.waitMs('a', 100), ends.waitMs('a', 600), ends.waitMs('b', 100)]).toEqual([400, 0, 0]);
});

test('a million eSIMs asked about once each leave nothing behind', () => {
  const ends = createLineEnds();
  let most = 0;
  for (let call = 0; call < 1_000_000; call += 1) {
    const now = call * 10;
    ends.note(`esim-${call}`, now + 5, now);
    most = Math.max(most, ends.size());
  }
  expect(most).toBeLessThanOrEqual(6_001);
});

test('a line whose slot is still to come is not forgotten, however long ago it was taken', () => {
  const ends = createLineEnds();
  ends.note('far', 200_000, 0);
  for (let now = 0; now < 190_000; now += 1_000) ends.note('near', now + 1, now);
  expect(ends.waitMs('far', 190_000)).toBe(10_000);
});
