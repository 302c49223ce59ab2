import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { empty, isV2, iso, refuse } from './answers.ts';
import { DAY, noise } from './fleet.ts';
import type { Line } from './line.ts';
import { networkOf } from './networks.ts';
import { ifV2HasIt } from './platform.ts';
import { SIMS } from './sims.ts';
import { wireStatusV1, wireStatusV2 } from './wire-status.ts';
import { withLine } from './with-line.ts';

const HOUR = 3_600_000;

export type Reach = 'ONLINE' | 'ATTACHED' | 'OFFLINE' | 'BLOCKED';

/** Data used since the month began, against the cap the account set itself (§7.9). */
export function isCapped(account: Account, line: Line): boolean {
  const month = new Date(account.now());
  const from = Date.UTC(month.getUTCFullYear(), month.getUTCMonth());
  const cap = account.limits.data;
  return cap > 0 && account.usedIn(line, 'data', account.now()) - account.usedIn(line, 'data', from) >= cap;
}

/** ATTACHED lingers for a day or two after a device went (§7.3); BLOCKED is known to v2 only. */
export function reachOf(account: Account, line: Line): Reach {
  if (line.card.activatedAt === null || line.card.kind === 'idle') return 'OFFLINE';
  const at = account.now();
  if (!line.isEnabled) return at - line.quotas.data.changedAt < DAY && line.card.kind !== 'suspended' ? 'ATTACHED' : 'OFFLINE';
  if (account.isExpired(line)) return 'OFFLINE';
  if (account.remaining(line, 'data') <= 0 || isCapped(account, line)) return 'BLOCKED';
  const chance = noise(line.card.index, 10 + Math.floor(at / HOUR));
  return chance < 0.7 ? 'ONLINE' : chance < 0.95 ? 'ATTACHED' : 'OFFLINE';
}

export function connectivityRoutes(app: Hono, account: Account) {
  const { world, settings } = account;
  app.get(
    `${SIMS}/:iccid/status`,
    world.faults('onence', 'status'),
    withLine(account, (c, line) => {
      const facts = { line, reach: reachOf(account, line), isCapped: isCapped(account, line), at: account.now() };
      return c.json(isV2(c) ? wireStatusV2(facts) : wireStatusV1(facts));
    }),
  );
  app.get(`${SIMS}/:iccid/connectivity_info`, ifV2HasIt(settings), world.faults('onence', 'connectivity-info'), withLine(account, (c, line) => c.json(connectivityInfo(c, account, line))));
  app.post(
    `${SIMS}/:iccid/reset`,
    world.faults('onence', 'reset'),
    withLine(account, (c, line) => {
      if (isV2(c) && settings.conflictWhilePending && line.pendingUntil > account.now()) return refuse(c, 409);
      account.fleet.keep(line).pendingUntil = account.now() + settings.resetMs;
      account.timers.after(settings.resetMs, () => {
        line.pendingUntil = 0;
        account.tell(line, 'reset');
      });
      return empty(c, 201);
    }),
  );
}

/** Says something on 2G and 3G only; where the location stands differs between versions of the specification (§7.4). */
function connectivityInfo(c: Context, account: Account, line: Line) {
  const at = account.now();
  const { country, mnc } = networkOf(line.card.index);
  const isOld = ['2G', '3G'].includes(line.card.radio.description) && reachOf(account, line) !== 'OFFLINE';
  const cell = { cid: String(1_000 + line.card.index), lac: '40217', mcc: country.mcc, mnc };
  const location = { current_location_retrieved: true, age_of_location: '0', cell_global_id: cell };
  const subscriber = isOld
    ? { success: true, state: 'assumedIdle', ...(account.settings.subscriberInfo === 'nested' ? { location } : location) }
    : { success: false };
  const ussd = c.req.query('ussd') === 'true' && isOld ? { success: true } : { success: false, error: 'Not requested or not supported' };
  return {
    ussd_info: ussd,
    ...(c.req.query('subscriber') === 'false' ? {} : { subscriber_info: subscriber }),
    request_timestamp: iso(at),
    reply_timestamp: iso(at + 800),
  };
}
