import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const PRODUCT = ['app', 'components', 'i18n', 'lib', 'messages', 'prisma/schema.prisma', 'worker', 'proxy.ts', 'instrumentation.ts', 'next.config.mjs'];
const VENDOR = /airalo|esim[\s_-]?go(?![a-z])/i;
const ALLOWED = /^lib\/providers\/|\.test\.tsx?$/;

async function filesUnder(place: string): Promise<string[]> {
  const found = await readdir(path.join(root, place), { recursive: true, withFileTypes: true }).catch(() => null);
  if (!found) return [place];
  return found.filter((entry) => entry.isFile()).map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

test('the shop names no vendor outside its adapters', async () => {
  const files = (await Promise.all(PRODUCT.map(filesUnder))).flat().filter((file) => !ALLOWED.test(file));
  expect(files.length).toBeGreaterThan(100);
  const named = await Promise.all(files.map(async (file) => (VENDOR.test(`${file}\n${await readFile(path.join(root, file), 'utf8')}`) ? [file] : [])));
  expect(named.flat()).toEqual([]);
});
