import type { Context, Hono } from 'hono';
import { denied, refuse, sayRetryAfter } from './answers.ts';
import type { EsimGo, Version } from './state.ts';
import { type AssignedRow, rowsOf, toCsv, toZip } from './assignment-sheets.ts';
import { smdpOf } from './wire-orders.ts';
import { wireLinks, wireProfile } from './wire-esims.ts';

type Form = 'csv' | 'json' | 'zip';

/** Install details of one or several orders or applies: CSV unless asked for JSON or a ZIP of QR codes (§8.1). */
export function assignmentRoutes(app: Hono, esimgo: EsimGo, version: Version) {
  const { world } = esimgo;
  app.get('/esims/assignments', world.faults('esimgo', 'assignments'), (c) => {
    const references = (c.req.queries('reference') ?? []).flatMap((text) => text.split(',')).filter(Boolean);
    return answer(c, references, { esimgo, version });
  });
  app.get('/esims/assignments/:reference', world.faults('esimgo', 'assignments'), (c) => answer(c, [c.req.param('reference')], { esimgo, version }));
}

interface View {
  esimgo: EsimGo;
  version: Version;
}

async function answer(c: Context, references: string[], { esimgo, version }: View): Promise<Response> {
  const { settings } = esimgo;
  if (references.length === 0) return refuse(c, 400, 'reference is required');
  const orders = references.map((reference) => esimgo.orders.find((order) => order.reference === reference));
  const known = orders.filter((order) => order !== undefined);
  if (known.length < orders.length) return denied(c);
  const form = formOf(c.req.header('Accept') ?? '', settings);
  if (!known.every(esimgo.isReady)) return notYet(c, form, settings);
  const rows = known.flatMap(rowsOf);
  if (version === '2.5' && rows.some(({ esim }) => esim.deactivatedAt !== null)) return refuse(c, 410, 'eSIM is deactivated');
  if (form === 'json') return c.json(toJson(c, rows, { esimgo, version }));
  if (form === 'csv') return c.body(toCsv(rows, settings), 200, { 'Content-Type': 'text/csv' });
  return c.body(await toZip(rows, settings), 200, { 'Content-Type': 'application/zip', 'Content-Disposition': 'attachment; filename="esims.zip"' });
}

function formOf(accept: string, { assignmentsDefault }: EsimGo['settings']): Form {
  if (accept.includes('application/json')) return 'json';
  if (accept.includes('application/zip')) return 'zip';
  return accept.includes('text/csv') ? 'csv' : assignmentsDefault;
}

// Seen: 503, 500, nothing at all, and a sheet of its header alone.
function notYet(c: Context, form: Form, settings: EsimGo['settings']): Response {
  if (settings.pendingAs === '500') return refuse(c, 500, 'Internal server error');
  if (settings.pendingAs === 'empty') return c.body(null, 200);
  if (settings.pendingAs === 'header-only' && form === 'csv') return c.body(toCsv([], settings), 200, { 'Content-Type': 'text/csv' });
  sayRetryAfter(c, settings.retryAfterSeconds, settings);
  return refuse(c, 503, 'processing; try again later');
}

function toJson(c: Context, rows: AssignedRow[], { esimgo, version }: View): unknown {
  const { settings } = esimgo;
  if (settings.assignmentsJson === 'legacy') {
    return rows.map(({ esim, bundle, reference }) => ({ iccid: esim.iccid, matchingId: esim.matchingId, rspUrl: smdpOf(esim, settings), bundle, reference }));
  }
  const details = rows.map(({ esim }) => ({ ...wireProfile(esim, esimgo, settings.assignmentsInstalledAs), ...wireLinks(c, esim, { settings, version }) }));
  if (settings.assignmentsJson === 'esims') return { esims: details };
  return settings.assignmentsJson === 'array' || details.length !== 1 ? details : details[0];
}
