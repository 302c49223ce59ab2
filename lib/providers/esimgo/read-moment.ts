/** RFC 3339 with up to nine fractional digits, or a bare day; null = none, or nothing a clock knows. */
export function readMoment(text: string | null | undefined): Date | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time);
}
