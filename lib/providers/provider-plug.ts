import type { z } from 'zod';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import type { EsimProvider } from '@/lib/providers/provider';

/** What a vendor folder hands to the registry. */
export type ProviderPlug = {
  id: string;
  /** The variables it reads, for `.env.example` and its test. */
  environment: z.ZodObject;
  /** Null = not configured, so off. */
  create: () => { provider: EsimProvider; address: { name: string; value: string } } | null;
};

/** The same for a provider of SIM cards in the field. */
export type FleetPlug = Pick<ProviderPlug, 'id' | 'environment'> & {
  create: () => { fleet: FleetProvider; address: { name: string; value: string } } | null;
};
