import type { FleetCell, FleetConnectivity, FleetEvent, FleetQuota, FleetSim, FleetUsageDay } from '@/lib/providers/fleet-provider';
import { pathIccid, type Account } from './account';
import { bodyOf, OnenceError, refused } from './errors';
import { isDay } from './read-date';
import { toEvent } from './to-event';
import { toCell } from './to-cell';
import { toConnectivity, toQuota, toSim, toUsageDays } from './to-sim';
import { connectivity, connectivityInfo, eventList, quota, simCard, usage, type WireSim } from './wire';
import { walkPages } from './walk-pages';

const EVENTS_PER_PAGE = 1_000;

/** Reads `/v2/sims/<iccid><path>`, or `/v1/…` where this account or SIM has the call there. */
const readSimPart = ({ client, versions }: Account, iccid: string, { route, query = '' }: { route: string; query?: string }) => {
  const own = pathIccid(iccid);
  return versions.ask({ route: `GET /sims/{iccid}${route}`, iccid: own }, (version) => client.send({ method: 'GET', path: `/${version}/sims/${own}${route}${query}`, asked: 'read' }));
};

/** Verbatim, for whoever must send it back. */
export async function readCard(account: Account, iccid: string): Promise<WireSim> {
  return bodyOf(await readSimPart(account, iccid, { route: '' }), simCard);
}

export async function readSim(account: Account, iccid: string): Promise<FleetSim> {
  return toSim(await readCard(account, iccid));
}

export async function readConnectivity(account: Account, iccid: string): Promise<FleetConnectivity> {
  const answer = await readSimPart(account, iccid, { route: '/status' });
  return toConnectivity(bodyOf(answer, connectivity));
}

/** A call of v1, until v2 gets it; asks the network, which answers on 2G and 3G only (§7, §8). */
export async function readCell({ client, versions }: Account, iccid: string): Promise<FleetCell | null> {
  const own = pathIccid(iccid);
  const answer = await versions.ask({ route: 'GET /sims/{iccid}/connectivity_info', iccid: own, usual: 'v1' }, (version) =>
    client.send({ method: 'GET', path: `/${version}/sims/${own}/connectivity_info?subscriber=true&ussd=false`, asked: 'read' }));
  return toCell(bodyOf(answer, connectivityInfo));
}

/** 404 = no quota yet (§7.6). */
export async function readQuota(account: Account, iccid: string, service: 'data' | 'text'): Promise<FleetQuota | null> {
  try {
    const answer = await readSimPart(account, iccid, { route: service === 'data' ? '/quota/data' : '/quota/sms' });
    return toQuota(bodyOf(answer, quota));
  } catch (error) {
    if (error instanceof OnenceError && error.status === 404) return null;
    throw error;
  }
}

export async function listUsage(account: Account, iccid: string, days: { from: string; to: string }): Promise<FleetUsageDay[]> {
  if (!isDay(days.from) || !isDay(days.to) || days.from > days.to) throw refused('not a range of days');
  const query = new URLSearchParams({ start_dt: days.from, end_dt: days.to });
  const answer = await readSimPart(account, iccid, { route: '/usage', query: `?${query}` });
  return toUsageDays(bodyOf(answer, usage)).filter(({ date }) => date >= days.from && date <= days.to);
}

/** Two shapes of list and of event; one that cannot be read is left out (§7.7, §8.3). */
export async function* listEvents(account: Account, iccid: string): AsyncGenerator<FleetEvent> {
  const own = pathIccid(iccid);
  const events = walkPages<unknown>({
    pageSize: EVENTS_PER_PAGE,
    keyOf: (event) => JSON.stringify(event),
    ask: async (page) => {
      const answer = await readSimPart(account, own, { route: '/events', query: `?page=${page}&pageSize=${EVENTS_PER_PAGE}` });
      const items = bodyOf(answer, eventList);
      return { answer, items, count: items.length };
    },
  });
  for await (const raw of events) {
    const event = toEvent(raw, own);
    if (event) yield event;
  }
}
