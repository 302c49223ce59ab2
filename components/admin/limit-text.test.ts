import { expect, test } from 'vitest';
import { rateText } from './limit-text';

test('a limit is said the way it was published', () => {
  expect(rateText({ perSecond: 9.85, burst: 1 })).toEqual({ key: 'perSecond', count: 9.85, burst: 1 });
  expect(rateText({ perSecond: 1, burst: 20 })).toEqual({ key: 'perMinute', count: 80, burst: 20 });
  expect(rateText({ perSecond: 1 / 60, burst: 2 })).toEqual({ key: 'perMinute', count: 3, burst: 2 });
  expect(rateText({ perSecond: 1 / 3, burst: 1 })).toEqual({ key: 'everySeconds', count: 3, burst: 1 });
});
