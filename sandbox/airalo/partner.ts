import { z } from 'zod';
import { eveningWorld } from '../evening-world.ts';
import { createAiralo, createAiraloState } from './index.ts';

/** For tests: a partner of the emulated Airalo, signed in. */
export const CREDENTIALS = { client_id: 'sandbox-airalo-client', client_secret: 'sandbox-airalo-secret-0123456789abcdef' };
export const JSON_ONLY = { Accept: 'application/json' };
export const DAY = 86_400_000;
export const PLAN = 'fado-mobile-7days-1gb';

const sim = z
  .object({ iccid: z.string(), lpa: z.string(), matching_id: z.string(), qrcode: z.string(), apn: z.unknown(), msisdn: z.string().nullable() })
  .loose();
const order = z.object({ id: z.int(), code: z.string(), description: z.string().nullable(), quantity: z.int(), sims: z.array(sim) }).loose();
const plan = z.object({ id: z.string(), type: z.string(), price: z.number(), is_unlimited: z.boolean() }).loose();
const operator = z
  .object({ packages: z.array(plan), info: z.array(z.string()).nullable(), plan_type: z.string(), apn_type: z.string() })
  .loose();
const packagesPage = z
  .object({
    pricing: z.object({ model: z.string(), discount_percentage: z.int() }),
    data: z.array(z.object({ slug: z.string(), country_code: z.string(), operators: z.array(operator) }).loose()),
    meta: z.object({ total: z.int(), last_page: z.int(), per_page: z.string() }).loose(),
  })
  .loose();
const list = z.object({ data: z.array(z.record(z.string(), z.unknown())), meta: z.record(z.string(), z.unknown()).optional() }).loose();
const token = z.object({ data: z.object({ access_token: z.string() }) });

export const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

export type Partner = Awaited<ReturnType<typeof createPartner>>;

export async function createPartner() {
  const world = eveningWorld();
  const airalo = createAiraloState(world);
  const app = createAiralo(world, airalo);
  const patch = (settings: Record<string, unknown>) => world.settingsStore.patch('airalo', settings);
  patch({ tokensPerMinute: 100, packagesPerMinute: 1_000, tokenTtlMs: 100 * DAY });
  const askToken = (fields: Record<string, string> = CREDENTIALS) =>
    app.request('/v2/token', { method: 'POST', body: new URLSearchParams(fields), headers: JSON_ONLY });
  const headers = { ...JSON_ONLY, Authorization: `Bearer ${token.parse(await (await askToken()).json()).data.access_token}` };
  const get = (path: string, extra: Record<string, string> = {}) => app.request(path, { headers: { ...headers, ...extra } });
  const post = (fields: Record<string, string>, path = '/v2/orders') => app.request(path, { method: 'POST', body: form(fields), headers });
  const json = (body: unknown, path: string) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body), headers: { ...headers, 'Content-Type': 'application/json' } });
  return {
    world,
    airalo,
    app,
    json,
    /** Status and body of an answer. */
    read: async (answer: Response | Promise<Response>): Promise<[number, unknown]> => [(await answer).status, await (await answer).json()],
    patch,
    askToken,
    headers,
    get,
    post,
    async buy(fields: Record<string, string> = {}) {
      const answer = z.object({ data: order }).parse(await (await post({ package_id: PLAN, quantity: '1', ...fields })).json());
      return answer.data;
    },
    packages: async (query = '') => packagesPage.parse(await (await get(`/v2/packages?limit=1000${query}`)).json()),
    list: async (path: string) => list.parse(await (await get(path)).json()),
  };
}
