import { z } from 'zod';

const FORM = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const instant = z.iso.datetime({ offset: true });

/** `+0000` without colon, `Z`, a space instead of T, no zone (read as UTC), a bare day (§5); null for anything else. */
export function readDate(value: unknown): Date | null {
  const match = typeof value === 'string' ? FORM.exec(value.trim()) : null;
  if (!match) return null;
  const [, day, time = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const parsed = instant.safeParse(`${day}T${time}${seconds}${fraction.slice(0, 4)}${offset}`);
  return parsed.success ? new Date(parsed.data) : null;
}

/** A calendar day, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;
