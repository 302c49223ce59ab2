import 'server-only';
import { z } from 'zod';
import { readEnv } from '@/lib/env';

const filled = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const optional = filled(z.string().min(1).optional());

const ORDERS_PER_FIVE_MINUTES = 100;

/** Without both credentials 1NCE is off; without both stream credentials nothing it pushes is taken. */
export const onenceEnv = z
  .object({
    ONENCE_CLIENT_ID: optional,
    ONENCE_CLIENT_SECRET: optional,
    ONENCE_API_URL: filled(z.url({ protocol: /^https?$/ }).default('https://api.1nce.com/management-api')),
    /** HTTP Basic ends the user at the first colon. */
    ONENCE_STREAM_USER: filled(z.string().regex(/^[^:]+$/, 'must not contain a colon').optional()),
    ONENCE_STREAM_PASSWORD: optional,
    /** What your contract allows on the SIM endpoints (§3). */
    ONENCE_SIMS_PER_SECOND: filled(z.coerce.number().positive().default(10)),
  })
  .refine((env) => Boolean(env.ONENCE_CLIENT_ID) === Boolean(env.ONENCE_CLIENT_SECRET), {
    path: ['ONENCE_CLIENT_SECRET'],
    message: 'set both ONENCE_CLIENT_ID and ONENCE_CLIENT_SECRET, or neither',
  })
  .refine((env) => Boolean(env.ONENCE_STREAM_USER) === Boolean(env.ONENCE_STREAM_PASSWORD), {
    path: ['ONENCE_STREAM_PASSWORD'],
    message: 'set both ONENCE_STREAM_USER and ONENCE_STREAM_PASSWORD, or neither',
  });

export type OnenceConfig = {
  clientId: string;
  clientSecret: string;
  apiUrl: string;
  stream: { user: string; password: string } | null;
  /** What the account may ask of the SIM endpoints (§3). */
  simsPerSecond: number;
  /** Orders, products and support together; of the address, so no contract changes it (§3). */
  ordersPerFiveMinutes: number;
};

/** Null = not configured. */
export function readOnenceConfig(): OnenceConfig | null {
  const env = readEnv(onenceEnv);
  if (!env.ONENCE_CLIENT_ID || !env.ONENCE_CLIENT_SECRET) return null;
  const { ONENCE_STREAM_USER: user, ONENCE_STREAM_PASSWORD: password } = env;
  return {
    clientId: env.ONENCE_CLIENT_ID,
    clientSecret: env.ONENCE_CLIENT_SECRET,
    apiUrl: env.ONENCE_API_URL,
    stream: user && password ? { user, password } : null,
    simsPerSecond: env.ONENCE_SIMS_PER_SECOND,
    ordersPerFiveMinutes: ORDERS_PER_FIVE_MINUTES,
  };
}
