import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, inject, vi } from 'vitest';

// Each file has its own database, copied from the migrated template.
const template = new URL(inject('templateUrl')).pathname.slice(1);
const database = `${template}_${randomUUID().slice(0, 8)}`;
const admin = new pg.Client({ connectionString: inject('adminUrl') });
await admin.connect();
// Two files may copy at the same moment; the template admits one copy at a time.
await admin.query('SELECT pg_advisory_lock(4711)');
await admin.query(`CREATE DATABASE ${database} TEMPLATE ${template}`);
await admin.end();

const sandbox = inject('sandbox');
const own = new URL(inject('templateUrl'));
own.pathname = `/${database}`;

Object.assign(process.env, {
  NODE_ENV: 'test',
  SIMPLIFY_ENV: 'test',
  DATABASE_URL: own.href,
  REDIS_URL: '',
  APP_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'test-only-q7Zr0f2Lk9Vw3Xn8Bt5Md1Hs6Py4J',
  NEXTAUTH_URL: 'http://localhost:3000',
  ENCRYPTION_KEYS: `t1:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}`,
  STRIPE_SECRET_KEY: 'sk_test_sandbox000000000000',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox000000000000',
  STRIPE_WEBHOOK_SECRET: 'whsec_sandbox0123456789abcdef0123456789',
  STRIPE_API_URL: sandbox.stripe,
  AIRALO_CLIENT_ID: 'sandbox-airalo-client',
  AIRALO_CLIENT_SECRET: 'sandbox-airalo-secret-0123456789abcdef',
  AIRALO_API_URL: sandbox.airalo,
  ESIMGO_API_KEY: 'sandbox-esimgo-key-0123456789abcdef',
  ESIMGO_API_URL: `${sandbox.esimgo.replace(/\/v2\.4$/, '')}/v2.4`,
  ESIMGO_RATE_PER_SECOND: '100000',
  ONENCE_CLIENT_ID: 'sandbox-onence-client',
  ONENCE_CLIENT_SECRET: 'sandbox-onence-secret-0123456789abcdef',
  ONENCE_STREAM_USER: 'sandbox-onence-stream',
  ONENCE_STREAM_PASSWORD: 'sandbox-onence-stream-0123456789abcdef',
  ONENCE_SIMS_PER_SECOND: '100000',
  ONENCE_API_URL: `${sandbox.onence}/management-api`,
  SMTP_URL: sandbox.smtp,
  EMAIL_FROM: 'Simplify <shop@example.com>',
  STAFF_EMAILS: 'staff@example.com',
  LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
});

const errors = vi.spyOn(console, 'error');
beforeEach(() => {
  errors.mockClear();
});
afterEach(() => {
  expect(errors.mock.calls, 'console.error was called').toEqual([]);
});

afterAll(async () => {
  const { closeDb } = await import('../lib/db/client');
  await closeDb();
});
