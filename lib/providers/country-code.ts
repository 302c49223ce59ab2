const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Known to Intl, but no place one can travel to under that code: unions, pseudo-locales, codes taken out of ISO 3166-1. */
const NOT_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ', 'AN', 'BU', 'CS', 'DD', 'FX', 'NT', 'SU', 'TP', 'YD', 'YU', 'ZR', 'UK']);

/** The ISO 3166-1 alpha-2 code in upper case; null for anything that is not a country (providers use pseudo-codes for regions). */
export function countryCodeOf(value: unknown): string | null {
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  if (!/^[A-Z]{2}$/.test(code) || NOT_COUNTRIES.has(code)) return null;
  return names.of(code) === undefined ? null : code;
}
