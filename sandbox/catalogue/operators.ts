import { seededRandom } from '../random.ts';
import { brandOf } from './brands.ts';
import { DESTINATIONS, type Destination } from './destinations.ts';
import { ladderOf } from './ladder.ts';
import { type Allowance, priceLevel, retailCents } from './prices.ts';
import { POPULAR } from './regions.ts';

export interface Offer extends Allowance {
  id: string;
  minutes: number | null;
  texts: number | null;
  retailCents: number;
  netCents: number;
  fairUse: string | null;
  /** The wholesaler forgot the unlimited flag on this one. */
  isMislabelled: boolean;
}

/** One brand's plans for one destination, as a wholesaler groups them. */
export interface Operator {
  id: number;
  index: number;
  title: string;
  destination: Destination;
  hasVoice: boolean;
  activationPolicy: string;
  isKyc: boolean;
  isRechargeable: boolean;
  isRoaming: boolean;
  apn: string | null;
  androidApn: string | null;
  installWindowDays: number | null;
  graceDays: number | null;
  offers: Offer[];
}

type Line = 'data' | 'rival' | 'voice';

const VOICE: (Allowance & { minutes: number; texts: number })[] = [
  { gigabytes: 3, days: 30, minutes: 30, texts: 30 },
  { gigabytes: 5, days: 30, minutes: 60, texts: 60 },
  { gigabytes: 10, days: 30, minutes: 100, texts: 100 },
  { gigabytes: 20, days: 365, minutes: 75, texts: 30 },
];
const VOICE_DESTINATIONS = new Set(['US', 'GB', 'FR', 'ES', 'TR', 'TH', 'MX', 'CA', 'JP', 'AE', 'europe', 'discover', 'north-america', 'asia']);
const KYC_DESTINATIONS = new Set(['HK', 'NG']);

/** Every operator of the resale catalogue. `plans` 0 = its natural size; else exactly so many plans, later brands repeating the places. */
export function buildOperators(plans = 0): Operator[] {
  const operators: Operator[] = [];
  let count = 0;
  for (let series = 0; series === 0 || count < plans; series += 1) {
    for (const { destination, line } of linesOf(series)) {
      if (plans > 0 && count >= plans) return operators;
      const operator = buildOperator(destination, line, operators.length);
      if (plans > 0) operator.offers.splice(plans - count);
      operators.push(operator);
      count += operator.offers.length;
    }
  }
  return operators;
}

function linesOf(series: number): { destination: Destination; line: Line }[] {
  return DESTINATIONS.flatMap((destination) => {
    const lines: Line[] = series === 0 ? ['data'] : ['rival'];
    const key = destination.code ?? destination.slug;
    if (series === 0 && POPULAR.slice(0, 12).includes(key)) lines.push('rival');
    if (series === 0 && VOICE_DESTINATIONS.has(key)) lines.push('voice');
    return lines.map((line) => ({ destination, line }));
  });
}

function buildOperator(destination: Destination, line: Line, index: number): Operator {
  const brand = brandOf(index);
  const random = seededRandom(`operator ${index} ${destination.slug}`);
  const isRechargeable = line === 'rival' ? random() < 0.4 : random() < 0.94;
  const apnDraw = random();
  const apn = apnDraw < 0.12 ? 'globaldata' : apnDraw < 0.2 ? 'internet' : null;
  return {
    id: 9001 + index,
    index,
    title: brand.title,
    destination,
    hasVoice: line === 'voice',
    activationPolicy: activationOf(random()),
    isKyc: line === 'data' && KYC_DESTINATIONS.has(destination.code ?? ''),
    isRechargeable,
    isRoaming: random() < 0.88,
    apn,
    androidApn: apn ?? (random() < 0.1 ? 'mobiledata' : null),
    installWindowDays: [365, 365, 90, 1825, null][Math.floor(random() * 5)] ?? null,
    graceDays: isRechargeable ? ([180, 120, 90, null][Math.floor(random() * 4)] ?? null) : null,
    offers: buildOffers(destination, line, { index, slug: brand.slug }),
  };
}

// Mostly at first use; a few at installation, one of them misspelt as in the wild.
function activationOf(draw: number): string {
  if (draw < 0.9) return 'first-usage';
  return draw < 0.985 ? 'installation' : 'instalation';
}

function buildOffers(destination: Destination, line: Line, brand: { index: number; slug: string }): Offer[] {
  const random = seededRandom(`offers ${brand.index} ${destination.slug}`);
  const level = priceLevel(destination) * (line === 'data' ? 1 : 0.92 + random() * 0.2);
  const share = 0.5 + random() * 0.2;
  const ladder = ladderOf(destination);
  const base = (allowance: Allowance) => {
    const retail = retailCents(allowance, level);
    return { ...allowance, retailCents: retail, netCents: Math.round((retail * share) / 10) * 10, minutes: null, texts: null, fairUse: null, isMislabelled: false };
  };
  if (line === 'voice') {
    return VOICE.map((allowance) => {
      const { minutes, texts } = allowance;
      const plan = base(allowance);
      const id = `${brand.slug}-${allowance.gigabytes}gb-${texts}sms-${minutes}mins-${allowance.days}days`;
      return { ...plan, id, minutes, texts, retailCents: plan.retailCents + 400 };
    });
  }
  const policy = fairUseOf(random());
  return [
    ...ladder.fixed.map((allowance) => ({ ...base(allowance), id: `${brand.slug}-${allowance.days}days-${allowance.gigabytes}gb` })),
    ...ladder.unlimited.map((allowance) => ({
      ...base(allowance),
      id: `${brand.slug}-${allowance.days}days-unlimited`,
      fairUse: policy,
      isMislabelled: destination.code === 'MA' && allowance.days === 3,
    })),
  ];
}

function fairUseOf(draw: number): string | null {
  if (draw < 0.15) return null;
  const [gigabytes, speed] = draw < 0.5 ? [3, '1 Mbps'] : draw < 0.8 ? [2, '1.25 Mbps'] : [1, '512 kbps'];
  return `After ${gigabytes} GB of high-speed data within a day, the speed is reduced to ${speed} until the next day.`;
}
