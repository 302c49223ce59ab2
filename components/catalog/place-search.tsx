'use client';

import { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { findPlaces } from '@/components/catalog/find-places';
import { FromPrice } from '@/components/catalog/from-price';
import { lightPlaces } from '@/components/catalog/light-places';
import type { SearchEntry } from '@/components/catalog/search-entries';

export type PlaceSearchProps = { indexHref: string; placesHref: string; label: string; placeholder: string; none: string; found: string; from: string; hasCaret?: boolean };

const SHOWN = 7;
const LIT = 24;

function useEntries(indexHref: string): SearchEntry[] {
  const [entries, setEntries] = useState<SearchEntry[]>([]);
  useEffect(() => {
    const asked = new AbortController();
    fetch(indexHref, { signal: asked.signal })
      .then((answer) => (answer.ok ? (answer.json() as Promise<SearchEntry[]>) : []))
      .then(setEntries)
      .catch(() => undefined); // Enter then leads to the list of all places.
    return () => asked.abort();
  }, [indexHref]);
  return entries;
}

/** Finds a place while one types; the arrows choose, Enter goes there. Without script it is a form that leads to the list. */
export function PlaceSearch({ indexHref, placesHref, label, placeholder, none, found, from, hasCaret = false }: PlaceSearchProps) {
  const id = useId();
  const entries = useEntries(indexHref);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const matches = useMemo(() => findPlaces(entries, query), [entries, query]);
  const shown = matches.slice(0, SHOWN);
  const isAsked = query.trim().length > 0 && entries.length > 0;

  useEffect(() => {
    lightPlaces(isAsked ? matches.slice(0, LIT).flatMap(({ entry }) => entry[3] ?? []) : null);
  }, [isAsked, matches]);

  const change = (value: string) => {
    setQuery(value);
    setActive(0);
  };
  const open = (slug: string) => location.assign(`${placesHref}/${slug}`);
  const steer = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const chosen = shown[active];
    if (event.key === 'Escape') change('');
    if (!chosen || !(step || (event.key === 'Enter' && !event.nativeEvent.isComposing))) return;
    event.preventDefault();
    if (step) setActive((active + step + shown.length) % shown.length);
    else open(chosen.entry[2]);
  };

  return (
    <form action={placesHref} role="search" className="search">
      <label htmlFor={id} className="mb-2 block text-15 font-semibold">{label}</label>
      <div className="relative">
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="pointer-events-none absolute start-4 top-4.5 text-quiet">
          <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" /><path d="m13 13 5 5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
        <input
          id={id} type="search" autoComplete="off" autoCapitalize="off" spellCheck={false} enterKeyHint="go" autoFocus={hasCaret} role="combobox" aria-autocomplete="list"
          aria-expanded={isAsked && shown.length > 0} aria-controls={`${id}-list`} aria-activedescendant={isAsked && shown[active] ? `${id}-${active}` : undefined}
          placeholder={placeholder} value={query} onChange={(event) => change(event.target.value)} onKeyDown={steer}
        />
        <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!isAsked || shown.length === 0}>
          {shown.map(({ entry: [name, , slug, code, price], alias }, index) => (
            <li key={slug} id={`${id}-${index}`} role="option" aria-selected={index === active} onPointerMove={() => setActive(index)} onClick={() => open(slug)} onKeyDown={steer}>
              {code ? <img src={`/flags/${code.toLowerCase()}.svg`} alt="" width={24} height={16} /> : <i />}
              <span className="min-w-0 flex-1 truncate">{name}{alias ? <small> {alias}</small> : null}</span>
              <FromPrice words={from} price={price} />
            </li>
          ))}
        </ul>
      </div>
      <p role="status" className="mt-2 min-h-6 text-13 text-quiet">{!isAsked ? '' : matches.length === 0 ? none : <span className="sr-only">{found.replace('{count}', String(matches.length))}</span>}</p>
    </form>
  );
}
