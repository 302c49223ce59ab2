import { countryCodeOf } from '@/lib/providers/country-code';

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const plain = (name: string) => name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/&/g, 'and').replace(/[^a-z]+/g, ' ').trim();

const BY_NAME = new Map(
  LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`)).flatMap((code): [string, string][] => {
    const name = countryCodeOf(code) === null ? undefined : names.of(code);
    return name === undefined ? [] : [[plain(name), code]];
  }),
);
/** Names in use beside the one Unicode prefers. */
const ALSO: readonly [string, string][] = [
  ['usa', 'US'], ['united states of america', 'US'], ['uk', 'GB'], ['great britain', 'GB'], ['turkey', 'TR'], ['czech republic', 'CZ'], ['south korea', 'KR'], ['republic of korea', 'KR'],
  ['hong kong', 'HK'], ['macau', 'MO'], ['macao', 'MO'], ['russian federation', 'RU'], ['viet nam', 'VN'], ['uae', 'AE'], ['ivory coast', 'CI'], ['swaziland', 'SZ'], ['macedonia', 'MK'],
  ['bosnia and herzegovina', 'BA'], ['cape verde', 'CV'], ['palestine', 'PS'], ['myanmar', 'MM'], ['moldova republic of', 'MD'], ['lao', 'LA'], ['democratic republic of the congo', 'CD'], ['republic of the congo', 'CG'],
];
for (const [name, code] of ALSO) BY_NAME.set(name, code);

/** The country a provider means by a code or an English name; null when it is neither. */
export const countryOfName = (value: string): string | null => countryCodeOf(value) ?? BY_NAME.get(plain(value)) ?? null;
