import { noise } from './fleet.ts';

export interface Network {
  id: number;
  name: string;
  mnc: string;
  country: { id: number; name: string; code: string; mcc: string; iso: string; latitude: string; longitude: string };
}

const GERMANY = { id: 74, name: 'Germany', code: '49', mcc: '262', iso: 'de', latitude: '51', longitude: '9' };
const PORTUGAL = { id: 168, name: 'Portugal', code: '351', mcc: '268', iso: 'pt', latitude: '39.5', longitude: '-8' };
const FRANCE = { id: 69, name: 'France', code: '33', mcc: '208', iso: 'fr', latitude: '46', longitude: '2' };

const NETWORKS: readonly [Network, ...Network[]] = [
  { id: 2, name: 'T-Mobile', mnc: '01', country: GERMANY },
  { id: 4, name: 'Vodafone', mnc: '02', country: GERMANY },
  { id: 11, name: 'MEO', mnc: '06', country: PORTUGAL },
  { id: 17, name: 'Orange', mnc: '01', country: FRANCE },
];

/** Devices stand still: each has its network. */
export const networkOf = (index: number): Network => NETWORKS[Math.floor(noise(index, 7) * NETWORKS.length)] ?? NETWORKS[0];
