import { addressFault, EnvironmentError, secretsVersion } from '@/lib/env';
import { log } from '@/lib/log';
import { airalo } from '@/lib/providers/airalo/index';
import { esimgo } from '@/lib/providers/esimgo/index';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import { observedFleet } from '@/lib/providers/observed-fleet';
import { observed } from '@/lib/providers/observed-provider';
import { onence } from '@/lib/providers/onence/index';
import type { EsimProvider } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import type { FleetPlug, ProviderPlug } from '@/lib/providers/provider-plug';

/** Every provider there is; configured = on. A new one is its folder and a line here. */
const plugs: readonly ProviderPlug[] = [airalo, esimgo];

/** The same for fleets of SIM cards. */
const fleetPlugs: readonly FleetPlug[] = [onence];

/** The variables providers read, for `.env.example`. */
export const providerEnvironments = [...plugs, ...fleetPlugs].map(({ environment }) => environment);

type Kept<Made> = { version: string; made: readonly Made[] };
const held = globalThis as typeof globalThis & { simplifyProviders?: Kept<EsimProvider>; simplifyFleets?: Kept<FleetProvider> };

type Created = { address: { name: string; value: string } };

/** What is configured, or one line per wrong address. */
function createAll<Made extends Created>(all: readonly { create: () => Made | null }[]): Made[] {
  const created = all.map((plug) => plug.create()).filter((plugged) => plugged !== null);
  const faults = created.map(({ address }) => addressFault(address.name, address.value)).filter((fault) => fault !== null);
  if (faults.length > 0) throw new EnvironmentError(faults);
  return created;
}

/** What was made of these credentials, or anew when they changed. New ones that are wrong are told and not taken. */
function current<Made>(kept: Kept<Made> | undefined, make: () => readonly Made[]): Kept<Made> {
  const version = secretsVersion();
  if (kept?.version === version) return kept;
  try {
    return { version, made: make() };
  } catch (error) {
    if (!kept) throw error;
    log.error({ error }, 'providers.credentials.wrong');
    return { ...kept, version };
  }
}

/** The providers that are configured. Throws `EnvironmentError`, so ask at start. */
export function listProviders(): readonly EsimProvider[] {
  held.simplifyProviders = current(held.simplifyProviders, () => createAll(plugs).map(({ provider }) => observed(provider)));
  return held.simplifyProviders.made;
}

export const findProvider = (id: string): EsimProvider | null => listProviders().find((provider) => provider.id === id) ?? null;

const isOff = (id: string) => new ProviderError('unavailable', id, { message: `${id} is not configured` });

/** Throws when it is off: whatever was asked of it has to wait until it is on again. */
export function getProvider(id: string): EsimProvider {
  const provider = findProvider(id);
  if (!provider) throw isOff(id);
  return provider;
}

/** The fleets that are configured. Throws `EnvironmentError`, so ask at start. */
export function listFleets(): readonly FleetProvider[] {
  held.simplifyFleets = current(held.simplifyFleets, () => createAll(fleetPlugs).map(({ fleet }) => observedFleet(fleet)));
  return held.simplifyFleets.made;
}

export const findFleet = (id: string): FleetProvider | null => listFleets().find((fleet) => fleet.id === id) ?? null;

/** Throws when it is off, as `getProvider` does. */
export function getFleet(id: string): FleetProvider {
  const fleet = findFleet(id);
  if (!fleet) throw isOff(id);
  return fleet;
}
