import { countryCodeOf } from '@/lib/providers/country-code';
import type { EsimSighting } from '@/lib/providers/esim-support';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { readMoment } from '@/lib/providers/esimgo/read-moment';
import { locationAnswer } from '@/lib/providers/esimgo/wire-support';
import { plainTextOrNull } from '@/lib/providers/plain-text';

/** §8.8: where a network saw the eSIM last; the network's code is a TADIG. Null = nowhere yet. */
export async function readSighting(client: EsimGoClient, iccid: string): Promise<EsimSighting | null> {
  const path = `${esimPath(iccid)}/location`;
  const seen = await aboutEsim(client, () => client.read(path, locationAnswer));
  const sighting = {
    countryCode: countryCodeOf(seen.country), networkName: plainTextOrNull(seen.networkBrandName, 80) ?? plainTextOrNull(seen.networkName, 80),
    networkCode: plainTextOrNull(seen.mobileNetworkCode, 20), seenAt: readMoment(seen.lastSeen),
  };
  return Object.values(sighting).every((value) => value === null) ? null : sighting;
}
