import { parse as parseCsv } from 'csv-parse/sync';
import { z } from 'zod';
import { parseNoting } from '@/lib/providers/drift/note-drift';
import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { csvInZip } from '@/lib/providers/esimgo/csv-in-zip';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { errorOfAnswer, esimGoError } from '@/lib/providers/esimgo/errors';
import { parseJson } from '@/lib/providers/esimgo/parse-json';
import { assignmentsAnswer, esim, type EsimGoEsim } from '@/lib/providers/esimgo/wire';

/** Rows, nothing yet, or a form that says nothing to us. */
type Read = EsimGoEsim[] | 'pending' | 'unreadable';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /esims/assignments', isKnown: isDocumented };
const csvRows = z.array(z.record(z.string(), z.string()));
const COLUMNS: Record<string, string> = { iccid: 'iccid', 'matching id': 'matchingId', 'rsp url': 'rspUrl', 'smdp address': 'smdpAddress' };

function columnOf(header: string): string {
  const name = header.trim().toLowerCase().replace(/[_-]+/g, ' ');
  return COLUMNS[name] ?? name;
}

/** By header name, any columns; "RSP URL" is the SM-DP+ host. A header without rows means: not yet. */
export function readCsv(text: string): Read {
  try {
    const parsed: unknown = parseCsv(text, {
      columns: (headers: string[]) => headers.map(columnOf),
      bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, max_record_size: 100_000,
    });
    const rows = csvRows.parse(parsed);
    if (rows.length === 0) return /iccid/i.test(text) || text.trim() === '' ? 'pending' : 'unreadable';
    const esims = z.array(esim).safeParse(rows);
    return esims.success ? esims.data : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

export async function readZip(archive: Uint8Array): Promise<Read> {
  try {
    const [csv] = await csvInZip(archive);
    return csv === undefined ? 'unreadable' : readCsv(csv);
  } catch {
    return 'unreadable';
  }
}

function readJson(bytes: Buffer): Read {
  const body = parseJson(bytes);
  if (bytes.length === 0 || (typeof body === 'object' && body !== null && Object.keys(body).length === 0)) return 'pending';
  const parsed = parseNoting(assignmentsAnswer, body, ANSWERED);
  if (!parsed.success) return 'unreadable';
  return parsed.data.length === 0 ? 'pending' : parsed.data;
}

const FORMS: [accept: string, read: (bytes: Buffer) => Read | Promise<Read>][] = [
  ['application/json', readJson],
  ['text/csv', (bytes) => readCsv(bytes.toString('utf8'))],
  ['application/zip', readZip],
];

/** Install data of an order, in the first form that can be read: JSON, CSV, ZIP with a CSV. No rows = pending, and so is 503 or another failure of theirs where no form can be read (§8.1); 410 = deactivated, for good. */
export async function readAssignments(client: EsimGoClient, orderReference: string): Promise<EsimGoEsim[] | 'pending'> {
  const query = new URLSearchParams({ reference: orderReference, additionalFields: client.installField });
  let rawAnswer = '';
  let isFailing = false;
  for (const [accept, read] of FORMS) {
    const answer = await client.readRaw(`/esims/assignments?${query}`, accept);
    if (answer.status === 503) return 'pending';
    if (answer.status === 429 || answer.status === 401 || answer.status === 410) throw errorOfAnswer(answer, 'read');
    const result = answer.status === 200 ? await read(answer.bytes) : 'unreadable';
    if (result !== 'unreadable') return result;
    isFailing ||= answer.status >= 500;
    rawAnswer ||= answer.bytes.toString('utf8');
  }
  if (isFailing) return 'pending';
  throw esimGoError({ code: 'bad-response' }, { rawAnswer, message: 'esimgo: assignments in no readable form' });
}
