import { crc32, inflateRawSync } from 'node:zlib';

const MAX_ARCHIVE = 10 * 1024 * 1024;
const MAX_ENTRIES = 1_000;
const MAX_INFLATED = 50 * 1024 * 1024;
const MAX_RATIO = 100;

const END = { signature: 0x06_05_4b_50, bytes: 22, longestComment: 65_535 };
const DIRECTORY = { signature: 0x02_01_4b_50, bytes: 46 };
const LOCAL = { signature: 0x04_03_4b_50, bytes: 30 };
const ENCRYPTED = 1;

type Entry = { method: number; crc: number; packedBytes: number; bytes: number; at: number };

function refuse(why: string): never {
  throw new Error(`archive ${why}`);
}

function endOf(archive: Buffer): number {
  const earliest = Math.max(0, archive.length - END.bytes - END.longestComment);
  for (let at = archive.length - END.bytes; at >= earliest; at -= 1) if (archive.readUInt32LE(at) === END.signature) return at;
  return refuse('has no end');
}

/** The directory at the end is what counts; entries may not be encrypted nor share their bytes. Names are not even read. */
function entriesOf(archive: Buffer): Entry[] {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) refuse('has more entries than its cap');
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY.signature) refuse('has a broken directory');
    if (archive.readUInt16LE(at + 8) & ENCRYPTED) refuse('is encrypted');
    entries.push({
      method: archive.readUInt16LE(at + 10), crc: archive.readUInt32LE(at + 16), packedBytes: archive.readUInt32LE(at + 20), bytes: archive.readUInt32LE(at + 24), at: archive.readUInt32LE(at + 42),
    });
    at += DIRECTORY.bytes + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  const total = (of: (entry: Entry) => number) => entries.reduce((sum, entry) => sum + of(entry), 0);
  if (total(({ packedBytes }) => packedBytes) > archive.length) refuse('has entries that share their bytes');
  if (total(({ bytes }) => bytes) > MAX_INFLATED || entries.some(({ bytes, packedBytes }) => bytes > MAX_RATIO * Math.max(packedBytes, 1))) refuse('inflates beyond its cap');
  return entries;
}

/** Never more than the directory promised, whatever the bytes would become. */
function contentOf(archive: Buffer, { method, crc, packedBytes, bytes, at }: Entry): Buffer {
  if (archive.readUInt32LE(at) !== LOCAL.signature) refuse('has a broken entry');
  const start = at + LOCAL.bytes + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const packed = archive.subarray(start, start + packedBytes);
  if (packed.length !== packedBytes || (method !== 0 && method !== 8)) refuse('has an entry that cannot be read');
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1) });
  if (content.length !== bytes || crc32(content) !== crc) refuse('has an entry that is not what its header says');
  return content;
}

/**
 * What is in a ZIP, without names: ≤ 10 MB, ≤ 1,000 entries, ≤ 50 MB inflated, ratio ≤ 100, each checked before and held to while
 * inflating. Throws on anything else, before more memory than that is taken.
 */
export function unzipWithinCaps(archive: Uint8Array): Buffer[] {
  if (archive.length > MAX_ARCHIVE) refuse('is too large');
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  return entriesOf(bytes).map((entry) => contentOf(bytes, entry));
}
