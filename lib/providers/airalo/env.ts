import 'server-only';
import { z } from 'zod';
import { readEnv } from '@/lib/env';

const optional = z.preprocess((value) => (value === '' ? undefined : value), z.string().min(1).optional());

/** Without both credentials Airalo is off. */
export const airaloEnv = z
  .object({
    AIRALO_CLIENT_ID: optional,
    AIRALO_CLIENT_SECRET: optional,
    AIRALO_API_URL: z.preprocess((value) => (value === '' ? undefined : value), z.url({ protocol: /^https?$/ }).default('https://partners-api.airalo.com')),
    /** White-label brand as set up at Airalo; a wrong one costs a second call per order, not the order. */
    AIRALO_BRAND_NAME: optional,
    /** Airalo publishes no limit for orders; set one when your contract has it (its sandbox mode: 5). */
    AIRALO_ORDERS_PER_SECOND: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().positive().optional()),
  })
  .refine((env) => Boolean(env.AIRALO_CLIENT_ID) === Boolean(env.AIRALO_CLIENT_SECRET), {
    path: ['AIRALO_CLIENT_SECRET'],
    message: 'set both AIRALO_CLIENT_ID and AIRALO_CLIENT_SECRET, or neither',
  });

export type AiraloConfig = { clientId: string; clientSecret: string; apiUrl: string; brandName: string | null; ordersPerSecond: number | null };

/** Null = not configured. */
export function readAiraloConfig(): AiraloConfig | null {
  const env = readEnv(airaloEnv);
  if (!env.AIRALO_CLIENT_ID || !env.AIRALO_CLIENT_SECRET) return null;
  return {
    clientId: env.AIRALO_CLIENT_ID,
    clientSecret: env.AIRALO_CLIENT_SECRET,
    apiUrl: env.AIRALO_API_URL,
    brandName: env.AIRALO_BRAND_NAME ?? null,
    ordersPerSecond: env.AIRALO_ORDERS_PER_SECOND ?? null,
  };
}
