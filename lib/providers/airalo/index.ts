import { createAiraloAdapter } from '@/lib/providers/airalo/adapter';
import { airaloEnv, readAiraloConfig } from '@/lib/providers/airalo/env';
import type { ProviderPlug } from '@/lib/providers/provider-plug';

/** Airalo, off without credentials. */
export const airalo: ProviderPlug = {
  id: 'airalo',
  environment: airaloEnv,
  create: () => {
    const config = readAiraloConfig();
    return config && { provider: createAiraloAdapter(config), address: { name: 'AIRALO_API_URL', value: config.apiUrl } };
  },
};
