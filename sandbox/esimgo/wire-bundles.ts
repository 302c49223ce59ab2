import type { Bundle } from '../catalogue/bundles.ts';
import { countryName } from '../catalogue/destinations.ts';
import { regionOf } from '../catalogue/regions.ts';
import { priceCents } from './catalogue.ts';
import type { EsimGoSettings } from './settings.ts';
import type { Version } from './state.ts';

const REGION_NAMES: Record<string, string> = { 'Latin America': 'LATAM', Caribbean: 'LATAM' };

export interface PlaceWire {
  name: string;
  region: string;
  iso: string;
}

const place = (code: string): PlaceWire => ({ name: countryName(code), region: regionName(regionOf(code)), iso: code });

const regionName = (region: string) => REGION_NAMES[region] ?? region;

/** Where a bundle is based: its country, or a pseudo-country of no ISO code for several. */
export function basePlaces({ destination }: Bundle): PlaceWire[] {
  if (destination.code !== null) return [place(destination.code)];
  const title = destination.bundleCode === 'REUL' ? 'Europe Lite' : destination.kind === 'global' ? 'Global' : destination.title;
  return [{ name: title, region: destination.region === null ? 'Global' : regionName(destination.region), iso: title }];
}

// Several countries, or the neighbour a small one shares its network with.
const NEIGHBOURS: Record<string, string[]> = { FR: ['MC'], CH: ['LI'], IT: ['SM', 'VA'], ES: ['AD'], GB: ['IM', 'JE', 'GG'], US: ['PR', 'VI'] };

export function roamingPlaces({ destination }: Bundle): PlaceWire[] {
  const codes = destination.code === null ? destination.codes : (NEIGHBOURS[destination.code] ?? []);
  return codes.map(place);
}

// Text that must be cleaned before anyone sees it.
const HOSTILE_SUFFIX = ' <script>alert(1)</script>\u202E\u0000\u0007';

export const describe = (bundle: Bundle) => (bundle.destination.slug === 'malta' ? bundle.description + HOSTILE_SUFFIX : bundle.description);

export interface BundleView {
  settings: EsimGoSettings;
  version: Version;
}

/** A bundle without its groups, as it stands on its own. */
export function wireBundle(bundle: Bundle, { settings, version }: BundleView) {
  return {
    name: bundle.name,
    description: describe(bundle),
    countries: basePlaces(bundle),
    dataAmount: bundle.gigabytes === null ? -1 : bundle.gigabytes * 1000,
    duration: bundle.days,
    speed: bundle.speeds,
    autostart: bundle.isAutostart,
    unlimited: bundle.gigabytes === null,
    roamingEnabled: wireRoaming(roamingPlaces(bundle), settings),
    imageUrl: `https://images.sandbox.example/places/${bundle.destination.slug}.jpg`,
    price: priceCents(bundle, settings) / 100,
    billingType: 'FixedCost',
    ...(version === '2.5' ? { profileName: PROFILE_NAME, allowances: wireAllowances(bundle) } : {}),
  };
}

export const PROFILE_NAME = 'Sandbox Data';

const wireRoaming = (places: PlaceWire[], { roamingAs }: EsimGoSettings) => (roamingAs === 'array' ? places : roamingAs === 'null' ? null : places.length > 0);

/** Only data is sold here; voice and texts would be further entries. */
export const wireAllowances = ({ gigabytes, description }: Bundle) => [
  { type: 'DATA', service: 'STANDARD', description, amount: gigabytes === null ? -1 : gigabytes * 1_000, unit: 'MB', unlimited: gigabytes === null },
];

export function wireCatalogueBundle(bundle: Bundle, view: BundleView) {
  const { name, description, ...rest } = wireBundle(bundle, view);
  return { name, description, groups: [bundle.group], ...rest };
}
