import 'server-only';
import { z } from 'zod';
import { readEnv } from '@/lib/env';

/** Without a key eSIM Go is off. The version stands in the address. */
export const esimGoEnv = z.object({
  ESIMGO_API_KEY: z.preprocess((value) => (value === '' ? undefined : value), z.string().min(1).optional()),
  ESIMGO_API_URL: z.preprocess((value) => (value === '' ? undefined : value), z.url({ protocol: /^https?$/ }).default('https://api.esim-go.com/v2.4')),
  /** Tokens a second of one address; every machine of the shop counts as one. */
  ESIMGO_RATE_PER_SECOND: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().positive().default(10)),
  /** Some accounts must leave 3000 ms between two orders. */
  ESIMGO_ORDER_SPACING_MS: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().nonnegative().default(0)),
});

export type EsimGoConfig = { apiKey: string; apiUrl: string; ratePerSecond: number; orderSpacingMs: number };

/** Null = not configured. */
export function readEsimGoConfig(): EsimGoConfig | null {
  const env = readEnv(esimGoEnv);
  return env.ESIMGO_API_KEY ? { apiKey: env.ESIMGO_API_KEY, apiUrl: env.ESIMGO_API_URL, ratePerSecond: env.ESIMGO_RATE_PER_SECOND, orderSpacingMs: env.ESIMGO_ORDER_SPACING_MS } : null;
}
