/** A place in the reader's language: countries by ISO code, regions by `regions` (their English name → theirs), else as they are called. */
export function placeName(place: { countryCode: string | null; name: string }, locale: string, regions: Record<string, string> = {}): string {
  if (!place.countryCode) return regions[place.name] ?? place.name;
  return namesIn(locale).of(place.countryCode) ?? place.name;
}

const known = new Map<string, Intl.DisplayNames>();

function namesIn(locale: string): Intl.DisplayNames {
  const names = known.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  known.set(locale, names);
  return names;
}
