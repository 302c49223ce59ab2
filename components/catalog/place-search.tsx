'use client';

import { useId, useMemo, useState, type KeyboardEvent } from 'react';

export type SearchEntry = { name: string; aliases: string; href: string; code: string | null; price: string; dot: number | null };
export type PlaceSearchProps = { entries: SearchEntry[]; label: string; placeholder: string; none: string; fallbackHref: string };

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const SHOWN = 8;

/** Lights the places on the dot world that match; the picture is drawn by the server. */
function light(dots: (number | null)[]): void {
  const wanted = new Set(dots.filter((dot) => dot !== null).map(String));
  for (const circle of document.querySelectorAll<SVGCircleElement>('.world circle[data-dot]')) {
    circle.classList.toggle('lit', wanted.has(circle.dataset.dot ?? ''));
  }
}

function find(entries: (SearchEntry & { key: string })[], query: string): SearchEntry[] {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  const rank = (key: string) => (key.startsWith(wanted) ? 0 : key.includes(` ${wanted}`) ? 1 : 2);
  return entries.filter((entry) => entry.key.includes(wanted)).sort((a, b) => rank(a.key) - rank(b.key));
}

export function PlaceSearch({ entries, label, placeholder, none, fallbackHref }: PlaceSearchProps) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const keyed = useMemo(() => entries.map((entry) => ({ ...entry, key: plain(`${entry.name} ${entry.aliases}`) })), [entries]);
  const matches = useMemo(() => find(keyed, query), [keyed, query]);
  const shown = matches.slice(0, SHOWN);
  const isOpen = query.trim().length > 0;

  const change = (value: string) => {
    setQuery(value);
    setActive(0);
    light(find(keyed, value).slice(0, 40).map((entry) => entry.dot));
  };
  const steer = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && shown.length > 0) {
      event.preventDefault();
      setActive((active + step + shown.length) % shown.length);
    }
    if (event.key === 'Escape') change('');
    const chosen = shown[active];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      location.assign(chosen.href);
    }
  };

  return (
    <form action={fallbackHref} role="search" className="relative max-w-[520px]">
      <label htmlFor={id} className="sr-only">{label}</label>
      <input
        id={id} name="q" type="search" autoComplete="off" autoFocus role="combobox" aria-expanded={isOpen && shown.length > 0} aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && shown[active] ? `${id}-${active}` : undefined} placeholder={placeholder} value={query}
        onChange={(event) => change(event.target.value)} onKeyDown={steer}
        className="min-h-14 w-full rounded-card border-2 border-ink bg-raised px-4 text-17 placeholder:text-quiet"
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!isOpen || shown.length === 0} className="absolute inset-x-0 top-full z-10 mt-2 overflow-hidden rounded-card border border-line bg-raised shadow-lg">
        {shown.map((entry, index) => (
          <li key={entry.href} id={`${id}-${index}`} role="option" aria-selected={index === active}>
            <a href={entry.href} tabIndex={-1} onMouseEnter={() => setActive(index)} className={`flex min-h-12 items-center justify-between gap-4 px-4 py-2 ${index === active ? 'bg-ink text-paper' : ''}`}>
              <span>{entry.name}</span>
              <span className="figures text-13">{entry.price}</span>
            </a>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-3 min-h-6 text-15 text-quiet">{isOpen && matches.length === 0 ? none : ''}</p>
    </form>
  );
}
