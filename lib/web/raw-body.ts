import { AppError } from '@/lib/errors';

const MAX_BYTES = 1_048_576;

/** The request's bytes as they came, at most 1 MiB. Throws `body-too-large`. */
export async function readRawBody(request: Request, maxBytes = MAX_BYTES): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError('body-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
