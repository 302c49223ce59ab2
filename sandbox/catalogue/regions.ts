export const WORLD_REGIONS = ['Europe', 'Asia', 'Middle East', 'Africa', 'North America', 'Latin America', 'Caribbean', 'Oceania'] as const;
export type WorldRegion = (typeof WORLD_REGIONS)[number];

/** ISO 3166-1 alpha-2 codes sold, by the region a wholesaler files them under. */
const CODES = {
  Europe:
    'AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SK SM UA VA XK',
  Asia: 'AF AM AZ BD BN BT CN GE HK ID IN JP KG KH KR KZ LA LK MM MN MO MV MY NP PH PK SG TH TJ TL TM TW UZ VN',
  'Middle East': 'AE BH IL IQ JO KW LB OM PS QA SA TR YE',
  Africa:
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW',
  'North America': 'US CA MX GL BM PM',
  'Latin America': 'AR BO BR BZ CL CO CR EC FK GF GT GY HN NI PA PE PY SR SV UY VE',
  Caribbean: 'AG AI AW BB BL BQ BS CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI',
  Oceania: 'AS AU CK FJ FM GU KI MH MP NC NR NU NZ PF PG PW SB TO TV VU WF WS',
} as const satisfies Record<WorldRegion, string>;

const REGION_OF = new Map<string, WorldRegion>(
  WORLD_REGIONS.flatMap((region) => CODES[region].split(' ').map((code): [string, WorldRegion] => [code, region])),
);

export const SOLD_CODES: readonly string[] = [...REGION_OF.keys()];

export const codesOf = (region: WorldRegion): string[] => CODES[region].split(' ');

export function regionOf(code: string): WorldRegion {
  return REGION_OF.get(code) ?? 'Europe';
}

/** What travellers ask for most; it orders the catalogue and lowers prices. */
export const POPULAR =
  'US JP TR ES IT FR GB TH GR DE PT AE MX CN KR ID VN HK SG MY AU CA EG MA CH NL IN HR AT BR ZA SA TW PH IE PL CZ NO SE DK IS BE HU NZ AR CO PE QA IL JO KE CR DO LK NP KH AL RS ME BA CY MT FI RO BG EE'.split(' ');

/** Destinations of several countries, as wholesalers cut them. */
export const MULTI: readonly { slug: string; title: string; bundleCode: string; codes: string[] }[] = [
  { slug: 'europe', title: 'Europe', bundleCode: 'REUP', codes: codesOf('Europe').filter((code) => !['BY', 'RU', 'XK', 'AD', 'SM', 'VA'].includes(code)) },
  { slug: 'eu-plus-uk', title: 'EU + UK', bundleCode: 'REUL', codes: 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ') },
  { slug: 'balkans', title: 'Balkans', bundleCode: 'RBK', codes: 'AL BA BG GR HR ME MK RO RS SI TR XK'.split(' ') },
  { slug: 'scandinavia', title: 'Scandinavia', bundleCode: 'RSC', codes: 'DK FI FO IS NO SE'.split(' ') },
  { slug: 'asia', title: 'Asia', bundleCode: 'RAS', codes: 'CN HK ID IN JP KH KR LA LK MO MY NP PH PK SG TH TW VN'.split(' ') },
  { slug: 'southeast-asia', title: 'Southeast Asia', bundleCode: 'RSEA', codes: 'ID KH LA MY PH SG TH VN'.split(' ') },
  { slug: 'caucasus-central-asia', title: 'Caucasus and Central Asia', bundleCode: 'RCC', codes: 'AM AZ GE KG KZ TJ UZ'.split(' ') },
  { slug: 'middle-east', title: 'Middle East', bundleCode: 'RME', codes: codesOf('Middle East').filter((code) => code !== 'YE') },
  { slug: 'middle-east-and-north-africa', title: 'Middle East and North Africa', bundleCode: 'RMENA', codes: 'AE BH DZ EG IL IQ JO KW MA OM QA SA TN TR'.split(' ') },
  { slug: 'africa', title: 'Africa', bundleCode: 'RAF', codes: 'BW CD CG CI CM EG GA GH GM GN KE LR MA MG ML MU MW MZ NA NE NG RE RW SC SN SZ TD TN TZ UG ZA ZM'.split(' ') },
  { slug: 'north-america', title: 'North America', bundleCode: 'RNA', codes: ['US', 'CA', 'MX'] },
  { slug: 'latin-america', title: 'Latin America', bundleCode: 'RLA', codes: 'AR BO BR CL CO CR EC GT HN MX NI PA PE PY SV UY'.split(' ') },
  { slug: 'caribbean-islands', title: 'Caribbean Islands', bundleCode: 'RCA', codes: codesOf('Caribbean').filter((code) => !['BL', 'PR', 'VI'].includes(code)) },
  { slug: 'oceania', title: 'Oceania', bundleCode: 'ROC', codes: 'AU FJ GU NC NZ PG PF TO VU WS'.split(' ') },
];

export const WORLD_CODES: readonly string[] = [
  ...POPULAR,
  ...'LI LT LV LU SK SI UA GI JE IM GG BH KW OM TN GH TZ UG ZM NG MU RE CL EC UY PA GT SV JM BB KY GP MQ FJ MO PK BD LA GE AM KZ UZ'.split(' '),
];
