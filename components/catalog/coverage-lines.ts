import type { CoverageLine } from '@/components/catalog/coverage-list';
import { placeName } from '@/i18n/place-name';
import type { PlanPage } from '@/lib/catalog/queries';

export const toCoverageLines = (coverage: PlanPage['coverage'], locale: string): CoverageLine[] =>
  coverage
    .map(({ countryCode, networks }): CoverageLine => [
      countryCode,
      placeName({ countryCode, name: countryCode }, locale, {}),
      networks.map(({ name, radioTypes }) => [name, radioTypes.join('/')].filter(Boolean).join(' ')).join(', '),
    ])
    .sort((a, b) => a[1].localeCompare(b[1], locale));
