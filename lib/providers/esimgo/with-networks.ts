import { z } from 'zod';
import { log } from '@/lib/log';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { listNetworks } from '@/lib/providers/esimgo/list-networks';
import { plainText } from '@/lib/providers/plain-text';
import type { PlanNetwork, ProviderPlan } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

type Networks = ReadonlyMap<string, PlanNetwork[]>;

/** One call for all countries. Plans are sold without names of networks rather than not at all. */
async function readNetworks(client: EsimGoClient): Promise<Networks> {
  try {
    const all = await listNetworks(client, []);
    return new Map(all.map(({ countryCode, networks }) => [countryCode, networks.map(({ name, radioTypes }) => ({ name, radioTypes }))]));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    log.warn({ provider: 'esimgo', code: error.code }, 'catalog.networks.not-read');
    return new Map();
  }
}

const speeds = z.looseObject({ speed: z.array(z.string()).min(1) });

/** Only what both the network and the bundle can; a network that says nothing of it stays so. */
function limitedTo(networks: PlanNetwork[], bundleSpeeds: readonly string[]): PlanNetwork[] {
  if (bundleSpeeds.length === 0) return networks;
  return networks.flatMap(({ name, radioTypes }) => {
    const both = radioTypes.filter((type) => bundleSpeeds.includes(type));
    return radioTypes.length > 0 && both.length === 0 ? [] : [{ name, radioTypes: both }];
  });
}

/** Bundles name no networks; those eSIM Go has in a country are stated for the plans that cover it. */
export async function* withNetworks(client: EsimGoClient, plans: AsyncIterable<ProviderPlan>): AsyncGenerator<ProviderPlan> {
  let known: Networks | null = null;
  const shared = new Map<string, PlanNetwork[]>();
  for await (const plan of plans) {
    known ??= await readNetworks(client);
    const networks = known;
    const bundleSpeeds = (speeds.safeParse(plan.raw).data?.speed ?? []).map((speed) => plainText(speed, 10)).filter(Boolean);
    const networksIn = (countryCode: string): PlanNetwork[] => {
      const key = `${countryCode} ${bundleSpeeds.join(' ')}`;
      const found = shared.get(key) ?? limitedTo(networks.get(countryCode) ?? [], bundleSpeeds);
      shared.set(key, found);
      return found;
    };
    yield networks.size === 0 ? plan : { ...plan, coverage: plan.coverage.map(({ countryCode }) => ({ countryCode, networks: networksIn(countryCode) })) };
  }
}
