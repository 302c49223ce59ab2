import { describe, expect, it } from 'vitest';
import { findPlaces } from '@/components/catalog/find-places';
import { toSearchEntries } from '@/components/catalog/search-entries';

const place = (name: string, countryCode: string | null) => ({ slug: name.toLowerCase(), kind: countryCode ? ('country' as const) : ('region' as const), countryCode, name, fromMinor: 450, currency: 'EUR', planCount: 1 });
const places = [place('Spain', 'ES'), place('Türkiye', 'TR'), place('United Kingdom', 'GB'), place('United States', 'US'), place('Netherlands', 'NL'), place('Indonesia', 'ID'), place('Ukraine', 'UA'), place('Australia', 'AU'), place('Europe', null)];
const names = (query: string, locale = 'en') => findPlaces(toSearchEntries(places, locale, {}), query).map(({ entry }) => entry[0]);

describe('finding a place', () => {
  it.each([
    ['UK', 'United Kingdom'], ['usa', 'United States'], ['holland', 'Netherlands'], ['bali', 'Indonesia'], ['turkiye', 'Türkiye'], ['TURKEY', 'Türkiye'], ['eur', 'Europe'], ['kingdom', 'United Kingdom'],
  ])('%s is %s', (query, name) => expect(names(query)[0]).toBe(name));

  it('says which other name fitted', () => expect(findPlaces(toSearchEntries(places, 'en', {}), 'bali')[0]?.alias).toBe('Bali'));

  it('puts names that begin so before those that contain it', () => expect(names('united')).toEqual(['United Kingdom', 'United States']));

  it('knows places by their name in the reader’s language and in English', () => {
    expect(names('spanien', 'de')[0]).toBe('Spanien');
    expect(names('spain', 'de')[0]).toBe('Spanien');
  });

  it('finds nothing for nothing', () => expect([names(''), names('  '), names('qqq')]).toEqual([[], [], []]));
});
