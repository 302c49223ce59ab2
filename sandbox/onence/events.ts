import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { isV2, iso } from './answers.ts';
import { EVENT_KINDS, SEVERITIES, type SimEvent, SOURCES } from './event-kinds.ts';
import { addressOf, imsiOf, msisdnOf } from './fleet.ts';
import type { Line } from './line.ts';
import { allEvents } from './network-events.ts';
import { networkOf } from './networks.ts';
import { readPage, readSort, slice, totals } from './paging.ts';
import { SIMS } from './sims.ts';
import { withLine } from './with-line.ts';

const COLUMNS = { timestamp: ({ at }: SimEvent) => at, id: ({ id }: SimEvent) => id, event_type: ({ kind }: SimEvent) => EVENT_KINDS[kind].type };

export function eventRoutes(app: Hono, account: Account) {
  app.get(`${SIMS}/:iccid/events`, account.world.faults('onence', 'events'), withLine(account, (c, line) => listEvents(c, account, line)));
}

/** v1: an object with totals in body and headers; v2: a bare array and no totals at all (§6, §8). */
function listEvents(c: Context, account: Account, line: Line): Response {
  const { settings } = account;
  const page = readPage(c, { usual: 10, most: 1_000 }, settings);
  if (page instanceof Response) return page;
  const sort = readSort(c, COLUMNS, settings);
  if (sort instanceof Response) return sort;
  const events = sort(allEvents(account, line));
  const rows = slice(events, page);
  if (!isV2(c) || settings.v2EventHeaders) totals(c, page, events.length);
  if (isV2(c)) return c.json(rows.map((event) => wireEvent(line, event)));
  return c.json({ events: rows.map((event) => wireEventV1(line, event)), totalEvents: events.length, totalPages: Math.ceil(events.length / page.pageSize) });
}

function wireEventV1(line: Line, { kind, at }: SimEvent) {
  const { type, severity } = EVENT_KINDS[kind];
  const { index, iccid, imei } = line.card;
  const { name, mnc, country } = networkOf(index);
  return {
    timestamp: iso(at), event_type: type, iccid, ...(imei === null ? {} : { imei }), imsi: imsiOf(index),
    country: country.name, operator: name, mcc: country.mcc, mnc, alert: severity === 2, event_severity: SEVERITIES[severity],
  };
}

/** The shape of v2 reads, and of the Data Streamer's event records (§8.3, §12). */
export function wireEvent(line: Line, { id, kind, at, volume }: SimEvent) {
  const { id: typeId, type, text, severity, source } = EVENT_KINDS[kind];
  const { index, iccid, imei } = line.card;
  const { id: networkId, name, mnc, country } = networkOf(index);
  const received = Math.round((volume ?? 0) * 700_000) / 1_000_000;
  const sent = Math.round(((volume ?? 0) - received) * 1_000_000) / 1_000_000;
  return {
    id,
    event_type: { id: typeId, description: type },
    timestamp: iso(at),
    alert: severity === 2,
    user: source === 2 ? { id: 1, username: 'sandbox', name: 'Sandbox User' } : null,
    description: text,
    event_source: { id: source, description: SOURCES[source] },
    event_severity: { id: severity, description: SEVERITIES[severity] },
    organisation: { id: 2, name: 'Sandbox Org' },
    endpoint: { id: index + 1, name: line.label, ip_address: addressOf(index), ...(imei === null ? {} : { imei }) },
    sim: { id: 100 + index, iccid, msisdn: msisdnOf(index) },
    imsi: { id: 600 + index, imsi: imsiOf(index) },
    ...(source === 2
      ? {}
      : {
          detail: {
            id: networkId,
            name,
            country: { id: country.id, name: country.name, country_code: country.code, mcc: country.mcc, iso_code: country.iso },
            mnc: [{ mnc }],
            ...(volume === undefined ? {} : { volume: { tx: sent, rx: received, total: volume } }),
            ...(kind === 'exhausted' ? { data_service_failure_cause: 'QUOTA_EXHAUSTED' } : {}),
          },
        }),
  };
}
