/** One ticket of a strip, as short as can be: it is sent as text and as data. `megabytes` is -1 for unlimited, 0 for not stated. */
export type BoardRow = [slug: string, megabytes: number, data: string, days: number, daysText: string, note: string, price: string, each: string, priceMinor: number];
export type BoardWish = { days: number; megabytes: number; order: number };

const amountOf = ([, megabytes]: BoardRow) => (megabytes < 0 ? Number.POSITIVE_INFINITY : megabytes);
const eachOf = (row: BoardRow) => (row[1] > 0 ? row[8] / row[1] : Number.POSITIVE_INFINITY);
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

const ORDERS: ((a: BoardRow, b: BoardRow) => number)[] = [
  (a, b) => compare(amountOf(a), amountOf(b)) || compare(a[3], b[3]) || compare(a[8], b[8]),
  (a, b) => compare(a[8], b[8]),
  (a, b) => compare(eachOf(a), eachOf(b)) || compare(a[8], b[8]),
];

/** The tickets that last long enough and hold enough, in the wished order. */
export function sift(rows: BoardRow[], { days, megabytes, order }: BoardWish): BoardRow[] {
  return rows.filter((row) => row[3] >= days && amountOf(row) >= megabytes).sort(ORDERS[order] ?? ORDERS[0]);
}

/** Without the tickets for which another one gives as much data and as many days for less. */
export function withoutWorse(rows: BoardRow[]): BoardRow[] {
  const isWorse = (row: BoardRow, other: BoardRow) => amountOf(other) >= amountOf(row) && other[3] >= row[3] && other[8] <= row[8];
  return rows.filter((row, index) => !rows.some((other, place) => place !== index && isWorse(row, other) && (place < index || !isWorse(other, row))));
}
