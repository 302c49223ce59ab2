import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');
const VENDOR = /airalo|esim\s?go|onence|1nce/i;
const OWN = /^lib\/providers\/(?:airalo|esimgo|onence)\/|^lib\/providers\/registry\.ts$|\.test\.tsx?$/;

test('a vendor’s name stands in its folder and in the registry, and nowhere else in the product', async () => {
  const places = ['app', 'components', 'lib', 'worker', 'messages', 'i18n'];
  const files = (await Promise.all(places.map(async (place) => (await readdir(path.join(root, place), { recursive: true })).map((file) => path.posix.join(place, file))))).flat();
  const looked = files.filter((file) => /\.(?:tsx?|json)$/.test(file) && !OWN.test(file));
  const naming = await Promise.all(looked.map(async (file) => (VENDOR.test(await readFile(path.join(root, file), 'utf8')) || VENDOR.test(file) ? file : null)));
  expect(naming.filter((file) => file !== null)).toEqual([]);
  expect(looked.length).toBeGreaterThan(300);
});
