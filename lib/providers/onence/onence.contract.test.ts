import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createOnenceAdapter } from '@/lib/providers/onence/adapter';
import { readOnenceConfig } from '@/lib/providers/onence/env';
import { describeProviderContract } from '@/lib/providers/provider-contract';

const { controls, onence } = inject('sandbox');

function config() {
  const found = readOnenceConfig();
  if (!found) throw new Error('1NCE is not configured');
  return { ...found, simsPerSecond: 10_000, ordersPerFiveMinutes: 1_000_000 };
}

function message() {
  const { stream } = config();
  const record = {
    id: randomUUID(), timestamp: '2026-06-01T10:00:00Z', event_type: { id: 1, description: 'Update location' }, event_severity: { id: 0, description: 'INFO' },
    alert: false, description: 'x', sim: { iccid: '8988228066600000000' },
  };
  return { rawBody: Buffer.from(JSON.stringify([record])), headers: { authorization: `Basic ${Buffer.from(`${stream?.user}:${stream?.password}`).toString('base64')}` } };
}

describeProviderContract({
  service: 'onence',
  address: `${onence}/management-api`,
  controls,
  create: (apiUrl, credentials) => createOnenceAdapter({ ...config(), apiUrl, ...(credentials === 'wrong' ? { clientId: randomUUID(), clientSecret: 'wrong' } : {}) }),
  isToken: ({ path }) => path.endsWith('/oauth/token'),
  isSpending: ({ method, path }) => method === 'POST' && /\/topup\b/.test(path),
  operations: { topUp: 'topup' },
  message,
  cannot: ['getBalance', 'readWebhook'],
});
