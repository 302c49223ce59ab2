import { createHash } from 'node:crypto';
import { countryName } from '../catalogue/destinations.ts';
import { POPULAR } from '../catalogue/regions.ts';
import { seededRandom } from '../random.ts';
import type { EsimGoSettings } from './settings.ts';
import { PROFILE_NAME } from './wire-bundles.ts';

/** Prices per megabyte and country for who is billed by consumption; each is a text (§17). */
export function wirePrices({ currency }: EsimGoSettings) {
  const prices = POPULAR.map((code) => {
    const price = (0.001 + seededRandom(`per megabyte ${code}`)() * 0.004).toFixed(4);
    return { country: { iso: code, name: countryName(code) }, prices: [{ id: `${code}-data`, price, currency, profile: PROFILE_NAME, country: code }] };
  });
  return { hash: createHash('sha256').update(JSON.stringify(prices)).digest('hex'), prices };
}
