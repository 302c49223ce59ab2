import { expect, test } from 'vitest';
import { assertNotProduction } from './not-production.ts';

test('the sandbox refuses production unless it is named a demo or a test', () => {
  expect(() => assertNotProduction({ NODE_ENV: 'production' })).toThrow(/production/);
  expect(() => assertNotProduction({ NODE_ENV: 'production', SIMPLIFY_ENV: 'live' })).toThrow();
  expect(() => assertNotProduction({ NODE_ENV: 'production', SIMPLIFY_ENV: 'demo' })).not.toThrow();
  expect(() => assertNotProduction({})).not.toThrow();
});
