import { describe, expect, test } from 'vitest';
import { freshUntil } from '@/lib/providers/airalo/token';

describe('how long a token is used', () => {
  test('a year is a day, less ten minutes', () => expect(freshUntil(31_622_400, 0)).toBe((86_400 - 600) * 1000));
  test('a short one is renewed a tenth before its end', () => expect(freshUntil(100, 0)).toBe(90_000));
});
