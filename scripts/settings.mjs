import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './processes.mjs';

const secret = (bytes = 32) => randomBytes(bytes).toString('base64url');

/** Secrets of this demo, made once and kept beside its database. */
export async function demoSecrets(folder = path.join(root, '.data')) {
  const file = path.join(folder, 'demo-secrets.json');
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known) return JSON.parse(known);
  const secrets = {
    NEXTAUTH_SECRET: secret(),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('hex')}`,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** The sandbox stands in for every service whose variables nobody set. */
export function sandboxSettings(urls, given = process.env) {
  const isSet = (...names) => names.some((name) => given[name]);
  return {
    ...(isSet('AIRALO_CLIENT_ID', 'AIRALO_CLIENT_SECRET', 'AIRALO_API_URL') ? {} : {
      AIRALO_CLIENT_ID: 'sandbox-airalo-client', AIRALO_CLIENT_SECRET: 'sandbox-airalo-secret-0123456789abcdef', AIRALO_API_URL: urls.airalo,
    }),
    ...(isSet('ESIMGO_API_KEY', 'ESIMGO_API_URL') ? {} : {
      ESIMGO_API_KEY: 'sandbox-esimgo-key-0123456789abcdef', ESIMGO_API_URL: `${urls.esimgo.replace(/\/v2\.4$/, '')}/v2.4`,
    }),
    ...(isSet('STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_API_URL') ? {} : {
      STRIPE_SECRET_KEY: 'sk_test_sandbox000000000000', STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox000000000000', STRIPE_API_URL: urls.stripe,
    }),
    ...(isSet('SMTP_URL') ? {} : { SMTP_URL: urls.smtp }),
  };
}

/** What the shop reads: given variables win, one by one. */
export function shopSettings({ databaseUrl, port, secrets, sandbox }) {
  const defaults = {
    SIMPLIFY_ENV: 'demo',
    APP_URL: `http://localhost:${port}`,
    EMAIL_FROM: 'Simplify <shop@example.com>',
    STAFF_EMAILS: 'staff@example.com',
    LOG_LEVEL: 'info',
    ...secrets,
    ...sandbox,
  };
  const given = Object.fromEntries(Object.keys(defaults).filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
  const settings = { ...defaults, ...given, DATABASE_URL: databaseUrl, PORT: String(port) };
  return { ...settings, NEXTAUTH_URL: settings.APP_URL, NEXT_TELEMETRY_DISABLED: '1' };
}
