'use client';

import { useState } from 'react';
import { sift, type BoardRow, type BoardWish } from '@/components/catalog/board-rows';

export type BoardGroup = { id: string; title: string; rows: BoardRow[]; more?: { href: string; label: string } };
export type PlanBoardProps = {
  groups: BoardGroup[];
  plansHref: string;
  words: { sentence: string[]; labels: [string, string, string]; none: string; found: string };
  choices: [days: Choice[], data: Choice[], order: Choice[]];
};
type Choice = [value: number, label: string];

// A comma stands at the word before it.
const joined = (words = '') => (/^[,.]/.test(words) ? words : ` ${words}`);

const START: BoardWish = { days: 0, megabytes: 0, order: 0 };
const KEYS = ['days', 'megabytes', 'order'] as const;

function Group({ group, rows, plansHref }: { group: BoardGroup; rows: BoardRow[]; plansHref: string }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={group.id}>
      <h2 id={group.id} className="mb-4 mt-10 text-21 font-semibold tracking-tight">{group.title}</h2>
      <div className="board">
        <span className="board-notch top" />
        <ul>
          {rows.map(([slug, megabytes, data, days, daysText, note, price, each]) => (
            <li key={slug} data-days={days} data-megabytes={megabytes}>
              <a href={`${plansHref}/${slug}`}>
                <span>
                  <span className={/\d/.test(data) ? 'figures amount' : 'amount wide'}>{data}</span>
                  <span className="figures">{daysText}</span>
                  {note ? <span className="note">{note}</span> : null}
                </span>
                <span>
                  <span className="figures price">{price}</span>
                  <span className="figures each">{each}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
        <span className="board-notch end" />
      </div>
      {group.more ? <p className="mt-3"><a href={group.more.href} className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4">{group.more.label}</a></p> : null}
    </section>
  );
}

/** Plans as strips of tickets; what one looks for is said in a sentence. Without script every ticket stands there. */
export function PlanBoard({ groups, plansHref, words, choices }: PlanBoardProps) {
  const [wish, setWish] = useState(START);
  const sifted = groups.map((group) => ({ group, rows: wish === START ? group.rows : sift(group.rows, wish) }));
  const count = sifted.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    <>
      <p className="max-w-[46rem] text-17 leading-[2.75rem]">
        {KEYS.map((key, index) => (
          <span key={key}>
            {joined(words.sentence[index])}{' '}
            <select className="word" aria-label={words.labels[index]} value={wish[key]} onChange={(event) => setWish({ ...wish, [key]: Number(event.target.value) })}>
              {choices[index]?.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
            </select>
          </span>
        ))}
        {joined(words.sentence[3])}
      </p>
      <p role="status" className="-mb-4 min-h-6 text-13 text-quiet">{wish === START ? '' : count === 0 ? words.none : words.found.replace('{count}', String(count))}</p>
      {sifted.map(({ group, rows }) => <Group key={group.id} group={group} rows={rows} plansHref={plansHref} />)}
    </>
  );
}
