import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './processes.mjs';

async function* filesUnder(place) {
  const info = await stat(place).catch(() => null);
  if (!info) return;
  if (info.isFile()) return yield place;
  for (const name of (await readdir(place)).sort()) yield* filesUnder(path.join(place, name));
}

/** SHA-256 over the names and contents of files and folders. */
export async function fingerprint(places, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const place of places) {
    for await (const file of filesUnder(path.join(root, place))) hash.update(path.relative(root, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

const stampFile = (name) => path.join(root, '.data', `${name}.stamp`);

export const isStamped = async (name, value) => (await readFile(stampFile(name), 'utf8').catch(() => '')) === value;

export async function stamp(name, value) {
  await mkdir(path.join(root, '.data'), { recursive: true });
  await writeFile(stampFile(name), value);
}
