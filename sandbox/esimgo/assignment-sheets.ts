import { zipSync } from 'fflate';
import { toBuffer } from 'qrcode';
import type { Esim, EsimGo, Order } from './state.ts';
import { lpaOf } from './wire-esims.ts';
import { smdpOf } from './wire-orders.ts';

export interface AssignedRow {
  esim: Esim;
  bundle: string;
  reference: string;
}

export const rowsOf = ({ items, reference }: Order): AssignedRow[] => items.flatMap(({ esims, bundle }) => esims.map((esim) => ({ esim, bundle: bundle.name, reference })));

type Settings = EsimGo['settings'];
type Column = [header: string, cell: (row: AssignedRow, settings: Settings) => string];

const ICCID: Column = ['ICCID', ({ esim }) => esim.iccid];
const MATCHING_ID: Column = ['Matching ID', ({ esim }) => esim.matchingId];
const HOST: Column = ['RSP URL', ({ esim }, settings) => smdpOf(esim, settings)];
const BUNDLE: Column = ['Bundle', ({ bundle }) => bundle];
const REFERENCE: Column = ['Reference', ({ reference }) => reference];

/** "RSP URL" holds the SM-DP+ host; one early text took it for the picture of a QR code, with the host in a column of its own (§20). */
const COLUMNS: Record<Settings['csv'], Column[]> = {
  plain: [ICCID, MATCHING_ID, HOST, BUNDLE, REFERENCE],
  quoted: [ICCID, MATCHING_ID, HOST, BUNDLE],
  seed: [ICCID, MATCHING_ID, ['SMDP Address', HOST[1]], ['RSP URL', ({ esim }) => `https://qr.sandbox.example/${esim.iccid}.png`], BUNDLE],
};

export function toCsv(rows: readonly AssignedRow[], settings: Settings): string {
  const columns = COLUMNS[settings.csv];
  const isQuoted = settings.csv === 'quoted';
  const line = (texts: string[]) => (isQuoted ? texts.map((text) => `"${text.replaceAll('"', '""')}"`) : texts).join(',');
  const lines = [columns.map(([header]) => header), ...rows.map((row) => columns.map(([, cell]) => cell(row, settings)))];
  return `${lines.map(line).join(isQuoted ? '\r\n' : '\n')}\n`;
}

/** One picture of a QR code for every eSIM, and the sheet that maps them. */
export async function toZip(rows: readonly AssignedRow[], settings: Settings): Promise<Uint8Array<ArrayBuffer>> {
  const images = await Promise.all(rows.map(async ({ esim }): Promise<[string, Uint8Array]> => [`${esim.iccid}.png`, new Uint8Array(await toBuffer(lpaOf(esim), { width: 400 }))]));
  return new Uint8Array(zipSync({ ...Object.fromEntries(images), 'mapping.csv': new TextEncoder().encode(toCsv(rows, settings)) }));
}
