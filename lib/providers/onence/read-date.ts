const DAY = String.raw`((?!0000)\d{4}-\d{2}-\d{2})`;
const TIME = String.raw`([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?`;
const ZONE = String.raw`Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d`;
const FORM = new RegExp(`^${DAY}(?:[T ]${TIME}\\s?(${ZONE})?)?$`, 'i');

/** Midnight of a calendar day in UTC; NaN when there is no such day. */
function midnight(day: string): number {
  const at = Date.parse(`${day}T00:00:00Z`);
  // The thirtieth of February would be read as the second of March.
  return new Date(at).getUTCDate() === Number(day.slice(8)) ? at : Number.NaN;
}

function offsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** `+0000` without colon, `Z`, a space instead of T, no zone (read as UTC), a bare day (§5); null for anything else. By hand, since thousands come at once (§12). */
export function readDate(value: unknown): Date | null {
  const match = typeof value === 'string' ? FORM.exec(value.trim()) : null;
  if (!match) return null;
  const [, day = '', hours = '0', minutes = '0', seconds = '0', fraction = '', zone = 'Z'] = match;
  const time = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  const at = midnight(day) + time - offsetMs(zone);
  return Number.isNaN(at) ? null : new Date(at);
}

/** A calendar day, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(midnight(text));
