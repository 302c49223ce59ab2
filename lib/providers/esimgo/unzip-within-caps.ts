import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';

const MAX_ARCHIVE = 10 * 1024 * 1024;
const MAX_ENTRIES = 1_000;
const MAX_INFLATED = 50 * 1024 * 1024;
const MAX_RATIO = 100;

function refuse(why: string): never {
  throw new Error(`archive ${why}`);
}

/** What the directory at the end promises, before a byte is inflated: entries may neither be encrypted nor share their bytes. */
function checkPromises(entries: readonly Entry[], archiveBytes: number): void {
  const total = (of: (entry: Entry) => number) => entries.reduce((sum, entry) => sum + of(entry), 0);
  if (entries.some((entry) => entry.isEncrypted())) refuse('is encrypted');
  if (total(({ compressedSize }) => compressedSize) > archiveBytes) refuse('has entries that share their bytes');
  if (total(({ uncompressedSize }) => uncompressedSize) > MAX_INFLATED) refuse('inflates beyond its cap');
  if (entries.some(({ uncompressedSize, compressedSize }) => uncompressedSize > MAX_RATIO * Math.max(compressedSize, 1))) refuse('inflates beyond its cap');
}

/** The stream itself ends as soon as more, or less, comes out than was promised. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const content = await buffer(await zip.openReadStreamPromise(entry));
  if (crc32(content) !== entry.crc32) refuse('has an entry that is not what its header says');
  return content;
}

/**
 * What is in a ZIP, without names: ≤ 10 MB, ≤ 1,000 entries, ≤ 50 MB inflated, ratio ≤ 100, each checked before and held to while
 * inflating. Throws on anything else, before more memory than that is taken.
 */
export async function unzipWithinCaps(archive: Uint8Array): Promise<Buffer[]> {
  if (archive.length > MAX_ARCHIVE) refuse('is too large');
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const zip = await fromBufferPromise(bytes, { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
  if (zip.entryCount > MAX_ENTRIES) refuse('has more entries than its cap');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  checkPromises(entries, bytes.length);
  const contents: Buffer[] = [];
  for (const entry of entries) contents.push(await contentOf(zip, entry));
  return contents;
}
