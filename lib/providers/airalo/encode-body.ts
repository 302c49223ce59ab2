/** A form with files' encoding, a plain form, or JSON: the three encodings of §3.2. */
export type Body = FormData | URLSearchParams | Readonly<Record<string, unknown>>;

/** Serialised once, so that its length is known and what is sent is what was built. */
export async function encodeBody(body: Body): Promise<{ contentType: string; body: Buffer }> {
  if (body instanceof FormData || body instanceof URLSearchParams) {
    const encoded = new Response(body);
    return { contentType: encoded.headers.get('content-type') ?? '', body: Buffer.from(await encoded.arrayBuffer()) };
  }
  return { contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
}
