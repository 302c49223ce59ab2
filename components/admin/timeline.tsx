import { Moment } from './moment';

export type TimelineEntry = { key: string; at: Date; kind: string; label: string; text: string; detail: string };

const MARKS: Record<string, string> = { status: 'bg-ink', payment: 'bg-good', refund: 'bg-warn', case: 'bg-bad', staff: 'bg-signal' };

/** Everything that happened to an order, in one line of time, oldest first. */
export function Timeline({ entries, locale }: { entries: TimelineEntry[]; locale: string }) {
  return (
    <ol className="border-s border-line text-13">
      {entries.map(({ key, at, kind, label, text, detail }) => (
        <li key={key} className="relative grid gap-x-4 py-1.5 ps-5 sm:grid-cols-[11.5rem_5rem_1fr]">
          <span aria-hidden="true" className={`absolute top-3 -start-[4.5px] size-2 rounded-full ${MARKS[kind] ?? 'bg-quiet'}`} />
          <span className="text-quiet"><Moment at={at} locale={locale} never="" /></span>
          <span className="text-quiet">{label}</span>
          <span className="min-w-0 break-words">
            <span className="font-semibold">{text}</span>
            {detail ? <span className="figures block text-quiet">{detail}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
