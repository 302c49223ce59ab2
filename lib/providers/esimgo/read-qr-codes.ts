import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { errorOfAnswer, esimGoError } from '@/lib/providers/esimgo/errors';
import { unzipWithinCaps } from '@/lib/providers/esimgo/unzip-within-caps';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Signature, IHDR, an empty IDAT, IEND. */
const SHORTEST = 57;
const MOST_PIXELS_A_SIDE = 4_096;

/** By its bytes, and no larger than a screen can show: nothing here draws it. */
function isPng(bytes: Buffer): boolean {
  if (bytes.length < SHORTEST || !bytes.subarray(0, 8).equals(SIGNATURE) || bytes.toString('latin1', 12, 16) !== 'IHDR') return false;
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)].every((side) => side > 0 && side <= MOST_PIXELS_A_SIDE);
}

const unlike = (pictures: Buffer[]) => [...new Map(pictures.map((picture) => [picture.toString('base64'), picture])).values()];

/** §8.1: the pictures eSIM Go made for an order, each once. Secrets: never logged, not even when they cannot be read. Not made yet = `unavailable`, with when to come back. */
export async function readQrCodes(client: EsimGoClient, orderReference: string): Promise<Uint8Array[]> {
  const answer = await client.readRaw(`/esims/assignments?${new URLSearchParams({ reference: orderReference })}`, 'application/zip');
  if (answer.status !== 200) throw errorOfAnswer(answer, 'read');
  try {
    return unlike((await unzipWithinCaps(answer.bytes)).filter(isPng));
  } catch (cause) {
    throw esimGoError({ code: 'bad-response' }, { message: `esimgo: ${cause instanceof Error ? cause.message : 'no archive'}` });
  }
}
