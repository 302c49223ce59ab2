import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '@/i18n/routing';

const folder = path.join(import.meta.dirname, '../messages');

const keysOf = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${at}.${key}`)) : [at];
const read = async (locale: string, file: string) => JSON.parse(await readFile(path.join(folder, locale, file), 'utf8')) as unknown;

describe.each(LOCALES.filter((locale) => locale !== 'en'))('messages in %s', (locale) => {
  test('are complete: every namespace, every key, none too many', async () => {
    const files = await readdir(path.join(folder, 'en'));
    expect(await readdir(path.join(folder, locale))).toEqual(files);
    for (const file of files) expect(keysOf(await read(locale, file)).sort(), file).toEqual(keysOf(await read('en', file)).sort());
  });
});
