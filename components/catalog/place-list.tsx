'use client';

import { FromPrice } from '@/components/catalog/from-price';

/** Address, flag, name, lowest price. Short, since the whole list is sent twice: as text and as data. */
export type PlaceLine = [slug: string, countryCode: string | null, name: string, price: string];
export type PlaceListProps = { placesHref: string; places: PlaceLine[]; from: string; className?: string };

/** A quiet list that is read down its columns. */
export function PlaceList({ placesHref, places, from, className = '' }: PlaceListProps) {
  return (
    <ul className={`places ${className}`}>
      {places.map(([slug, code, name, price]) => (
        <li key={slug}>
          <a href={`${placesHref}/${slug}`}>
            {code ? <img src={`/flags/${code.toLowerCase()}.svg`} alt="" width={24} height={16} loading="lazy" /> : <i />}
            <b>{name}</b>
            <FromPrice words={from} price={price} />
          </a>
        </li>
      ))}
    </ul>
  );
}
