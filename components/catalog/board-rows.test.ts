import { describe, expect, it } from 'vitest';
import { sift, withoutWorse, type BoardRow } from '@/components/catalog/board-rows';

const row = (slug: string, megabytes: number, days: number, priceMinor: number): BoardRow => [slug, megabytes, '', days, '', '', '', '', priceMinor];
const slugs = (rows: BoardRow[]) => rows.map(([slug]) => slug);
const rows = [row('one', 1000, 7, 300), row('three', 3000, 30, 700), row('endless', -1, 10, 2000), row('dear', 1000, 7, 350)];

describe('sifting plans', () => {
  it('keeps what lasts long enough and holds enough; unlimited always holds enough', () => {
    expect(slugs(sift(rows, { days: 10, megabytes: 0, order: 0 }))).toEqual(['three', 'endless']);
    expect(slugs(sift(rows, { days: 0, megabytes: 5000, order: 0 }))).toEqual(['endless']);
  });

  it('sorts by data, by price or by the price of a gigabyte', () => {
    expect(slugs(sift(rows, { days: 0, megabytes: 0, order: 0 }))).toEqual(['one', 'dear', 'three', 'endless']);
    expect(slugs(sift(rows, { days: 0, megabytes: 0, order: 1 }))).toEqual(['one', 'dear', 'three', 'endless']);
    expect(slugs(sift(rows, { days: 0, megabytes: 0, order: 2 }))).toEqual(['three', 'one', 'dear', 'endless']);
  });

  it('leaves out what another plan gives for less, and keeps one of two that are alike', () => {
    expect(slugs(withoutWorse(rows))).toEqual(['one', 'three', 'endless']);
    expect(slugs(withoutWorse([row('a', 1000, 7, 300), row('b', 1000, 7, 300)]))).toEqual(['a']);
  });
});
