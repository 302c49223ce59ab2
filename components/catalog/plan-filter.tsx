'use client';

import { useId, useState } from 'react';

export type FilterChoice = { value: string; label: string };
export type PlanFilterProps = { sentence: [string, string, string]; days: FilterChoice[]; data: FilterChoice[]; daysLabel: string; dataLabel: string; none: string; count: string };

const select = 'min-h-11 rounded-card border-b-2 border-dotted border-quiet bg-transparent px-1 font-semibold text-ink';

/** Hides the tickets that do not fit; without script all of them stand there. */
function sift(days: number, megabytes: number): number {
  let shown = 0;
  for (const item of document.querySelectorAll<HTMLElement>('[data-days]')) {
    const fits = Number(item.dataset.days) >= days && (item.dataset.megabytes === 'unlimited' || Number(item.dataset.megabytes) >= megabytes);
    item.hidden = !fits;
    if (fits) shown += 1;
  }
  return shown;
}

/** Filters as words in a sentence. */
export function PlanFilter({ sentence, days, data, daysLabel, dataLabel, none, count }: PlanFilterProps) {
  const id = useId();
  const [chosen, setChosen] = useState({ days: 0, data: 0 });
  const [shown, setShown] = useState<number | null>(null);
  const choose = (change: Partial<typeof chosen>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    setShown(sift(next.days, next.data));
  };
  return (
    <div className="mb-8 text-17">
      <p>
        {sentence[0]}{' '}
        <select id={`${id}-days`} aria-label={daysLabel} className={select} value={chosen.days} onChange={(event) => choose({ days: Number(event.target.value) })}>
          {days.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
        </select>{' '}
        {sentence[1]}{' '}
        <select id={`${id}-data`} aria-label={dataLabel} className={select} value={chosen.data} onChange={(event) => choose({ data: Number(event.target.value) })}>
          {data.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
        </select>{' '}
        {sentence[2]}
      </p>
      <p role="status" className="mt-1 min-h-6 text-13 text-quiet">{shown === null ? '' : shown === 0 ? none : count.replace('0', String(shown))}</p>
    </div>
  );
}
