import 'server-only';
import { z } from 'zod';
import { readEnv } from '@/lib/env';

/** Without a key eSIM Go is off. The version stands in the address. */
export const esimGoEnv = z.object({
  ESIMGO_API_KEY: z.preprocess((value) => (value === '' ? undefined : value), z.string().min(1).optional()),
  ESIMGO_API_URL: z.preprocess((value) => (value === '' ? undefined : value), z.url({ protocol: /^https?$/ }).default('https://api.esim-go.com/v2.4')),
});

export type EsimGoConfig = { apiKey: string; apiUrl: string };

/** Null = not configured. */
export function readEsimGoConfig(): EsimGoConfig | null {
  const env = readEnv(esimGoEnv);
  return env.ESIMGO_API_KEY ? { apiKey: env.ESIMGO_API_KEY, apiUrl: env.ESIMGO_API_URL } : null;
}
