import { seededRandom } from '../random.ts';
import { DESTINATIONS, type Destination } from './destinations.ts';
import { ladderOf } from './ladder.ts';
import { networksOf } from './networks.ts';
import { type Allowance, priceLevel, retailCents } from './prices.ts';

export type UnlimitedTier = 'Lite' | 'Essential' | 'Plus';

/** One bundle of the second wholesaler: named by size, days and place, priced for the buyer's organisation. */
export interface Bundle extends Allowance {
  name: string;
  description: string;
  group: string;
  tier: UnlimitedTier | null;
  destination: Destination;
  priceCents: number;
  isAutostart: boolean;
  speeds: string[] | null;
}

const TIERS: { tier: UnlimitedTier; prefix: string; factor: number; text: string }[] = [
  { tier: 'Lite', prefix: 'UL', factor: 0.9, text: 'Unlimited Lite' },
  { tier: 'Essential', prefix: 'ULE', factor: 1.05, text: 'Unlimited Essential' },
  { tier: 'Plus', prefix: 'ULP', factor: 1.3, text: 'Unlimited Plus' },
];

const isOffered = (destination: Destination) => destination.kind !== 'local' || destination.rank < 90;

/** Every bundle. `plans` 0 = the natural size; else exactly so many, later editions (V3, V4 …) repeating the places. */
export function buildBundles(plans = 0): Bundle[] {
  const bundles: Bundle[] = [];
  for (let edition = 2; edition === 2 || bundles.length < plans; edition += 1) {
    for (const destination of DESTINATIONS.filter(isOffered)) bundles.push(...bundlesOf(destination, edition));
  }
  return plans > 0 ? bundles.slice(0, plans) : bundles;
}

function bundlesOf(destination: Destination, edition: number): Bundle[] {
  const random = seededRandom(`bundles ${destination.slug} ${edition}`);
  const level = priceLevel(destination) * (0.9 + random() * 0.2);
  const isAutostart = random() < 0.96;
  const speeds = speedsOf(destination, random());
  const ladder = ladderOf(destination);
  const make = (allowance: Allowance, naming: { size: string; text: string; group: string; tier: UnlimitedTier | null; factor: number }): Bundle => ({
    ...allowance,
    name: `esim_${naming.size}_${allowance.days}D_${destination.bundleCode}_V${edition}`,
    description: `eSIM, ${naming.text}, ${allowance.days} ${allowance.days === 1 ? 'Day' : 'Days'}, ${destination.title}, V${edition}`,
    group: naming.group,
    tier: naming.tier,
    destination,
    priceCents: Math.round(retailCents(allowance, level * naming.factor) * 0.53 + random() * 40),
    isAutostart,
    speeds,
  });
  const fixed = ladder.fixed.map((allowance) => {
    const size = `${allowance.gigabytes}GB`;
    const group = allowance.days > 30 ? 'Standard Long Duration' : 'Standard Fixed';
    return make(allowance, { size, text: size, group, tier: null, factor: 1 });
  });
  const tiers = destination.rank < 12 ? TIERS : TIERS.slice(0, 1);
  const unlimited = ladder.unlimited.flatMap((allowance) =>
    tiers.map(({ tier, prefix, factor, text }) =>
      make(allowance, { size: prefix, text, group: `Standard Unlimited ${tier}`, tier, factor }),
    ),
  );
  return [...fixed, ...unlimited];
}

// Generations any network of the place offers; now and then the wholesaler does not say.
function speedsOf(destination: Destination, draw: number): string[] | null {
  if (draw < 0.03) return null;
  const hasFifth = destination.codes.some((code) => networksOf(code).some((network) => network.radios.includes('5G')));
  return hasFifth ? ['2G', '3G', '4G', '5G'] : ['2G', '3G', '4G'];
}
