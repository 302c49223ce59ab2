import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { csvInZip } from '@/lib/providers/esimgo/csv-in-zip';
import { zipOf, type HostileEntry } from '@/lib/providers/esimgo/hostile-zips';
import { unzipWithinCaps } from '@/lib/providers/esimgo/unzip-within-caps';

const MEGABYTE = 1024 * 1024;
const text = (words: string): HostileEntry => ({ content: Buffer.from(words) });
const contents = async (archive: Uint8Array) => (await unzipWithinCaps(archive)).map(String);
const bomb = (megabytes: number) => deflateRawSync(Buffer.alloc(megabytes * MEGABYTE), { level: 1 });

describe('an archive', () => {
  test('as any program writes it is read, packed or not, with or without a comment', async () => {
    expect(await contents(zipSync({ 'a.csv': Buffer.from('one'), 'b.png': [Buffer.from('two'), { level: 0 }] }, { comment: 'made by a program' }))).toEqual(['one', 'two']);
    expect(await contents(zipOf([text('one'), { ...text('two'), method: 0 }, text('')]))).toEqual(['one', 'two', '']);
    expect(await contents(zipOf([]))).toEqual([]);
  });

  test('names lead nowhere: absolute, climbing, doubled, empty and long ones are all the same', async () => {
    const names = ['../../../etc/passwd', '/etc/passwd', 'C:\\x', 'same', 'same', '', 'x'.repeat(60_000), '\u0000'];
    expect(await contents(zipOf(names.map((name, n) => ({ ...text(`${n}`), name }))))).toEqual(names.map((_, n) => `${n}`));
  });

  test('a symbolic link is its text, and no CSV', async () => {
    const link = { ...text('/etc/passwd'), name: 'map.csv', attributes: (0o120_777 << 16) >>> 0 };
    expect(await contents(zipOf([link]))).toEqual(['/etc/passwd']);
    expect(await csvInZip(zipOf([link, text('ICCID,RSP URL\n1,h')]))).toEqual(['ICCID,RSP URL\n1,h']);
  });
});

const REFUSED: [string, () => Uint8Array, string][] = [
  ['of more than ten megabytes', () => Buffer.alloc(10 * MEGABYTE + 1), 'too large'],
  ['of 1,001 entries', () => zipOf(Array.from({ length: 1_001 }, () => text('x'))), 'more entries'],
  ['of 100,000 entries', () => zipOf(Array.from({ length: 100_000 }, () => ({ ...text('x'), method: 0 }))), 'more entries'],
  ['that inflates more than a hundredfold', () => zipOf([{ content: Buffer.alloc(MEGABYTE) }]), 'beyond its cap'],
  ['of more than fifty megabytes together', () => zipOf(Array.from({ length: 11 }, () => ({ content: Buffer.alloc(5 * MEGABYTE), packed: Buffer.alloc(60_000), claims: { bytes: 5 * MEGABYTE } }))), 'beyond its cap'],
  ['whose header hides sixty megabytes', () => zipOf([{ content: Buffer.from('x'), packed: bomb(60), claims: { bytes: 5 * MEGABYTE } }]), 'too many bytes'],
  ['whose header claims less than there is', () => zipOf([{ ...text('abcdef'), claims: { bytes: 3 } }]), 'too many bytes'],
  ['whose header claims more than there is', () => zipOf([{ ...text('abcdef'), claims: { bytes: 7 } }]), 'not enough bytes'],
  ['whose checksum is wrong', () => zipOf([{ ...text('abcdef'), claims: { crc: 1 } }]), 'not what its header says'],
  ['whose entries share their bytes', () => zipOf(Array.from({ length: 500 }, () => ({ content: Buffer.alloc(100_000), packed: randomBytes(1_000), claims: { packedBytes: 200_000, at: 0 } }))), 'share their bytes'],
  ['that is encrypted', () => zipOf([{ ...text('secret'), flags: 1 }]), 'encrypted'],
  ['packed in a way nobody uses', () => zipOf([{ ...text('x'), method: 99 }]), 'unsupported compression'],
  ['that promises 64-bit sizes', () => zipOf([{ ...text('x'), claims: { packedBytes: 0xff_ff_ff_ff, bytes: 0xff_ff_ff_ff } }]), 'share their bytes'],
  ['that points outside itself', () => zipOf([{ ...text('x'), claims: { at: 0xff_ff_ff_f0 } }]), 'unexpected EOF'],
  ['that points at something else', () => zipOf([{ ...text('abc'), claims: { at: 3 } }]), 'local file header'],
  ['that claims entries it has not', () => zipOf([text('x')], 2), 'unexpected EOF'],
  ['cut in the middle', () => zipOf([text('abc'), text('def')]).subarray(0, 60), 'not a zip file'],
  ['that is none', () => Buffer.from('<html>'), 'not a zip file'],
  ['that is empty', () => Buffer.alloc(0), 'not a zip file'],
];

test.each(REFUSED)('an archive %s is refused', async (_what, archive, why) => {
  const bytes = archive();
  const before = process.resourceUsage().maxRSS;
  const startedAt = performance.now();
  await expect(unzipWithinCaps(bytes)).rejects.toThrow(why);
  expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(130);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('whatever is changed or cut in an archive, it is read or refused within the caps', async () => {
  const good = zipOf([text('ICCID,RSP URL\n1,h'), { ...text('stored'), method: 0 }, { content: randomBytes(300) }]);
  for (let n = 0; n < 2_000; n += 1) {
    const bad = Buffer.from(good);
    const flips = randomBytes(6);
    for (const flip of flips.subarray(0, 1 + (n % 5))) bad[(flip * 7 + n) % bad.length] = flips[5] ?? 0;
    const archive = n % 4 === 0 ? bad.subarray(0, (n * 13) % bad.length) : bad;
    try {
      expect((await unzipWithinCaps(archive)).reduce((sum, each) => sum + each.length, 0)).toBeLessThanOrEqual(50 * MEGABYTE);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
});
