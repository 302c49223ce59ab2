import type { FleetConnectivity, FleetEvent, FleetQuota, FleetSim, FleetUsageDay } from '@/lib/providers/fleet-provider';
import { pathIccid, type Account } from './account';
import { bodyOf, OnenceError, refused } from './errors';
import { isDay } from './read-date';
import { toEvent } from './to-event';
import { toConnectivity, toQuota, toSim, toUsageDays } from './to-sim';
import { connectivity, eventList, quota, simCard, simCards, usage, type WireSim } from './wire';
import { walkPages } from './walk-pages';

const SIMS_PER_PAGE = 100;
const EVENTS_PER_PAGE = 1_000;

/** Reads `/v2/sims<path>`, or `/v1/sims<path>` where this account lacks the call. */
const readSims = ({ client, versions }: Account, route: string, path: string) =>
  versions.ask(`GET /sims${route}`, (version) => client.send({ method: 'GET', path: `/${version}/sims${path}`, asked: 'read', priority: route === '' ? 'background' : 'customer' }));

export function listSims(account: Account): AsyncIterable<FleetSim> {
  return walkPages({
    pageSize: SIMS_PER_PAGE,
    keyOf: ({ iccid }) => iccid,
    ask: async (page) => {
      const answer = await readSims(account, '', `?page=${page}&pageSize=${SIMS_PER_PAGE}`);
      return { answer, items: bodyOf(answer, simCards).map(toSim) };
    },
  });
}

/** Verbatim, for whoever must send it back. */
export async function readCard(account: Account, iccid: string): Promise<WireSim> {
  return bodyOf(await readSims(account, '/{iccid}', `/${pathIccid(iccid)}`), simCard);
}

export async function readSim(account: Account, iccid: string): Promise<FleetSim> {
  return toSim(await readCard(account, iccid));
}

export async function readConnectivity(account: Account, iccid: string): Promise<FleetConnectivity> {
  const answer = await readSims(account, '/{iccid}/status', `/${pathIccid(iccid)}/status`);
  return toConnectivity(bodyOf(answer, connectivity));
}

/** 404 = no quota yet (§7.6). */
export async function readQuota(account: Account, iccid: string, service: 'data' | 'text'): Promise<FleetQuota | null> {
  const name = service === 'data' ? 'data' : 'sms';
  try {
    const answer = await readSims(account, `/{iccid}/quota/${name}`, `/${pathIccid(iccid)}/quota/${name}`);
    return toQuota(bodyOf(answer, quota));
  } catch (error) {
    if (error instanceof OnenceError && error.status === 404) return null;
    throw error;
  }
}

export async function listUsage(account: Account, iccid: string, days: { from: string; to: string }): Promise<FleetUsageDay[]> {
  if (!isDay(days.from) || !isDay(days.to) || days.from > days.to) throw refused('not a range of days');
  const query = new URLSearchParams({ start_dt: days.from, end_dt: days.to });
  const answer = await readSims(account, '/{iccid}/usage', `/${pathIccid(iccid)}/usage?${query}`);
  return toUsageDays(bodyOf(answer, usage)).filter(({ date }) => date >= days.from && date <= days.to);
}

/** Two shapes of list and of event; one that cannot be read is left out (§7.7, §8.3). */
export async function* listEvents(account: Account, iccid: string): AsyncGenerator<FleetEvent> {
  const own = pathIccid(iccid);
  const events = walkPages<unknown>({
    pageSize: EVENTS_PER_PAGE,
    keyOf: (event) => JSON.stringify(event),
    ask: async (page) => {
      const answer = await readSims(account, '/{iccid}/events', `/${own}/events?page=${page}&pageSize=${EVENTS_PER_PAGE}`);
      return { answer, items: bodyOf(answer, eventList) };
    },
  });
  for await (const raw of events) {
    const event = toEvent(raw, own);
    if (event) yield event;
  }
}
