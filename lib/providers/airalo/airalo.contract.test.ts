import { createHmac, randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import { readAiraloConfig } from '@/lib/providers/airalo/env';
import { describeProviderContract } from '@/lib/providers/provider-contract';

const { controls, airalo } = inject('sandbox');

function config() {
  const found = readAiraloConfig();
  if (!found) throw new Error('Airalo is not configured');
  return found;
}

function message() {
  const rawBody = Buffer.from(JSON.stringify({ level: '90%', package_name: 'x', remaining_percentage: 10, iccid: '8935100000000000017', id: randomUUID() }));
  return { rawBody, headers: { 'airalo-signature': createHmac('sha512', config().clientSecret).update(rawBody).digest('hex') } };
}

describeProviderContract({
  service: 'airalo',
  address: airalo,
  controls,
  create: (apiUrl, credentials) => createAiraloAdapter({ ...config(), apiUrl, ...(credentials === 'wrong' ? { clientId: randomUUID(), clientSecret: 'wrong' } : {}) }),
  isToken: ({ path }) => path.endsWith('/token'),
  isSpending: ({ method, path }) => method === 'POST' && /\/orders(\/topups)?$/.test(path),
  operations: { purchase: 'order', topUp: 'top-up' },
  matchOf: ({ reference }) => reference,
  isPurchaseOf: (entry, { reference }) => entry.reference.includes(reference),
  message,
  cannot: [
    'refreshNetwork', 'sendText', 'readSighting', 'readHistory', 'labelEsim', 'isCompatible', 'readBundle', 'revokeBundle', 'readQrCodes',
    'suspendEsim', 'isSuspended', 'deactivateEsim', 'listNetworks', 'listStock', 'applyStock', 'findAppliedStock', 'refundStock',
  ],
});
