'use client';

/** Code, name, networks in words (empty: not stated). Short, since it is sent as text and as data. */
export type CoverageLine = [countryCode: string, name: string, networks: string];
export type CoverageListProps = { coverage: CoverageLine[]; notStated: string };

/** Where it works and over whose network. */
export function CoverageList({ coverage, notStated }: CoverageListProps) {
  return (
    <ul className="places coverage">
      {coverage.map(([code, name, networks]) => (
        <li key={code}>
          <img src={`/flags/${code.toLowerCase()}.svg`} alt="" width={24} height={16} loading="lazy" />
          <span><b>{name}</b><small className={networks ? undefined : 'unknown'}>{networks || notStated}</small></span>
        </li>
      ))}
    </ul>
  );
}
