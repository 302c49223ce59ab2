import type { z } from 'zod';
import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { AiraloError } from '@/lib/providers/airalo/errors';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';

const answered = (endpoint: string) => ({ providerId: 'airalo', endpoint: `${endpoint}: item`, isKnown: isDocumented });

/** One row as `schema` reads it; null = unreadable, which is noted as drift. */
export function readRow<Schema extends z.ZodType>(row: unknown, schema: Schema, endpoint: string): z.output<Schema> | null {
  const parsed = parseItemNoting(schema, row, answered(endpoint));
  return parsed.success ? parsed.data : null;
}

export const noRowReadable = (endpoint: string) => new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { message: `airalo: no row of ${endpoint} can be read` });

/** The rows that can be read; when there are rows and none of them can, that is an answer not understood rather than an empty list. */
export function readableRows<Schema extends z.ZodType>(rows: readonly unknown[], schema: Schema, endpoint: string): z.output<Schema>[] {
  const read = rows.flatMap((row) => {
    const found = readRow(row, schema, endpoint);
    return found === null ? [] : [found];
  });
  if (rows.length > 0 && read.length === 0) throw noRowReadable(endpoint);
  return read;
}
