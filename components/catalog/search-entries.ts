import { placeName } from '@/i18n/place-name';
import type { DestinationEntry } from '@/lib/catalog/queries';
import { formatMoney } from '@/lib/money';

/** One place as the search index sends it: short, since every visitor loads all of them. */
export type SearchEntry = [name: string, aliases: string[], slug: string, countryCode: string | null, from: string];

const ALIASES: Record<string, string[]> = {
  AE: ['UAE', 'Emirates', 'Dubai', 'Abu Dhabi'], BA: ['Bosnia'], CD: ['DR Congo', 'Kinshasa'], CI: ['Ivory Coast'], CN: ['Mainland China', 'Beijing', 'Shanghai'], CV: ['Cape Verde'],
  CZ: ['Czech Republic', 'Prague'], DO: ['Punta Cana'], EG: ['Cairo', 'Hurghada'], ES: ['Mallorca', 'Ibiza', 'Canary Islands', 'Barcelona'], FR: ['Paris'], GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales', 'London'],
  GR: ['Crete', 'Athens', 'Santorini'], HK: ['Hongkong'], HR: ['Dubrovnik'], ID: ['Bali', 'Jakarta'], IT: ['Rome', 'Sicily', 'Sardinia'], JP: ['Tokyo', 'Nippon', 'Osaka'], KR: ['Korea', 'Seoul'], MA: ['Marrakesh'],
  MK: ['Macedonia'], MM: ['Burma'], MX: ['Cancun'], MY: ['Kuala Lumpur', 'Borneo'], NL: ['Holland', 'Amsterdam'], PT: ['Madeira', 'Azores', 'Lisbon'], PF: ['Tahiti'], SZ: ['Swaziland'], TH: ['Phuket', 'Bangkok'],
  TL: ['East Timor'], TR: ['Turkey', 'Türkei', 'Istanbul', 'Antalya'], TW: ['Taipei'], TZ: ['Zanzibar'], US: ['USA', 'America', 'New York', 'Hawaii', 'Florida', 'California'], VA: ['Vatican'], VN: ['Hanoi', 'Saigon'], ZA: ['Cape Town'],
};

/** What the search looks through: names in the reader's language, in English, and what else people call the place. */
export function toSearchEntries(places: DestinationEntry[], locale: string, regions: Record<string, string>): SearchEntry[] {
  return places.map((place) => {
    const name = placeName(place, locale, regions);
    const aliases = [place.name, ...(ALIASES[place.countryCode ?? ''] ?? []), place.countryCode].filter((alias): alias is string => alias !== null && alias !== name);
    return [name, aliases, place.slug, place.countryCode, formatMoney(place.fromMinor, place.currency, locale)];
  });
}
