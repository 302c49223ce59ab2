import type { Account } from './account.ts';
import { iso, spaceStamp } from './answers.ts';
import type { SimEvent } from './event-kinds.ts';
import { wireEvent } from './events.ts';
import { imsiOf, msisdnOf } from './fleet.ts';
import type { Line, Service } from './line.ts';
import { networkEvents } from './network-events.ts';
import { networkOf } from './networks.ts';

export interface Span {
  from: number;
  to: number;
}

/** Usage records of all SIMs whose sessions ended in between, one after the other: the fleet is never held at once (§12). */
export function* usageRecords(account: Account, span: Span): Generator<object> {
  const { settings } = account;
  const session = settings.streamSessionMs;
  for (const line of account.lines()) {
    if (line.card.activatedAt === null) continue;
    const offset = (line.card.index * 7_919_000) % session;
    const first = Math.floor((span.from - offset) / session);
    const last = Math.floor((span.to - offset) / session);
    const step = Math.max(1, Math.ceil((last - first) / settings.streamRecordsPerSim));
    for (let number = first; number < last; number += step) {
      const end = Math.min(last, number + step);
      const times = { from: offset + number * session, to: offset + end * session };
      for (const service of ['data', 'sms'] as const) {
        const record = usageRecord(account, line, { service, times, number: end });
        if (record) yield record;
      }
    }
  }
}

/** The id follows from SIM and session, so that what is sent again can be known again. */
function usageRecord(account: Account, line: Line, { service, times, number }: { service: Service; times: Span; number: number }): object | null {
  const { settings } = account;
  const volume = Math.round((account.usedIn(line, service, times.to) - account.usedIn(line, service, times.from)) * 1_000_000);
  if (volume <= 0) return null;
  const { index, iccid, activatedAt } = line.card;
  const { id, name, mnc, country } = networkOf(index);
  const received = service === 'data' ? Math.floor(volume * 0.7) : 0;
  const stamp = settings.streamTimes === 'iso' ? iso : spaceStamp;
  return {
    id: (number * 200_000 + index) * 2 + (service === 'data' ? 0 : 1),
    start_timestamp: stamp(times.from),
    end_timestamp: stamp(times.to),
    cost: 0,
    organisation: { id: 2, name: 'Sandbox Org' },
    endpoint: { id: index + 1, name: line.label },
    sim: { id: 100 + index, iccid, msisdn: msisdnOf(index), production_date: spaceStamp((activatedAt ?? 0) - 60 * 86_400_000) },
    imsi: imsiOf(index),
    imsi_id: 600 + index,
    operator: { id, name, mnc, country: { id: country.id, mcc: country.mcc, name: country.name } },
    tariff: { id: 34, name: 'Lifetime', ratezone: { id: 70, name: 'Zone 1' } },
    traffic_type: service === 'data' ? { id: 5, description: 'Data' } : { id: 6, description: 'SMS' },
    currency: { id: 1, symbol: '€', code: 'EUR' },
    volume: { rx: received / 1_000_000, tx: (volume - received) / 1_000_000, total: volume / 1_000_000 },
  };
}

export interface QueuedEvent {
  line: Line;
  event: SimEvent;
}

export const eventRecord = ({ line, event }: QueuedEvent): object => wireEvent(line, event);

export function* eventRecords(account: Account, span: Span): Generator<object> {
  for (const line of account.lines()) {
    for (const event of networkEvents(account, line, span)) yield eventRecord({ line, event });
  }
}
