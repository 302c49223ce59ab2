const FORM = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/** "2026-07-01 00:00:00", which is UTC, or ISO 8601 with its offset (§3.4); null for anything else. */
export function readMoment(text: string | null | undefined): Date | null {
  const found = FORM.exec((text ?? '').trim());
  if (!found) return null;
  const [, year, month, day, hour, minute, second = '00', offset = 'Z'] = found;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
