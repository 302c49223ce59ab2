import { expect, test } from 'vitest';
import { readMoment } from '@/lib/providers/airalo/read-moment';

test.each([
  ['2026-07-01 00:00:00', '2026-07-01T00:00:00.000Z'], ['2026-07-01 10:30', '2026-07-01T10:30:00.000Z'], ['2026-01-09T10:30:45+00:00', '2026-01-09T10:30:45.000Z'],
  ['2026-01-09T10:30:45+02:00', '2026-01-09T08:30:45.000Z'], ['2026-13-01 00:00:00', null], ['tomorrow', null], [null, null],
])('the moment %s is %s: without a zone it is UTC (§3.4)', (text, moment) => {
  expect(readMoment(text)?.toISOString() ?? null).toBe(moment);
});
