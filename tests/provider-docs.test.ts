import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const DOCS = path.join(ROOT, 'docs/providers');

/** A table's cells, row by row; the first row is its header. */
function tablesOf(text: string): string[][][] {
  const tables: string[][][] = [];
  let table: string[][] = [];
  for (const line of [...text.split('\n'), '']) {
    if (line.startsWith('|')) table.push(line.slice(1).replace(/\|\s*$/, '').split(/(?<!\\)\|/).map((cell) => cell.trim()));
    else if (table.length > 0) tables.push(table.splice(0));
  }
  return tables;
}

type Claim = { file: string; titles: string[] };

/** `file` › "title", "title"; `file` › "title". */
function claimsIn(cell: string): Claim[] {
  const claims: Claim[] = [];
  for (const [, file, title] of cell.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
    if (file !== undefined) claims.push({ file, titles: [] });
    else if (title !== undefined) claims.at(-1)?.titles.push(title.replaceAll(String.raw`\|`, '|'));
  }
  return claims;
}

const placeOf = (vendor: string, file: string): string | undefined => [path.join(ROOT, 'lib/providers', vendor, file), path.join(ROOT, file)].find((place) => existsSync(place));

/** Titles as they stand in the code: the first argument of a call whose name, or whose `.each`, says that it is a test. */
function titlesIn(source: string): Set<string> {
  const literal = /\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.)*)`)\s*,/g;
  return new Set([...source.matchAll(literal)].map(([, one, two, three]) => (one ?? two ?? three ?? '').replaceAll(/\\(['"`\\])/g, '$1')));
}

/** What a row of facts claims and the code does not hold. Under "Test, or why not" a row may say in words why there is none. */
function faultsOf(vendor: string, cell: string, heading = 'Test'): string[] {
  const claims = claimsIn(cell);
  if (claims.length === 0) return /why not/i.test(heading) && /\w+ \w+/.test(cell) ? [] : ['names no file'];
  return claims.flatMap(({ file, titles }) => {
    const place = placeOf(vendor, file);
    if (!place) return [`${file} does not exist`];
    if (titles.length === 0) return [`${file} without a title`];
    const held = titlesIn(readFileSync(place, 'utf8'));
    return titles.filter((title) => !held.has(title)).map((title) => `${file} has no test "${title}"`);
  });
}

const documents = readdirSync(DOCS).filter((name) => name.endsWith('.md'));

describe.each(documents)('%s', (name) => {
  const rows = tablesOf(readFileSync(path.join(DOCS, name), 'utf8')).flatMap(([header = [], , ...body]) => {
    const column = header.findIndex((cell) => /\btests?\b/i.test(cell));
    return column < 0 ? [] : body.map((cells) => ({ fact: cells[0] ?? '', cell: cells[column] ?? '', heading: header[column] ?? '' }));
  });

  test('has facts', () => expect(rows.length).toBeGreaterThan(10));

  test('names for every fact a test that is there', () => {
    const faults = rows.flatMap(({ fact, cell, heading }) => faultsOf(path.basename(name, '.md'), cell, heading).map((fault) => `${fact.slice(0, 60)}: ${fault}`));
    expect(faults).toEqual([]);
  });
});

test.each([
  ['', 'names no file'], ['`no-such.test.ts` › "x"', 'no-such.test.ts does not exist'], ['`pace.test.ts`', 'pace.test.ts without a title'],
  ['`pace.test.ts` › "nobody wrote this"', 'pace.test.ts has no test "nobody wrote this"'], ['`tests/provider-docs.test.ts` › "has facts"', null],
])('of a row that says %s the fault is %s', (cell, fault) => {
  expect(faultsOf('onence', cell)).toEqual(fault === null ? [] : [fault]);
});

test('why there is no test may be said only where a table asks for it, and in words', () => {
  expect(faultsOf('onence', 'no such account here')).toEqual(['names no file']);
  expect(faultsOf('onence', 'no such account here', 'Test, or why not')).toEqual([]);
  expect(faultsOf('onence', '–', 'Test, or why not')).toEqual(['names no file']);
});
