import { afterEach, expect, test } from 'vitest';
import { readOnenceConfig } from '@/lib/providers/onence/env';

const saved = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('ONENCE_')) delete process.env[name];
  Object.assign(process.env, saved);
});
const set = (values: Record<string, string>) =>
  Object.assign(process.env, { ONENCE_CLIENT_ID: '', ONENCE_CLIENT_SECRET: '', ONENCE_API_URL: '', ONENCE_SIMS_PER_SECOND: '', ONENCE_STREAM_USER: '', ONENCE_STREAM_PASSWORD: '', ...values });

test('without credentials it is off', () => {
  set({});
  expect(readOnenceConfig()).toBeNull();
});

test('with credentials it is on, at the address of their documentation, ten calls a second and a hundred in five minutes, and takes no push (§2, §3)', () => {
  set({ ONENCE_CLIENT_ID: 'id', ONENCE_CLIENT_SECRET: 'secret' });
  expect(readOnenceConfig()).toEqual({ clientId: 'id', clientSecret: 'secret', apiUrl: 'https://api.1nce.com/management-api', stream: null, simsPerSecond: 10, ordersPerFiveMinutes: 100 });
});

test.each([
  ['ONENCE_CLIENT_SECRET: set both', { ONENCE_CLIENT_ID: 'id' }],
  ['ONENCE_CLIENT_SECRET: set both', { ONENCE_CLIENT_SECRET: 'secret' }],
  ['ONENCE_STREAM_PASSWORD: set both', { ONENCE_STREAM_USER: 'user' }],
  ['ONENCE_STREAM_USER: must not contain a colon', { ONENCE_STREAM_USER: 'a:b', ONENCE_STREAM_PASSWORD: 'c' }],
  ['ONENCE_API_URL', { ONENCE_API_URL: 'ftp://x' }],
])('%s', (words, values) => {
  set(values);
  expect(() => readOnenceConfig()).toThrow(words);
});
