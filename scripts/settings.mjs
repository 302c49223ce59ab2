import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const secret = (bytes = 32) => randomBytes(bytes).toString('base64url');

/** Secrets of this demo, made once and kept beside its database. */
export async function demoSecrets(folder) {
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

/** Credentials that are given decide which service is meant; an address alone means an emulator, which takes ours. */
const unlessGiven = (given, credentials, address) => (Object.keys(credentials).some((name) => given[name]) ? {} : { ...credentials, ...address });

/** The sandbox stands in for every service whose variables nobody set. */
export function sandboxSettings(urls, given) {
  return {
    ...unlessGiven(given, { AIRALO_CLIENT_ID: 'sandbox-airalo-client', AIRALO_CLIENT_SECRET: 'sandbox-airalo-secret-0123456789abcdef' }, { AIRALO_API_URL: urls.airalo }),
    ...unlessGiven(given, { ESIMGO_API_KEY: 'sandbox-esimgo-key-0123456789abcdef' }, { ESIMGO_API_URL: `${urls.esimgo}/v2.4` }),
    ...unlessGiven(
      given,
      {
        ONENCE_CLIENT_ID: 'sandbox-onence-client', ONENCE_CLIENT_SECRET: 'sandbox-onence-secret-0123456789abcdef',
        ONENCE_STREAM_USER: 'sandbox-onence-stream', ONENCE_STREAM_PASSWORD: 'sandbox-onence-stream-0123456789abcdef',
      },
      { ONENCE_API_URL: `${urls.onence}/management-api` },
    ),
    ...unlessGiven(given, { STRIPE_SECRET_KEY: 'sk_test_sandbox000000000000', STRIPE_PUBLISHABLE_KEY: 'pk_test_sandbox000000000000' }, { STRIPE_API_URL: urls.stripe }),
    SMTP_URL: urls.smtp,
  };
}

/** What the shop reads: given variables win, one by one. */
export function shopSettings({ databaseUrl, port, secrets, sandboxUrls, given }) {
  const defaults = {
    SIMPLIFY_ENV: 'demo',
    APP_URL: `http://localhost:${port}`,
    EMAIL_FROM: 'Simplify <shop@example.com>',
    STAFF_EMAILS: 'staff@example.com',
    LOG_LEVEL: 'info',
    ...secrets,
    ...sandboxSettings(sandboxUrls, given),
  };
  const kept = Object.fromEntries(Object.keys(defaults).flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
  const settings = { ...defaults, ...kept, DATABASE_URL: databaseUrl, PORT: String(port) };
  return { ...settings, NEXTAUTH_URL: settings.APP_URL, NEXT_TELEMETRY_DISABLED: '1' };
}

/** The same settings as a file, so that one's own commands reach the running demo: node --env-file=.data/demo.env … */
export async function writeSettings(folder, settings) {
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
  await writeFile(path.join(folder, 'demo.env'), lines.join(''), { mode: 0o600 });
}
