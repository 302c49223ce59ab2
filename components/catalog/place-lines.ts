import type { PlaceLine } from '@/components/catalog/place-list';
import { placeName } from '@/i18n/place-name';
import type { DestinationEntry } from '@/lib/catalog/queries';
import { formatMoney } from '@/lib/money';

export const toPlaceLines = (places: DestinationEntry[], locale: string, regions: Record<string, string>): PlaceLine[] =>
  places.map((place) => [place.slug, place.countryCode, placeName(place, locale, regions), formatMoney(place.fromMinor, place.currency, locale)]);

/** Lines under their first letter, in the order of the reader's alphabet. */
export function byLetter(lines: PlaceLine[], locale: string): [letter: string, lines: PlaceLine[]][] {
  const letters = new Map<string, PlaceLine[]>();
  for (const line of [...lines].sort((a, b) => a[2].localeCompare(b[2], locale))) {
    const letter = line[2].normalize('NFD').charAt(0).toLocaleUpperCase(locale);
    letters.set(letter, [...(letters.get(letter) ?? []), line]);
  }
  return [...letters];
}
