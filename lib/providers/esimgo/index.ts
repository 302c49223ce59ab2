import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { esimGoEnv, readEsimGoConfig } from '@/lib/providers/esimgo/env';
import type { ProviderPlug } from '@/lib/providers/provider-plug';

/** eSIM Go, off without a key. */
export const esimgo: ProviderPlug = {
  id: 'esimgo',
  environment: esimGoEnv,
  create: () => {
    const config = readEsimGoConfig();
    return config && { provider: createEsimGoAdapter(config), address: { name: 'ESIMGO_API_URL', value: config.apiUrl } };
  },
};
