import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld } from '../core.ts';
import { type Listening, listen } from '../listen.ts';
import { createAiralo, createAiraloState } from './index.ts';
import { CREDENTIALS, PLAN } from './partner.ts';

// One run of Airalo's own SDK against the limits of the real service; each test looks at a part of what it printed.
const run = promisify(execFile);
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const world = createWorld();
const airalo = createAiraloState(world);
let server: Listening;
let folder: string;
let seen: Record<string, unknown>;

beforeAll(async () => {
  server = await listen(createAiralo(world, airalo), { host: '127.0.0.1', port: 0 });
  world.settingsStore.patch('airalo', { asyncAfterMs: 20 });
  folder = await mkdtemp(join(tmpdir(), 'airalo-sdk-'));
  const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, EMULATOR_URL: `http://127.0.0.1:${server.port}`, CLIENT_ID: CREDENTIALS.client_id, CLIENT_SECRET: CREDENTIALS.client_secret };
  const { stdout } = await run(process.execPath, ['--import', beside('sdk-redirect.mjs'), beside('sdk-flows.mjs')], { cwd: folder, env, maxBuffer: 50_000_000, timeout: 110_000 });
  seen = JSON.parse(stdout) as Record<string, unknown>;
}, 120_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test('Airalo’s SDK signs in once, keeps its token in its own folder, and walks every page of the catalogue', async () => {
  expect(seen.packages).toMatchObject({
    types: ['sim', 'topup'],
    pricing: { model: 'net_pricing', discount_percentage: 0 },
    country: ['portugal'],
    simOnly: ['sim'],
    flat: { package_id: 'marlo-telecom-7days-1gb', slug: 'portugal', price: 3.5, net_price: 1.8, operator: { title: 'Marlo Telecom' }, countries: ['PT'] },
  });
  const { all, local, global, simOnlyCount } = seen.packages as Record<'all' | 'local' | 'global' | 'simOnlyCount', number>;
  expect(all).toBeGreaterThan(200);
  expect([local + global, simOnlyCount]).toEqual([all, all]);
  expect(airalo.tokens.size).toBe(1);
  expect(await readdir(folder)).toEqual(['.cache']);
});

test('Airalo’s SDK orders, one and many, shared by e-mail too, and reads the refusal of one among many', () => {
  const sims = (count: number) => Array.from({ length: count }, () => ({ iccid: expect.stringMatching(/^\d{19}$/), qrcode: expect.stringMatching(/^LPA:1\$/) }));
  expect(seen.order).toMatchObject({ data: { package_id: PLAN, quantity: 2, description: 'sdk order', sims: sims(2) } });
  expect(seen.shared).toMatchObject({ data: { sims: sims(1) } });
  expect(seen.bulk).toMatchObject({
    [PLAN]: { data: { sims: sims(1) } },
    'fado-mobile-15days-2gb': { data: { sims: sims(1) } },
    'no-such-package': { data: { error: expect.stringContaining('"code":34') }, meta: { message: 'error' } },
  });
  expect(seen.bulkShared).toMatchObject({ [PLAN]: { data: { sims: sims(1) } } });
  expect(seen.fromStatic).toMatchObject({ data: { description: 'sdk static', sims: sims(1) } });
  expect(seen.refused).toContain('422');
  expect(seen.refused).toContain('"code":13');
  const references = world.ledger({ service: 'airalo', type: 'purchase' }).map(({ reference }) => reference);
  expect(references).toEqual(expect.arrayContaining(['sdk order', 'sdk async', 'sdk static', 'Order placed via Airalo Node.js SDK', 'Bulk order placed via Airalo Node.js SDK']));
});

test('Airalo’s SDK orders asynchronously and finds the webhook rightly signed', () => {
  const { data } = seen.asyncOrder as { data: { request_id: string } };
  expect(data).toEqual({ request_id: expect.stringMatching(/^[\w-]{25}$/), accepted_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) });
  expect(seen.told).toMatchObject({ isSigned: true, body: { request_id: data.request_id, data: { description: 'sdk async', sims: [{}] } } });
  expect(seen.asyncBulk).toMatchObject({ [PLAN]: { data: { request_id: expect.any(String) } } });
});

test('Airalo’s SDK plans an order and cancels it', () => {
  expect(seen.future).toMatchObject({ data: { request_id: expect.stringMatching(/^[\w-]{25}$/), due_date: expect.stringMatching(/ 10:00$/), latest_cancellation_date: expect.stringMatching(/ 10:00$/) } });
  expect(seen.cancelled).toMatchObject({ data: [], meta: { message: 'Future orders cancelled successfully' } });
});

test('Airalo’s SDK tops up, and reads usage, history and instructions', () => {
  const { order } = seen as { order: { data: { sims: { iccid: string }[] } } };
  const [first, second] = order.data.sims.map(({ iccid }) => iccid);
  expect(seen.topUps).toContain(`${PLAN}-topup`);
  expect(seen.topUp).toMatchObject({ data: { type: 'topup', description: 'Topup placed from Nodejs SDK' } });
  expect(seen.usage).toMatchObject({ data: { status: 'NOT_ACTIVE', total: 2048, is_unlimited: false } });
  expect(seen.usages).toMatchObject({ [String(first)]: { total: 2048 }, [String(second)]: { total: 1024 } });
  expect(seen.history).toMatchObject({ data: [{ package: { type: 'topup' } }, { package: { type: 'sim' } }] });
  expect(seen.instructions).toMatchObject({ data: { instructions: { language: 'DE', ios: [{ installation_via_qr_code: { steps: { 1: expect.any(String) } } }] } } });
});

test('Airalo’s SDK makes vouchers and reads exchange rates and devices', () => {
  expect(seen.voucher).toMatchObject({ data: { usage_limit: 40, amount: 22, is_paid: false, code: expect.stringMatching(/^[A-Z0-9]{8}$/) } });
  expect(seen.esimVouchers).toMatchObject({ data: [{ package_id: PLAN, booking_reference: 'sdk', codes: [expect.stringMatching(/^[A-Z0-9]{8}$/), expect.any(String)] }] });
  expect(seen.rates).toEqual({ data: { date: '2026-01-30', rates: [{ from: 'USD', mid: '1.52', to: 'AUD' }, { from: 'USD', mid: '0.75', to: 'GBP' }] }, meta: { message: 'success' } });
  expect(seen.devices).toMatchObject({ data: expect.arrayContaining([{ os: 'ios', brand: 'Apple', name: 'iPhone XS' }]) });
});
