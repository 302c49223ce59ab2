import { Flag } from '@/components/ui/flag';
import { placeName } from '@/components/catalog/place-name';
import { hrefIn } from '@/i18n/routing';
import type { DestinationEntry } from '@/lib/catalog/queries';
import { formatMoney } from '@/lib/money';

export type PlaceListProps = { places: DestinationEntry[]; locale: string; from: (price: string) => string };

/** A quiet list: flag, name, from-price. */
export function PlaceList({ places, locale, from }: PlaceListProps) {
  return (
    <ul className="grid gap-x-8 border-t border-line sm:grid-cols-2 lg:grid-cols-3">
      {places.map((place) => (
        <li key={place.slug} className="border-b border-line">
          <a href={hrefIn(locale, `/destinations/${place.slug}`)} className="group flex min-h-14 items-center gap-3 py-2">
            <Flag code={place.countryCode} />
            <span className="min-w-0 flex-1 truncate font-semibold group-hover:underline underline-offset-4">{placeName(place, locale)}</span>
            <span className="figures text-13 text-quiet">{from(formatMoney(place.fromMinor, place.currency, locale))}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
