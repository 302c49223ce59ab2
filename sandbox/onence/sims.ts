import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { isRecord, isV2, readJson, refuse } from './answers.ts';
import { addressOf } from './fleet.ts';
import type { Line } from './line.ts';
import { isListedIn, isWhole } from './platform.ts';
import { readPage, readSort, slice, totals } from './paging.ts';
import { wireSim } from './wire-sims.ts';
import { withLine } from './with-line.ts';

export const SIMS = '/:version{v[12]}/sims';

export function simRoutes(app: Hono, account: Account) {
  const { world } = account;
  app.get(SIMS, world.faults('onence', 'sims-list'), (c) => listSims(c, account));
  app.get(`${SIMS}/:iccid`, world.faults('onence', 'sim'), withLine(account, (c, line) => c.json(wireSim(account, line))));
  app.put(`${SIMS}/:iccid`, world.faults('onence', 'sim-update'), withLine(account, async (c, line) => update(c, account, line)));
}

const address = (line: Line) => addressOf(line.card.index);
// Addresses rise with the place in the fleet; as text they would not.
const COLUMNS = { imei: (line: Line) => line.card.imei ?? '', ip_address: (line: Line) => line.card.index };

function listSims(c: Context, account: Account): Response {
  const { settings } = account;
  const page = readPage(c, { usual: 10, most: 100 }, settings);
  if (page instanceof Response) return page;
  const matches = readFilter(c, account);
  if (matches instanceof Response) return matches;
  const sort = readSort(c, COLUMNS, settings);
  if (sort instanceof Response) return sort;
  const isPlain = matches === null && !c.req.query('sort') && isWhole(settings);
  if (isPlain) {
    totals(c, page, account.total());
    return c.json(account.page((page.page - 1) * page.pageSize, page.pageSize).map((line) => wireSim(account, line)));
  }
  const version = isV2(c) ? 'v2' : 'v1';
  const found = sort([...account.lines()].filter((line) => isListedIn(version, settings, line) && (matches?.(line) ?? true)));
  totals(c, page, found.length);
  return c.json(slice(found, page).map((line) => wireSim(account, line)));
}

const FILTERS: Record<string, (line: Line) => string> = { imei: (line) => line.card.imei ?? '', ip_address: address };

/** `q=imei:…,ip_address:…`: all must hold; there is no search by ICCID, label or status (§6). */
function readFilter(c: Context, { settings }: Account): ((line: Line) => boolean) | null | Response {
  const asked = (c.req.query('q') ?? '').split(',').filter(Boolean);
  const tests: ((line: Line) => boolean)[] = [];
  for (const part of asked) {
    const [name = '', ...rest] = part.split(':');
    const read = FILTERS[name.trim()];
    const wanted = rest.join(':').trim();
    if (read) tests.push((line) => (settings.queryMatch === 'exact' ? read(line) === wanted : read(line).startsWith(wanted)));
    else if (settings.unknownQuery === '400') return refuse(c, 400, `q field ${name} is not supported`);
  }
  return tests.length === 0 ? null : (line) => tests.every((test) => test(line));
}

export interface Change {
  isEnabled?: boolean;
  label?: string;
  imeiLock?: boolean;
}

/** v1 fills what is missing with its defaults, which may enable a SIM or lift its lock; v2 changes what is there (§7.2, §1.1). */
export function readChange(value: unknown, { settings }: Account, version: 1 | 2): Change | string {
  if (!isRecord(value)) return 'Request body is missing or no object';
  const { status, label, imei_lock: lock } = value;
  if (status !== undefined && status !== 'Enabled' && status !== 'Disabled') return 'status must be Enabled or Disabled';
  if (label !== undefined && label !== null && typeof label !== 'string') return 'label must be a string';
  if (lock !== undefined && typeof lock !== 'boolean') return 'imei_lock must be a boolean';
  if (version === 1 && status === undefined && settings.missingStatus === '400') return 'status is required';
  if (version === 1 && typeof value.iccid !== 'string') return 'iccid is required';
  const isEnabled = status === undefined ? (version === 1 ? true : undefined) : status === 'Enabled';
  const newLabel = typeof label === 'string' ? label : version === 1 && settings.missingLabel === 'clear' ? '' : undefined;
  const imeiLock = lock ?? (version === 1 ? false : undefined);
  return {
    ...(isEnabled === undefined ? {} : { isEnabled }),
    ...(newLabel === undefined ? {} : { label: newLabel }),
    ...(imeiLock === undefined ? {} : { imeiLock }),
  };
}

export function applyChange(account: Account, line: Line, change: Change) {
  account.fleet.keep(line);
  if (change.label !== undefined) line.label = change.label;
  if (change.imeiLock !== undefined) line.imeiLock = change.imeiLock;
  if (change.isEnabled !== undefined) account.setEnabled(line, change.isEnabled);
}

async function update(c: Context, account: Account, line: Line): Promise<Response> {
  const { settings } = account;
  const body = await readJson(c);
  const change = readChange(body, account, isV2(c) ? 2 : 1);
  if (typeof change === 'string') return refuse(c, 400, change);
  const named = isRecord(body) ? body.iccid : undefined;
  if (named !== undefined && named !== line.card.iccid && settings.bodyIccidMismatch === '400') return refuse(c, 400, 'iccid differs from the path');
  if (isV2(c) && settings.conflictWhilePending && line.pendingUntil > account.now()) return refuse(c, 409);
  applyChange(account, line, change);
  return c.body(null, 200);
}
