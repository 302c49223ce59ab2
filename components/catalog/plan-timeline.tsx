import type { StartsOn } from '@/components/catalog/plan-facts';

export type TimelineStop = { name: string; text: string };
export type PlanTimelineProps = { label: string; stops: TimelineStop[]; startsOn: StartsOn | null };

const FIRST_COUNTING: Record<StartsOn, number> = { purchase: 0, installation: 1, 'first-usage': 2 };

/** Bought → installed → first connection → ends: the line is full where days are used up and dotted where they are not. */
export function PlanTimeline({ label, stops, startsOn }: PlanTimelineProps) {
  const from = startsOn ? FIRST_COUNTING[startsOn] : stops.length;
  return (
    <ol aria-label={label} className="mt-8">
      {stops.map(({ name, text }, index) => (
        <li key={name} className="relative ps-8 pb-6 last:pb-0">
          {index < stops.length - 1 ? <span aria-hidden="true" className={`absolute start-[7px] top-4 bottom-[-8px] ${index >= from ? 'border-s-[3px] border-ink' : 'border-s-[3px] border-dotted border-quiet'}`} /> : null}
          <span aria-hidden="true" className={`absolute start-0 top-1 size-[17px] rounded-full border-[3px] border-ink ${index >= from ? 'bg-ink' : 'bg-paper'}`} />
          <p className="font-semibold">{name}</p>
          <p className="text-13 text-quiet">{text}</p>
        </li>
      ))}
    </ol>
  );
}
