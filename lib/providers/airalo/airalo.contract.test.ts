import { randomUUID } from 'node:crypto';
import { beforeAll, inject } from 'vitest';
import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import { readAiraloConfig } from '@/lib/providers/airalo/env';
import { describeEsimContract } from '@/lib/providers/esim-contract';
import { describeProviderContract } from '@/lib/providers/provider-contract';

const { controls } = inject('sandbox');

function config() {
  const found = readAiraloConfig();
  if (!found) throw new Error('Airalo is not configured');
  return found;
}

// Each test file has a database, and so a token, of its own; the real limit of three a minute is for one.
beforeAll(async () => {
  const body = JSON.stringify({ tokensPerMinute: 1_000, packagesPerMinute: 10_000 });
  await fetch(`${controls}/settings/airalo`, { method: 'PATCH', body, headers: { 'content-type': 'application/json' } });
});

describeProviderContract({
  service: 'airalo',
  controls,
  create: () => createAiraloAdapter(config()),
  createWithWrongCredentials: () => createAiraloAdapter({ ...config(), clientId: randomUUID(), clientSecret: 'wrong' }),
  createUnreachable: () => createAiraloAdapter({ ...config(), clientId: randomUUID(), apiUrl: 'http://127.0.0.1:9' }),
  matchOf: ({ reference }) => reference,
  isPurchaseOf: (entry, { reference }) => entry.reference.includes(reference),
});

describeEsimContract({
  service: 'airalo',
  controls,
  create: () => createAiraloAdapter(config()),
  createUnreachable: () => createAiraloAdapter({ ...config(), clientId: randomUUID(), apiUrl: 'http://127.0.0.1:9' }),
  topUpOperation: 'top-up',
  matchOf: ({ reference }) => reference,
});
