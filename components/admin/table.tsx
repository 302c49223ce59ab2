import type { ReactNode } from 'react';

export type Column<Row> = { key: string; label: string; cell: (row: Row) => ReactNode; isFigure?: boolean };
export type TableProps<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf: (row: Row) => string; empty: string };

// What scrolls must be reachable by keyboard.
const SCROLLER = { tabIndex: 0, role: 'region' } as const;

/** A dense table; its head stays while the page scrolls, and it scrolls sideways by itself on small screens. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p className="border-y border-line py-4 text-13 text-quiet">{empty}</p>;
  return (
    <div className="max-h-[80vh] overflow-auto border-y border-line" {...SCROLLER} aria-label={caption}>
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-paper shadow-[0_1px_0_var(--line)]">
          <tr>
            {columns.map(({ key, label, isFigure }) => (
              <th key={key} scope="col" className={`whitespace-nowrap py-2 pe-4 font-normal text-quiet ${isFigure ? 'text-end' : 'text-start'}`}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={keyOf(row)} className="align-top hover:bg-raised">
              {columns.map(({ key, cell, isFigure }) => (
                <td key={key} className={`py-2 pe-4 ${isFigure ? 'figures whitespace-nowrap text-end' : ''}`}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
