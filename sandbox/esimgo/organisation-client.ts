import { z } from 'zod';
import { eveningWorld } from '../evening-world.ts';
import { raiseAlerts } from './alerts.ts';
import { findEsim } from './idle.ts';
import { createEsimGo, createEsimGoState } from './index.ts';
import { moveTo, setMsisdn, setProfile } from './move-esim.ts';
import type { Version } from './state.ts';
import { useData } from './use.ts';

export const BUNDLE = 'esim_1GB_7D_PT_V2';

const install = z.object({ iccid: z.string(), matchingId: z.string(), smdpAddress: z.string() });
const order = z
  .object({
    order: z.array(z.object({ item: z.string(), quantity: z.int(), esims: z.array(install).optional(), iccids: z.array(z.string()).optional() }).loose()),
    total: z.number(),
    currency: z.string(),
    status: z.string(),
    orderReference: z.string(),
    createdDate: z.string(),
  })
  .loose();

const bundlesOn = z.object({
  bundles: z.array(
    z.object({
      name: z.string(),
      assignments: z.array(z.object({ id: z.string(), assignmentReference: z.string(), bundleState: z.string(), initialQuantity: z.int(), remainingQuantity: z.int(), startTime: z.string().optional(), endTime: z.string().optional() })),
    }),
  ),
});

/** For tests: an organisation with a key to the emulated eSIM Go. */
export function createOrganisation(version: Version = '2.4') {
  const world = eveningWorld();
  const esimgo = createEsimGoState(world);
  const app = createEsimGo(world, esimgo);
  const patch = (settings: Record<string, unknown>) => world.settingsStore.patch('esimgo', settings);
  patch({ ratePerSecond: 1_000 });
  const headers = { 'X-API-Key': 'sandbox-esimgo-key-0123456789abcdef' };
  const base = `/v${version}`;
  const get = (path: string, extra: Record<string, string> = {}) => app.request(base + path, { headers: { ...headers, ...extra } });
  const send = (method: string, path: string, body?: unknown) =>
    app.request(base + path, { method, headers, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
  const esimOf = (iccid: string) => {
    const esim = findEsim(iccid, esimgo);
    if (!esim) throw new Error(`no eSIM ${iccid}`);
    return esim;
  };
  const ask = (item: Record<string, unknown> = {}, type = 'transaction') =>
    send('POST', '/orders', { type, assign: true, order: [{ type: 'bundle', quantity: 1, item: BUNDLE, allowReassign: false, ...item }] });
  return {
    world,
    app,
    esimgo,
    /** The traveller uses so much on an eSIM, and eSIM Go tells about it. */
    use: async (iccid: string, megabytes: number) => {
      useData(esimOf(iccid), megabytes, esimgo);
      raiseAlerts(esimgo);
      await esimgo.callbacks.settled();
    },
    bundles: async (iccid: string) => bundlesOn.parse(await (await get(`/esims/${iccid}/bundles?includeUsed=true&limit=200`)).json()).bundles.flatMap(({ name, assignments }) => assignments.map((assignment) => ({ name, ...assignment }))).toSorted((a, b) => a.id.localeCompare(b.id)),
    move: (iccid: string, country: string) => moveTo(country, esimOf(iccid), esimgo),
    number: (iccid: string, msisdn: string | null) => setMsisdn(msisdn, esimOf(iccid), esimgo),
    profile: (iccid: string, status: string | null) => setProfile(status, esimOf(iccid), esimgo),
    patch,
    get,
    send,
    /** Status and JSON of any call. */
    call: async (method: string, path: string, body?: unknown): Promise<[number, unknown]> => {
      const answer = await send(method, path, body);
      return [answer.status, await answer.json()];
    },
    ask,
    json: async (path: string, extra: Record<string, string> = {}): Promise<unknown> => (await get(path, { Accept: 'application/json', ...extra })).json(),
    buy: async (item: Record<string, unknown> = {}) => order.parse(await (await ask(item)).json()),
    orders: async (query = '') => z.object({ orders: z.array(order) }).parse(await (await get(`/orders?${query}`)).json()).orders,
  };
}

export type Organisation = ReturnType<typeof createOrganisation>;
