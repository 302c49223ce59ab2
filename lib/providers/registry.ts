import { addressFault, EnvironmentError } from '@/lib/env';
import { airalo } from '@/lib/providers/airalo/index';
import { esimgo } from '@/lib/providers/esimgo/index';
import { observed } from '@/lib/providers/observed-provider';
import type { EsimProvider } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import type { ProviderPlug } from '@/lib/providers/provider-plug';

/** Every provider there is; configured = on. A new one is its folder and a line here. */
const plugs: readonly ProviderPlug[] = [airalo, esimgo];

/** The variables providers read, for `.env.example`. */
export const providerEnvironments = plugs.map(({ environment }) => environment);

const held = globalThis as typeof globalThis & { simplifyProviders?: EsimProvider[] };

function createAll(): EsimProvider[] {
  const created = plugs.map((plug) => plug.create()).filter((plugged) => plugged !== null);
  const faults = created.map(({ address }) => addressFault(address.name, address.value)).filter((fault) => fault !== null);
  if (faults.length > 0) throw new EnvironmentError(faults);
  return created.map(({ provider }) => observed(provider));
}

/** The providers that are configured. Throws `EnvironmentError`, so ask at start. */
export function listProviders(): readonly EsimProvider[] {
  held.simplifyProviders ??= createAll();
  return held.simplifyProviders;
}

export const findProvider = (id: string): EsimProvider | null => listProviders().find((provider) => provider.id === id) ?? null;

/** Throws when it is off: whatever was asked of it has to wait until it is on again. */
export function getProvider(id: string): EsimProvider {
  const provider = findProvider(id);
  if (!provider) throw new ProviderError('unavailable', id, { message: `${id} is not configured` });
  return provider;
}
