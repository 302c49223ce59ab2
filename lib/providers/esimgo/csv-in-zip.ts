import { unzipSync } from 'fflate';

const MAX_ARCHIVE = 10 * 1024 * 1024;
const MAX_ENTRIES = 1_000;
const MAX_INFLATED = 50 * 1024 * 1024;
const MAX_RATIO = 100;

/** The text of every CSV inside; names and everything else are ignored. Throws when the archive is bigger than it may be. */
export function csvInZip(archive: Uint8Array): string[] {
  if (archive.length > MAX_ARCHIVE) throw new Error('archive too large');
  let entries = 0;
  let inflated = 0;
  const files = unzipSync(archive, {
    filter: (file) => {
      entries += 1;
      inflated += file.originalSize;
      const isBomb = file.originalSize > MAX_RATIO * Math.max(file.size, 1);
      if (entries > MAX_ENTRIES || inflated > MAX_INFLATED || isBomb) throw new Error('archive inflates beyond its cap');
      return file.name.toLowerCase().endsWith('.csv');
    },
  });
  return Object.values(files).map((bytes) => new TextDecoder().decode(bytes));
}
