import { countryCodeOf } from '@/lib/providers/country-code';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { CountryNetworks } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { countryOfName } from '@/lib/providers/esimgo/country-of-name';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { countryNetworks, network, networksAnswer } from '@/lib/providers/esimgo/wire-support';
import { plainText } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /networks: country', isKnown: isDocumented };
const NETWORK = { ...ANSWERED, endpoint: 'GET /networks: network' };
/** Dear calls: few, each for many countries. */
const COUNTRIES_A_CALL = 60;

type Network = CountryNetworks['networks'][number];

function networkOf(item: unknown): Network[] {
  const parsed = parseItemNoting(network, item, NETWORK);
  if (!parsed.success) return [];
  const { name, brandName, tagid, speed } = parsed.data;
  const words = plainText(name, 80) || plainText(brandName, 80);
  const radioTypes = [...new Set(speed.map((each) => plainText(each, 10)).filter(Boolean))];
  return words ? [{ name: words, networkCode: plainText(tagid, 20) || null, radioTypes }] : [];
}

/** `name` is documented as a code and may be a name (§13); the only country asked about is the one answered. */
function countryOf(item: unknown, asked: readonly string[]): CountryNetworks[] {
  const parsed = parseItemNoting(countryNetworks, item, ANSWERED);
  if (!parsed.success) return [];
  const countryCode = countryOfName(parsed.data.name) ?? (asked.length === 1 ? asked[0] : null);
  return countryCode ? [{ countryCode, networks: parsed.data.networks.flatMap(networkOf) }] : [];
}

async function ask(client: EsimGoClient, codes: readonly string[]): Promise<CountryNetworks[]> {
  const query = new URLSearchParams(codes.length === 0 ? { returnAll: 'true' } : { isos: codes.join(',') });
  const answer = await client.read(`/networks?${query}`, networksAnswer);
  return answer.countryNetworks.flatMap((item) => countryOf(item, codes));
}

/** §13: the networks of these countries, or of all when none is named, each once. Countries it says nothing of are not in the answer. */
export async function listNetworks(client: EsimGoClient, countryCodes: readonly string[]): Promise<CountryNetworks[]> {
  const codes = [...new Set(countryCodes.map(countryCodeOf).filter((code) => code !== null))].sort();
  if (codes.length === 0 && countryCodes.length > 0) return [];
  const told: CountryNetworks[] = [];
  for (let at = 0; at === 0 || at < codes.length; at += COUNTRIES_A_CALL) told.push(...(await ask(client, codes.slice(at, at + COUNTRIES_A_CALL))));
  const found = new Map<string, Map<string, Network>>();
  for (const { countryCode, networks } of told) {
    if (codes.length > 0 && !codes.includes(countryCode)) continue;
    const known = found.get(countryCode) ?? new Map<string, Network>();
    for (const each of networks) known.set(`${each.name} ${each.networkCode ?? ''}`, each);
    found.set(countryCode, known);
  }
  return [...found].map(([countryCode, networks]) => ({ countryCode, networks: [...networks.values()] }));
}
