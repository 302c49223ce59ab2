/** A place in the reader's language: countries by ISO code, regions by the name they carry. */
export function placeName(place: { countryCode: string | null; name: string }, locale: string): string {
  if (!place.countryCode) return place.name;
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(place.countryCode) ?? place.name;
}
