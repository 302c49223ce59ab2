import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { iso, isV2, refuse, v1Stamp } from './answers.ts';
import { DAY } from './fleet.ts';
import type { Line, Service } from './line.ts';
import { SIMS } from './sims.ts';
import { withLine } from './with-line.ts';

const HISTORY_MS = 183 * DAY;
const USUAL_DAYS = 30;
const THRESHOLD_PERCENT = 20;
const round = (value: number) => Math.round(value * 1_000_000) / 1_000_000;

/** What a SIM used and what is left. */
export function consumptionRoutes(app: Hono, account: Account) {
  const { world } = account;
  app.get(`${SIMS}/:iccid/usage`, world.faults('onence', 'usage'), withLine(account, (c, line) => usage(c, account, line)));
  for (const service of ['data', 'sms'] as const) {
    const answer = withLine(account, (c, line) => quota(c, account, { line, service }));
    app.get(`${SIMS}/:iccid/quota/${service}`, world.faults('onence', `quota-${service}`), answer);
  }
}

function quota(c: Context, account: Account, { line, service }: { line: Line; service: Service }): Response {
  const { settings } = account;
  const isUnused = line.card.activatedAt === null;
  if (isUnused && settings.emptyQuotaStatus === 404) return refuse(c, 404);
  const kept = line.quotas[service];
  const left = round(account.remaining(line, service));
  const mayBeNegative = settings.negativeVolume === 'both' || (settings.negativeVolume === 'v2' && isV2(c));
  const volume = isUnused ? 0 : mayBeNegative ? left : Math.max(0, left);
  const total = isUnused ? 0 : kept.total;
  const common = { volume, total_volume: total, last_volume_added: kept.lastAdded, threshold_percentage: THRESHOLD_PERCENT };
  const expiry = line.expiresAt === null ? {} : { expiry_date: iso(line.expiresAt) };
  if (isV2(c)) {
    const accumulated = { accumulated_total_volume: isUnused ? 0 : kept.accumulated, service, threshold_volume: round((total * THRESHOLD_PERCENT) / 100) };
    return c.json({ id: line.card.index * 2 + (service === 'data' ? 1 : 2), status: statusV2(account, line, left), ...common, ...accumulated, ...expiry, created_at: createdAt(line) });
  }
  const peak = service === 'data' ? { peak_throughput: 1_000_000 } : {};
  return c.json({ ...common, ...expiry, ...peak, last_status_change_date: v1Stamp(kept.changedAt, settings) });
}

const createdAt = (line: Line) => iso(line.quotas.data.segments[0]?.from ?? 0).replace('.000Z', 'Z');

// The specification pairs ids and texts in two ways, so only the text is to be trusted (§8.2).
function statusV2(account: Account, line: Line, left: number) {
  const description = account.isExpired(line) ? 'EXPIRED' : left > 0 ? 'ACTIVE' : 'EXHAUSTED';
  const ids = account.settings.quotaStatusIds === 'table' ? { EXHAUSTED: 0, ACTIVE: 1, EXPIRED: 2 } : { ACTIVE: 0, EXHAUSTED: 1, EXPIRED: 2 };
  return { id: ids[description], description };
}

const dayOf = (text: string | undefined, absent: number): number => {
  if (text === undefined || text === '') return Math.floor(absent / DAY) * DAY;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
};

/** A row per day, of the last six months only (§7.5). */
function usage(c: Context, account: Account, line: Line): Response {
  const { settings } = account;
  if (isV2(c) && settings.v2Usage === 'absent') return refuse(c, 404);
  const now = account.now();
  const isHeeded = !isV2(c) || settings.v2UsageRange === 'asked';
  const said = (name: string) => (isHeeded ? c.req.query(name) : undefined);
  const asked = { start: dayOf(said('start_dt'), now - USUAL_DAYS * DAY), end: dayOf(said('end_dt'), now) };
  if (Number.isNaN(asked.start) || Number.isNaN(asked.end)) return refuse(c, 400, 'start_dt and end_dt must be YYYY-MM-DD');
  const start = Math.max(asked.start, Math.ceil((now - HISTORY_MS) / DAY) * DAY);
  const rows: object[] = [];
  for (let day = start; day <= Math.min(asked.end, now); day += DAY) {
    const row = usageOfDay(account, line, day);
    if (row) rows.push(row);
  }
  if (settings.usageOrder === 'descending') rows.reverse();
  return c.json(isV2(c) && settings.v2Usage === 'array' ? rows : { stats: rows });
}

const EURO = { id: 1, symbol: '€', code: 'EUR' };

function usageOfDay(account: Account, line: Line, day: number): object | null {
  const end = Math.min(day + DAY, account.now());
  const grown = (service: Service) => account.usedIn(line, service, end) - account.usedIn(line, service, day);
  const data = Math.round(grown('data') * 1_000_000);
  const sms = grown('sms');
  if (data <= 0 && sms <= 0 && account.settings.idleDays === 'absent') return null;
  // In millionths, so that rx and tx add up to the volume to the last digit.
  const received = Math.floor(data * 0.7);
  const texts = (value: number) => (value / 1_000_000).toFixed(6);
  const counts = { volume: String(sms), volume_rx: String(Math.ceil(sms / 2)), volume_tx: String(Math.floor(sms / 2)), cost: String(sms) };
  return {
    date: iso(day),
    data: {
      volume: texts(data),
      volume_rx: texts(received),
      volume_tx: texts(data - received),
      cost: texts(data),
      currency: EURO,
      traffic_type: { id: 1, description: 'Data', unit: 'MB' },
    },
    sms: { ...counts, currency: EURO, traffic_type: { id: 1, description: 'SMS', unit: 'SMS' } },
  };
}
