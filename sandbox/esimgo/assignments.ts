import type { Context, Hono } from 'hono';
import { zipSync } from 'fflate';
import { toBuffer } from 'qrcode';
import { denied, refuse } from './answers.ts';
import type { EsimGo, Esim, Order } from './state.ts';
import { appleUrl, lpaOf, profileOf } from './wire-esims.ts';

interface Row {
  esim: Esim;
  bundle: string;
  reference: string;
}

/** Install details of one or several orders: CSV unless asked for JSON or a ZIP of QR codes. */
export function assignmentRoutes(app: Hono, esimgo: EsimGo) {
  const { world } = esimgo;
  app.get('/esims/assignments', world.faults('esimgo', 'assignments'), (c) => {
    const references = (c.req.queries('reference') ?? []).flatMap((text) => text.split(',')).filter(Boolean);
    return answer(c, esimgo, references);
  });
  app.get('/esims/assignments/:reference', world.faults('esimgo', 'assignments'), (c) => answer(c, esimgo, [c.req.param('reference')]));
}

async function answer(c: Context, esimgo: EsimGo, references: string[]): Promise<Response> {
  if (references.length === 0) return refuse(c, 400, 'reference is required');
  const orders = references.map((reference) => esimgo.orders.find((order) => order.reference === reference));
  const known = orders.filter((order) => order !== undefined);
  if (known.length < orders.length) return denied(c);
  const accept = c.req.header('Accept') ?? '';
  const isReady = known.every(esimgo.isReady);
  const isCsv = !accept.includes('application/json') && !accept.includes('application/zip');
  if (!isReady && !(isCsv && esimgo.settings.pendingAs === 'header-only')) {
    c.header('Retry-After', String(esimgo.settings.retryAfterSeconds));
    return refuse(c, 503, 'processing; try again later');
  }
  const rows = isReady ? known.flatMap(rowsOf) : [];
  if (accept.includes('application/json')) return c.json(toJson(c, rows, esimgo));
  if (accept.includes('application/zip')) return toZip(c, rows, esimgo);
  return c.body(toCsv(rows, esimgo), 200, { 'Content-Type': 'text/csv' });
}

const rowsOf = (order: Order): Row[] =>
  order.items.flatMap(({ esims, bundle }) => esims.map((esim) => ({ esim, bundle: bundle.name, reference: order.reference })));

function toJson(c: Context, rows: Row[], esimgo: EsimGo): unknown {
  const withApple = /appleInstallUrl|installUrl/.test(c.req.query('additionalFields') ?? '');
  const details = rows.map(({ esim }) => {
    const { status, installedAt } = profileOf(esim, esimgo);
    const { iccid, matchingId, smdpAddress, pin, puk } = esim;
    return {
      iccid,
      matchingId,
      smdpAddress,
      profileStatus: status,
      pin,
      puk,
      firstInstalledDateTime: installedAt === null ? null : new Date(installedAt).toISOString(),
      ...(withApple ? { appleInstallUrl: appleUrl(esim) } : {}),
    };
  });
  if (esimgo.settings.assignmentsJson === 'esims') return { esims: details };
  return esimgo.settings.assignmentsJson === 'array' || details.length !== 1 ? details : details[0];
}

// "RSP URL" holds the SM-DP+ host.
function toCsv(rows: Row[], { settings }: EsimGo): string {
  const isQuoted = settings.csv === 'quoted';
  const header = ['ICCID', 'Matching ID', 'RSP URL', 'Bundle', ...(isQuoted ? [] : ['Reference'])];
  const cells = rows.map(({ esim, bundle, reference }) => [esim.iccid, esim.matchingId, esim.smdpAddress, bundle, ...(isQuoted ? [] : [reference])]);
  const line = (texts: string[]) => (isQuoted ? texts.map((text) => `"${text.replaceAll('"', '""')}"`) : texts).join(',');
  return `${[header, ...cells].map(line).join(isQuoted ? '\r\n' : '\n')}\n`;
}

async function toZip(c: Context, rows: Row[], esimgo: EsimGo): Promise<Response> {
  const images = await Promise.all(
    rows.map(async ({ esim }): Promise<[string, Uint8Array]> => [`${esim.iccid}.png`, new Uint8Array(await toBuffer(lpaOf(esim), { width: 400 }))]),
  );
  const files = { ...Object.fromEntries(images), 'mapping.csv': new TextEncoder().encode(toCsv(rows, esimgo)) };
  return c.body(new Uint8Array(zipSync(files)), 200, {
    'Content-Type': 'application/zip',
    'Content-Disposition': 'attachment; filename="esims.zip"',
  });
}
