export type MomentProps = { at: Date | null; locale: string; never: string };

/** A point in time as operators compare it: date, time to the second, UTC. */
export function momentText(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }).format(at);
}

export function Moment({ at, locale, never }: MomentProps) {
  if (!at) return <span className="text-quiet">{never}</span>;
  return <time dateTime={at.toISOString()} className="figures whitespace-nowrap">{momentText(at, locale)}</time>;
}
