import type { SearchEntry } from '@/components/catalog/place-search';
import { dotOf } from '@/components/catalog/dot-world';
import { placeName } from '@/components/catalog/place-name';
import { hrefIn } from '@/i18n/routing';
import type { DestinationEntry } from '@/lib/catalog/queries';
import { formatMoney } from '@/lib/money';

const ALIASES: Record<string, string> = {
  US: 'USA America States', GB: 'UK Britain England Scotland Wales', NL: 'Holland', AE: 'UAE Dubai Abu Dhabi', KR: 'Korea', CZ: 'Czech Republic',
  TR: 'Turkey Türkei', CI: 'Ivory Coast', CN: 'Mainland China', VA: 'Vatican', MM: 'Burma', SZ: 'Swaziland', HK: 'Hongkong', ID: 'Bali', GR: 'Crete', ES: 'Mallorca Canary',
};

/** What the search looks through: names in the reader's language, in English, and what people call the place. */
export function toSearchEntries(places: DestinationEntry[], locale: string): SearchEntry[] {
  return places.map((place) => ({
    name: placeName(place, locale),
    aliases: [locale === 'en' ? '' : place.name, place.countryCode ?? '', ALIASES[place.countryCode ?? ''] ?? ''].join(' ').trim(),
    href: hrefIn(locale, `/destinations/${place.slug}`),
    code: place.countryCode,
    price: formatMoney(place.fromMinor, place.currency, locale),
    dot: dotOf(place.countryCode),
  }));
}
