import { crc32, deflateSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { zipOf } from '@/lib/providers/esimgo/hostile-zips';
import { REFERENCE, scriptedAccount } from '@/lib/providers/esimgo/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
function png(width: number, height = 1, grey = 0): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([0, grey]))), chunk('IEND', Buffer.alloc(0))]);
}
async function account(reply: Exclude<Reply, (...given: never[]) => unknown>) {
  const made = await scriptedAccount(() => reply);
  stops.push(made.stop);
  return made;
}
const codesIn = async (...contents: Buffer[]) => (await account({ body: zipOf(contents.map((content, n) => ({ content, name: `../${n}.txt` }))) })).support.readQrCodes?.(REFERENCE);

describe('QR pictures of an order (§8.1)', () => {
  test('are asked for as an archive and known by their bytes, whatever they are called', async () => {
    const { support, server } = await account({ body: zipOf([{ content: png(1), name: 'x.exe' }, { content: Buffer.from('ICCID,RSP URL\n1,h'), name: 'qr.png' }, { content: png(1, 1, 9) }]) });
    expect(await support.readQrCodes?.(REFERENCE)).toEqual([png(1), png(1, 1, 9)]);
    expect(server.requests).toMatchObject([{ method: 'GET', path: `/v2.4/esims/assignments?reference=${REFERENCE}`, headers: { accept: 'application/zip' } }]);
  });

  test('come each once, and only if they are pictures of a size one can show', async () => {
    expect(await codesIn(png(1), png(1), png(4_097), png(1, 50_000), png(0), Buffer.from('GIF89a'), png(1).subarray(0, 20), Buffer.alloc(0))).toEqual([png(1)]);
    expect(await codesIn()).toEqual([]);
  });

  test.each<[string, Exclude<Reply, (...given: never[]) => unknown>, string]>([
    ['503', { status: 503, headers: { 'retry-after': '30' } }, 'unavailable'], ['410', { status: 410, body: { message: 'deactivated' } }, 'rejected'], ['429', { status: 429 }, 'rate-limited'], ['400', { status: 400, body: { message: 'no' } }, 'rejected'],
    ['CSV instead', { body: 'ICCID,Matching ID\n1,SECRET-MATCHING-ID' }, 'bad-response'], ['nothing', { body: '' }, 'bad-response'], ['a bomb', { body: zipOf([{ content: Buffer.alloc(4_000_000) }]) }, 'bad-response'],
    ['eleven megabytes', { body: Buffer.alloc(11 * 1024 * 1024) }, 'unavailable'],
  ])('answered with %s are refused, and nothing of the answer is told', async (_what, reply, code) => {
    const error: unknown = await (await account(reply)).support.readQrCodes?.(REFERENCE).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('SECRET');
  });

  test('not ready yet say when to come back', async () => {
    await expect((await account({ status: 503, headers: { 'retry-after': '30' } })).support.readQrCodes?.(REFERENCE)).rejects.toMatchObject({ provider: { retryAfterMs: 30_000 } });
  });
});
