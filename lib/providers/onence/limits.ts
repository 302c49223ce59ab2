import type { FleetLimits } from '@/lib/providers/fleet-provider';
import type { Account } from './account';
import { bodyOf, OnenceError } from './errors';
import type { Version } from './versions';
import { limits as limitsSchema, selectableLimits, type WireLimit } from './wire';

type Service = keyof FleetLimits;

/** smsMT ends at the SIM, smsMO begins there (§7.5). */
const NAMES = {
  data: { read: 'data', path: 'data', id: 'dataLimitId' },
  textReceived: { read: 'smsMt', path: 'smsMT', id: 'smsMtLimitId' },
  textSent: { read: 'smsMo', path: 'smsMO', id: 'smsMoLimitId' },
} as const satisfies Record<Service, { read: string; path: string; id: string }>;
const SERVICES = ['data', 'textReceived', 'textSent'] as const;

/** Calls of v1, until v2 gets them (§8, §18). */
const read = ({ client, versions }: Account, route: string) =>
  versions.ask({ route: `GET /sims${route}`, usual: 'v1' }, (version: Version) => client.send({ method: 'GET', path: `/${version}/sims${route}`, asked: 'read' }));

const toLimit = (limit: WireLimit | null): FleetLimits[Service] => ({ limitId: limit?.id ?? null, volume: limit?.limit ?? null });

/** Caps a month of the whole account; there are none of one SIM (§7, §7.9). */
export async function readLimits(account: Account): Promise<FleetLimits> {
  const found = bodyOf(await read(account, '/limits'), limitsSchema);
  return { data: toLimit(found.data), textReceived: toLimit(found.smsMt), textSent: toLimit(found.smsMo) };
}

/** A list, as the prose says, or one object, as the schema says (§7.9); what has no id cannot be chosen. */
export async function listSelectableLimits(account: Account, service: Service): Promise<{ limitId: number; volume: number | null }[]> {
  const choices = bodyOf(await read(account, `/${NAMES[service].path}/limits`), selectableLimits);
  return choices.flatMap(({ id, limit }) => (id === null ? [] : [{ limitId: id, volume: limit }]));
}

/** What an omitted id does is not said, so those not named are sent as they are; sent once. */
export async function setLimits(account: Account, limitIds: Partial<Record<Service, number>>): Promise<void> {
  if (SERVICES.every((service) => limitIds[service] === undefined)) return;
  const present = await readLimits(account);
  const body = Object.fromEntries(SERVICES.map((service) => [NAMES[service].id, limitIds[service] ?? present[service].limitId]));
  if (Object.values(body).includes(null)) throw new OnenceError('bad-response', null, { message: 'onence: the present limits are not stated, so none was changed' });
  await account.versions.ask({ route: 'POST /sims/limits', usual: 'v1' }, (version) => account.client.send({ method: 'POST', path: `/${version}/sims/limits`, asked: 'send', body }));
}
