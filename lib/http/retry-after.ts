/** Nobody is believed for longer: after an hour it is asked again, and may say so again. */
const MOST_MS = 3_600_000;

/** `Retry-After` (seconds, or an HTTP date) as milliseconds from `now`, an hour at most; null when absent or unreadable. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,7}(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), MOST_MS);
  if (!/[a-z]/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), MOST_MS);
}
