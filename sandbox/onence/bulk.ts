import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { empty, isRecord, isV2, readJson, refuse } from './answers.ts';
import { ifV2HasIt } from './platform.ts';
import { applyChange, type Change, readChange, SIMS } from './sims.ts';

interface Item {
  iccid: string;
  change: Change;
}

/** POST /sims, of v1 and perhaps of v2: 201 says "queued" and nothing more; some items may never be applied (§1.12, §16). */
export function bulkRoutes(app: Hono, account: Account) {
  const { world, settings } = account;
  app.post(SIMS, ifV2HasIt(settings), world.faults('onence', 'sims-bulk'), async (c) => {
    const items = readItems(c, await readJson(c), account);
    if (items instanceof Response) return items;
    const dueAt = account.now() + settings.bulkDelayMs;
    for (const { iccid } of items) {
      const line = account.find(iccid);
      if (line) account.fleet.keep(line).pendingUntil = dueAt;
    }
    account.timers.after(settings.bulkDelayMs, () => items.forEach((item) => apply(account, item)));
    return empty(c, 201);
  });
}

function readItems(c: Context, body: unknown, account: Account): Item[] | Response {
  const most = account.settings.bulkMost;
  if (!Array.isArray(body) || body.length === 0) return refuse(c, 400, 'Send an array of SIMs');
  if (most > 0 && body.length > most) return refuse(c, 400, `At most ${most} SIMs at once`);
  const items: Item[] = [];
  for (const value of body) {
    const change = readChange(value, account, isV2(c) ? 2 : 1);
    if (typeof change === 'string') return refuse(c, 400, change);
    items.push({ iccid: isRecord(value) && typeof value.iccid === 'string' ? value.iccid : '', change });
  }
  return items;
}

function apply(account: Account, { iccid, change }: Item) {
  const { settings } = account;
  const line = account.find(iccid);
  if (!line) return;
  line.pendingUntil = 0;
  const isLost = settings.bulkFailures[iccid] === true || settings.platform2[iccid] === true || account.isExpired(line);
  if (!isLost) applyChange(account, line, change);
  if (settings.bulkEvents) account.tell(account.fleet.keep(line), isLost ? 'bulkFailed' : 'bulkDone');
}
