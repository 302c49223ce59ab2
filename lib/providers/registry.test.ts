import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pool } from '@/lib/db/client';
import { scriptedServer } from '@/lib/http/scripted-server';
import { metricsRegistry } from '@/lib/metrics';
import { soon } from '@/tests/soon';

const saved = { ...process.env };
beforeEach(() => {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, 'simplifyProviders');
  Reflect.deleteProperty(globalThis, 'simplifyFleets');
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
  Object.assign(process.env, saved);
});
const registry = () => import('@/lib/providers/registry');

test('a provider without credentials is off', async () => {
  process.env.AIRALO_CLIENT_ID = '';
  process.env.AIRALO_CLIENT_SECRET = '';
  const { listProviders, findProvider, getProvider } = await registry();
  expect(listProviders().map(({ id }) => id)).toEqual(['esimgo']);
  expect(findProvider('airalo')).toBeNull();
  expect(() => getProvider('airalo')).toThrow('not configured');
});

test('half of the credentials is a mistake that is named', async () => {
  process.env.AIRALO_CLIENT_SECRET = '';
  const { listProviders } = await registry();
  expect(() => listProviders()).toThrow('AIRALO_CLIENT_SECRET: set both');
});

test.each([
  ['http://partners-api.airalo.com', 'must be https in production'],
  ['https://127.0.0.1:4101', 'points at the sandbox'],
])('production refuses %s', async (address, words) => {
  Object.assign(process.env, { SIMPLIFY_ENV: 'production', AIRALO_API_URL: address, ESIMGO_API_KEY: '' });
  const { listProviders } = await registry();
  expect(() => listProviders()).toThrow(`AIRALO_API_URL: ${words}`);
});

test('every call is timed, counted and noted', async () => {
  const { getProvider } = await registry();
  await getProvider('airalo').getBalance?.();
  await expect(getProvider('esimgo').readEsim('8900000000000000000')).rejects.toMatchObject({ name: 'ProviderError' });
  const text = await metricsRegistry.metrics();
  expect(text).toContain('provider_request_duration_seconds_count{provider="airalo",operation="getBalance",outcome="ok"} 1');
  expect(text).toMatch(/provider_errors_total\{provider="esimgo",operation="readEsim",code="[a-z-]+"\} 1/);
  await soon(async () => {
    const { rows } = await pool().query('SELECT "providerId" FROM "ProviderState" WHERE "lastSuccessAt" IS NOT NULL');
    expect(rows).toContainEqual({ providerId: 'airalo' });
  });
});

test('a fleet is listed apart from what sells eSIMs', async () => {
  const { listFleets, getFleet, findFleet, findProvider } = await registry();
  expect(listFleets().map(({ id }) => id)).toEqual(['onence']);
  expect(getFleet('onence').displayName).toBe('1NCE');
  expect([findProvider('onence'), findFleet('airalo')]).toEqual([null, null]);
});

test('a fleet without credentials is off', async () => {
  Object.assign(process.env, { ONENCE_CLIENT_ID: '', ONENCE_CLIENT_SECRET: '' });
  const { listFleets, getFleet } = await registry();
  expect(listFleets()).toEqual([]);
  expect(() => getFleet('onence')).toThrow('not configured');
});

test('production refuses the sandbox as a fleet', async () => {
  Object.assign(process.env, { SIMPLIFY_ENV: 'production', ONENCE_API_URL: 'https://127.0.0.1:4105' });
  const { listFleets } = await registry();
  expect(() => listFleets()).toThrow('ONENCE_API_URL: points at the sandbox');
});

test('calls of a fleet are counted, lists too', async () => {
  const { getFleet } = await registry();
  for await (const sim of getFleet('onence').listSims()) expect(sim.iccid).toMatch(/^\d{19}$/);
  await expect(getFleet('onence').readOrder('none')).rejects.toMatchObject({ name: 'ProviderError' });
  const text = await metricsRegistry.metrics();
  expect(text).toContain('provider_request_duration_seconds_count{provider="onence",operation="listSims",outcome="ok"} 1');
  expect(text).toContain('provider_errors_total{provider="onence",operation="readOrder",code="rejected"} 1');
});

test('the variables of every provider are known', async () => {
  const { providerEnvironments } = await registry();
  expect(providerEnvironments.flatMap(({ shape }) => Object.keys(shape))).toEqual(expect.arrayContaining(['AIRALO_CLIENT_ID', 'AIRALO_API_URL', 'ESIMGO_API_KEY', 'ESIMGO_API_URL', 'ONENCE_CLIENT_ID', 'ONENCE_STREAM_PASSWORD']));
});

describe('credentials in a file', () => {
  async function account(valid: () => string) {
    const server = await scriptedServer(({ headers }) => (headers['x-api-key'] === valid() ? { body: { organisations: [{ currency: 'USD', balance: 12 }] } } : { status: 403, body: { message: 'access denied' } }));
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'secrets-')), 'secrets.env');
    Object.assign(process.env, { SECRETS_FILE: file, ESIMGO_API_URL: server.url });
    const write = (text: string) => writeFileSync(file, text);
    return { write, stop: server.stop };
  }

  test('are taken over while the shop runs, and a faulty file changes nothing', async () => {
    let valid = 'first';
    const { write, stop } = await account(() => valid);
    write('ESIMGO_API_KEY=first\n');
    const { getProvider } = await registry();
    await expect(getProvider('esimgo').getBalance?.()).resolves.toMatchObject({ amountMinor: 1_200 });
    valid = 'the second';
    await expect(getProvider('esimgo').getBalance?.()).rejects.toMatchObject({ code: 'unauthorized' });
    write('ESIMGO_API_KEY="the second"\n');
    await vi.waitFor(async () => expect(await getProvider('esimgo').getBalance?.()).toMatchObject({ amountMinor: 1_200 }), { timeout: 5_000, interval: 700 });
    write('ESIMGO_API_KEY="the second"\nAIRALO_CLIENT_SECRET=\n# half of the credentials of another\n');
    const { secretsVersion } = await import('@/lib/env');
    const before = secretsVersion();
    await vi.waitFor(() => expect(secretsVersion()).not.toBe(before), { timeout: 5_000, interval: 100 });
    await expect(getProvider('esimgo').getBalance?.()).resolves.toMatchObject({ amountMinor: 1_200 });
    await stop();
  });

  test('that are not there yet leave the environment as it is', async () => {
    process.env.SECRETS_FILE = path.join(tmpdir(), randomUUID());
    const { listProviders } = await registry();
    expect(listProviders().map(({ id }) => id)).toEqual(['airalo', 'esimgo']);
  });
});
