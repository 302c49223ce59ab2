import { Flag } from '@/components/ui/flag';
import { placeName } from '@/components/catalog/place-name';
import type { PlanPage } from '@/lib/catalog/queries';

export type CoverageListProps = { coverage: PlanPage['coverage']; locale: string; notStated: string };

/** Where it works and over whose network. */
export function CoverageList({ coverage, locale, notStated }: CoverageListProps) {
  const named = coverage.map((entry) => ({ ...entry, name: placeName({ countryCode: entry.countryCode, name: entry.countryCode }, locale) })).sort((a, b) => a.name.localeCompare(b.name, locale));
  return (
    <ul className="grid gap-x-8 border-t border-line sm:grid-cols-2">
      {named.map(({ countryCode, name, networks }) => (
        <li key={countryCode} className="flex items-start gap-3 border-b border-line py-2.5">
          <span className="pt-1"><Flag code={countryCode} /></span>
          <span className="min-w-0">
            <span className="block font-semibold">{name}</span>
            <span className="block text-13 text-quiet">
              {networks.length === 0 ? notStated : networks.map((network) => [network.name, network.radioTypes.join(' ')].filter(Boolean).join(' ')).join(', ')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
