type Regions = Readonly<Record<string, string>>;

/** A place in the reader's language: countries by ISO code, regions by `regions` (their English name → theirs), else as they are called. */
export function placeName(place: { countryCode: string | null; name: string }, locale: string, regions: Regions): string {
  if (!place.countryCode) return regions[place.name] ?? place.name;
  return namesIn(locale).of(place.countryCode) ?? place.name;
}

/** Where a plan is for. */
export const placeOfPlan = ({ countryCode, destinationName }: { countryCode: string | null; destinationName: string }, locale: string, regions: Regions): string =>
  placeName({ countryCode, name: destinationName }, locale, regions);

const known = new Map<string, Intl.DisplayNames>();

function namesIn(locale: string): Intl.DisplayNames {
  const names = known.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });
  known.set(locale, names);
  return names;
}
