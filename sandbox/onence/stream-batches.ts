import { seededRandom } from '../random.ts';
import type { Account } from './account.ts';

const MOST = 3_000;

export const isNth = (count: number, every: number) => every > 0 && count % every === 0;

/** Arrays of at most 3,000 records; some change places with their successor (§12: order is not promised). */
export function* inBatches(records: Iterable<object>, account: Account): Generator<object[]> {
  let number = 0;
  let held: object[] | null = null;
  for (const batch of chunks(records, account)) {
    number += 1;
    if (held === null && isNth(number, account.settings.streamReorderEvery)) {
      held = batch;
      continue;
    }
    yield batch;
    if (held) yield held;
    held = null;
  }
  if (held) yield held;
}

function* chunks(records: Iterable<object>, { settings }: Account): Generator<object[]> {
  const size = Math.min(MOST, Math.max(1, settings.streamBatch));
  let chunk: object[] = [];
  for (const record of records) {
    chunk.push(record);
    if (chunk.length < size) continue;
    yield mixed(chunk, settings.streamShufflesRecords);
    chunk = [];
  }
  if (chunk.length > 0) yield mixed(chunk, settings.streamShufflesRecords);
}

function mixed(records: object[], isShuffled: boolean): object[] {
  if (!isShuffled) return records;
  const random = seededRandom(String(records.length));
  return records.map((record) => ({ record, key: random() })).toSorted((a, b) => a.key - b.key).map(({ record }) => record);
}
