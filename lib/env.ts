import 'server-only';
import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const secret = (minimum: number) => z.string().min(minimum, `must have at least ${minimum} characters`);
const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const keyPattern = /^[a-z0-9]+:[A-Za-z0-9+/]{43}=(,[a-z0-9]+:[A-Za-z0-9+/]{43}=)*$/;

export const envSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://'),
  APP_URL: z.url({ protocol: /^https?$/ }),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** production is the default on purpose: leniency must be asked for. */
  SIMPLIFY_ENV: z.enum(['production', 'demo', 'test']).default('production'),
  NEXTAUTH_SECRET: secret(32),
  ENCRYPTION_KEYS: z.string().regex(keyPattern, 'must be id:base64 of 32 bytes, several separated by commas'),
  STRIPE_SECRET_KEY: z.string().regex(/^(sk|rk)_(test|live)_\w{8,}$/, 'must be a Stripe secret key'),
  STRIPE_PUBLISHABLE_KEY: z.string().regex(/^pk_(test|live)_\w{8,}$/, 'must be a Stripe publishable key'),
  STRIPE_WEBHOOK_SECRET: z.string().regex(/^whsec_.{24,}$/, 'must be a Stripe webhook secret'),
  STRIPE_API_URL: optional(z.url()),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://'),
  EMAIL_FROM: z.string().min(3),
  STAFF_EMAILS: z.string().default(''),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  APPLE_CLIENT_ID: optional(z.string()),
  APPLE_CLIENT_SECRET: optional(z.string()),
  /** Percent of the price that must stay with the shop when an order moves to an equivalent plan. */
  MARGIN_FLOOR_PERCENT: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().min(0).max(90).default(10)),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//, 'must start with redis:// or rediss://')),
  /** Lines of NAME=value that come before the environment. */
  SECRETS_FILE: optional(z.string()),
  METRICS_TOKEN: optional(z.string().min(16)),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type Env = z.infer<typeof envSchema>;

const DEFAULT_SECRET = /sandbox|change-?me|example|secret-?here|^(.)\1+$/i;

/** What a real shop may never start with; one line each. */
export function productionFaults(env: Env): string[] {
  const faults: string[] = [];
  const keyMode = (key: string) => key.split('_')[1];
  if (keyMode(env.STRIPE_SECRET_KEY) !== keyMode(env.STRIPE_PUBLISHABLE_KEY)) {
    faults.push('STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY: one is a test key and the other a live key');
  }
  if (env.SIMPLIFY_ENV !== 'production') return faults;
  if (new URL(env.APP_URL).protocol !== 'https:') faults.push('APP_URL: must be https in production');
  if (env.STRIPE_API_URL) faults.push('STRIPE_API_URL: only for the sandbox, remove it in production');
  for (const name of ['NEXTAUTH_SECRET', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_SECRET_KEY'] as const) {
    if (DEFAULT_SECRET.test(env[name])) faults.push(`${name}: is a default or sandbox value`);
  }
  if (env.ENCRYPTION_KEYS.split(',').some((key) => /:(.)\1{42}=$/.test(key))) faults.push('ENCRYPTION_KEYS: is a default value');
  return faults;
}

/** A provider's address in production: https, and not this machine. */
export function addressFault(name: string, address: string): string | null {
  if (parsed().SIMPLIFY_ENV !== 'production') return null;
  const url = new URL(address);
  if (url.protocol !== 'https:') return `${name}: must be https in production`;
  return LOOPBACK.test(url.hostname) ? `${name}: points at the sandbox` : null;
}

export class EnvironmentError extends Error {
  constructor(readonly faults: string[]) {
    super(`The configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

type Secrets = { version: string; values: Record<string, string | undefined>; checkedAt: number };

const CHECK_EVERY_MS = 1_000;
let secrets: Secrets | undefined;

/** The file's variables, read again when it changed. One that is missing changes nothing. */
function readSecrets(file: string): Secrets {
  const now = Date.now();
  if (secrets && now - secrets.checkedAt < CHECK_EVERY_MS) return secrets;
  const stat = statSync(file, { throwIfNoEntry: false });
  const version = stat ? `${stat.mtimeMs}:${stat.size}` : (secrets?.version ?? '');
  const isKnown = !stat || secrets?.version === version;
  return (secrets = { version, values: isKnown ? (secrets?.values ?? {}) : parseEnv(readFileSync(file, 'utf8')), checkedAt: now });
}

const secretsOf = (file: string | undefined): Record<string, string | undefined> => (file ? readSecrets(file).values : {});

/** Changes when the file of secrets does: whoever keeps something made of it makes it anew. */
export const secretsVersion = (): string => (process.env.SECRETS_FILE ? readSecrets(process.env.SECRETS_FILE).version : '');

let known: Env | undefined;

function parsed(): Env {
  known ??= readEnv(envSchema);
  return known;
}

/** Parses a slice of the environment; throws with one line per wrong variable. */
export function readEnv<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  const result = schema.safeParse({ ...process.env, ...secretsOf(process.env.SECRETS_FILE) });
  if (result.success) return result.data;
  throw new EnvironmentError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
}

/** The shop's configuration, read once. Throws `EnvironmentError`. */
export function env(): Env {
  const value = parsed();
  const faults = productionFaults(value);
  if (faults.length > 0) throw new EnvironmentError(faults);
  return value;
}

/** E-mail addresses that are staff, lower case. */
export function staffEmails(): string[] {
  return parsed().STAFF_EMAILS.split(',').map((email) => email.trim().toLowerCase()).filter(Boolean);
}
