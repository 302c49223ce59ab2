import { seededRandom } from '../random.ts';
import { countryName } from './destinations.ts';
import { POPULAR } from './regions.ts';

export type Radio = '3G' | '4G' | 'LTE' | '5G';
export interface Network {
  name: string;
  radios: Radio[];
}

const NAMES = [
  'Movicel', 'Orbitel', 'Telnova', 'Novacell', 'Airlink', 'Unitel', 'Cellnet', 'Skymobile', 'Digitel', 'Horizon', 'Primecell',
  'Metrotel', 'Vistacom', 'Redwave', 'Civitel', 'Globitel', 'Mobinova', 'Sunrise Cell', 'Lagoon Mobile', 'Terracom', 'One Network',
];

const known = new Map<string, Network[]>();

/** The networks a visitor roams on in a country: the old national one and one to three rivals. */
export function networksOf(code: string): Network[] {
  const cached = known.get(code);
  if (cached) return cached;
  const random = seededRandom(`networks ${code}`);
  const isBig = POPULAR.includes(code);
  const count = 1 + Math.floor(random() * (isBig ? 3 : 2));
  const start = Math.floor(random() * NAMES.length);
  const rivals = Array.from({ length: count }, (_, index) => NAMES[(start + index * 5) % NAMES.length] ?? 'Airlink');
  const networks = [`${countryName(code).replace(/^The /, '')} Telecom`, ...rivals].map((name, index): Network => {
    const best = isBig || (index === 0 && random() < 0.35) ? '5G' : 'LTE';
    const radios: Radio[] = best === '5G' ? ['5G', 'LTE'] : index === 2 ? ['4G', '3G'] : ['LTE'];
    return { name, radios };
  });
  known.set(code, networks);
  return networks;
}
