import type { FleetPlug } from '@/lib/providers/provider-plug';
import { createOnenceAdapter } from './adapter';
import { onenceEnv, readOnenceConfig } from './env';

/** 1NCE, off without credentials. */
export const onence: FleetPlug = {
  id: 'onence',
  environment: onenceEnv,
  create: () => {
    const config = readOnenceConfig();
    return config && { fleet: createOnenceAdapter(config), address: { name: 'ONENCE_API_URL', value: config.apiUrl } };
  },
};
