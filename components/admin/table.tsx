import type { ReactNode } from 'react';

export type Column<Row> = { key: string; label: string; cell: (row: Row) => ReactNode; isFigure?: boolean; isAction?: boolean };
export type TableProps<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; keyOf: (row: Row) => string; empty: string };

// What scrolls must be reachable by keyboard.
const SCROLLER = { tabIndex: 0, role: 'region' } as const;

/** A dense table; its head stays while it scrolls; on a phone it is as long as it is, and scrolls sideways by itself. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  const rowLook = columns.some(({ isAction }) => isAction) ? 'align-middle' : 'align-top';
  // A figure ends where words begin: they need more air than two columns of words.
  const cellLook = (index: number) => `py-2 ${index > 0 && columns[index - 1]?.isFigure && !columns[index]?.isFigure ? 'ps-4' : ''} ${index === columns.length - 1 ? '' : 'pe-4'}`;
  if (rows.length === 0) return <p className="border-y border-line py-4 text-13 text-quiet">{empty}</p>;
  return (
    <div className="overflow-auto sm:max-h-[80vh] border-y border-line" {...SCROLLER} aria-label={caption}>
      <table className="w-full border-collapse text-13">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-paper shadow-[0_1px_0_var(--line)]">
          <tr>
            {columns.map(({ key, label, isFigure }, index) => (
              <th key={key} scope="col" className={`whitespace-nowrap ${cellLook(index)} font-normal text-quiet ${isFigure ? 'text-end' : 'text-start'}`}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={keyOf(row)} className={`${rowLook} hover:bg-raised`}>
              {columns.map(({ key, cell, isFigure }, index) => (
                <td key={key} className={`${cellLook(index)} ${isFigure ? 'figures whitespace-nowrap text-end' : ''}`}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
