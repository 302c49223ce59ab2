/** A whole number of so many digits is no longer itself once JSON.parse has read it; 2^53 has sixteen. */
const LONG = /[:[,]\s*-?\d{17,}\s*[,\]}]/;
/** Texts are passed over whole, so that nothing inside one is taken for a number. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[\d.eE+-]+/gs;

/** `undefined` = not JSON. Whole numbers too long for a number come as the text of their digits: an ICCID keeps them all (§14.1). */
export function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(LONG.test(text) ? text.replace(TOKENS, (token) => (/^[1-9]\d{16,}$/.test(token) ? `"${token}"` : token)) : text) as unknown;
  } catch {
    return undefined;
  }
}
