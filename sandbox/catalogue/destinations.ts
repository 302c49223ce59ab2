import isoCountries from 'i18n-iso-countries';
import { MULTI, POPULAR, regionOf, SOLD_CODES, WORLD_CODES, type WorldRegion } from './regions.ts';

export interface Destination {
  slug: string;
  title: string;
  kind: 'local' | 'regional' | 'global';
  /** ISO 3166-1 alpha-2 for one country, null for several. */
  code: string | null;
  /** How eSIM Go abbreviates it in bundle names. */
  bundleCode: string;
  region: WorldRegion | null;
  codes: readonly string[];
  /** Lower is asked for more often. */
  rank: number;
}

const ENGLISH_NAMES: Record<string, string> = {
  US: 'United States', CN: 'China', CD: 'DR Congo', CG: 'Congo', CI: "Côte d'Ivoire", CZ: 'Czechia', FK: 'Falkland Islands',
  GM: 'Gambia', LA: 'Laos', FM: 'Micronesia', MK: 'North Macedonia', MF: 'Saint Martin', PS: 'Palestine', RU: 'Russia', SX: 'Sint Maarten',
  TW: 'Taiwan', TZ: 'Tanzania', VA: 'Vatican City', VG: 'British Virgin Islands', VI: 'US Virgin Islands',
  BQ: 'Bonaire, Sint Eustatius and Saba',
};

export function countryName(code: string, language = 'en'): string {
  const short = language.slice(0, 2).toLowerCase();
  if (short !== 'en') return isoCountries.getName(code, short) ?? countryName(code);
  return ENGLISH_NAMES[code] ?? isoCountries.getName(code, 'en') ?? code;
}

export function slugOf(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f']/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function rankOf(code: string): number {
  const place = POPULAR.indexOf(code);
  return place === -1 ? POPULAR.length + SOLD_CODES.indexOf(code) : place;
}

const locals = SOLD_CODES.map((code): Destination => {
  const title = countryName(code);
  return { slug: slugOf(title), title, kind: 'local', code, bundleCode: code, region: regionOf(code), codes: [code], rank: rankOf(code) };
});

const multis = MULTI.map(({ slug, title, bundleCode, codes }, index): Destination => {
  const region = regionOf(codes[0] ?? 'DE');
  return { slug, title, kind: 'regional', code: null, bundleCode, region, codes, rank: index * 4 };
});

const worlds: Destination[] = [
  { slug: 'discover', title: 'Discover Global', kind: 'global', code: null, bundleCode: 'RGB', region: null, codes: WORLD_CODES, rank: 5 },
  { slug: 'world', title: 'World', kind: 'global', code: null, bundleCode: 'RGBL', region: null, codes: WORLD_CODES.slice(0, 62), rank: 9 },
];

/** Everything sold, most wanted first. */
export const DESTINATIONS: readonly Destination[] = [...locals, ...multis, ...worlds].toSorted((a, b) => a.rank - b.rank || a.slug.localeCompare(b.slug));
