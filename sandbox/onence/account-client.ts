import { eveningWorld } from '../evening-world.ts';
import { listen } from '../listen.ts';
import { createOnence } from './index.ts';

const CLIENT = 'sandbox-onence-client:sandbox-onence-secret-0123456789abcdef';

export const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

/** ICCID by its number from 1; the last digits say what a SIM shows (README: 1NCE). */
export const sim = (number: number) => `8988228${String(number).padStart(12, '0')}`;
export const [HEALTHY, LOW, EXHAUSTED, STOCK, SUSPENDED, EXPIRED] = [sim(1), sim(46), sim(47), sim(48), sim(49), sim(50)];
export const FOREIGN = '8988228999999999999';

export type Account = Awaited<ReturnType<typeof openAccount>>;

/** For tests: a client of the emulated 1NCE, over real HTTP. */
export async function openAccount() {
  const world = eveningWorld();
  const { app, account, streamer } = createOnence(world);
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${server.port}/management-api`;
  const patch = (settings: Record<string, unknown>) => world.settingsStore.patch('onence', settings);
  patch({ simsPerSecond: 1_000 });
  const token = (init: RequestInit = {}) =>
    fetch(`${base}/oauth/token`, {
      method: 'POST',
      headers: { Authorization: basic(CLIENT), 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials' }),
      ...init,
    });
  const signIn = async () => {
    const { access_token } = (await (await token()).json()) as { access_token: string };
    bearer = access_token;
    return access_token;
  };
  let bearer = '';
  await signIn();
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    world, account, streamer, patch, token, signIn, send, base,
    get: (path: string) => send('GET', path),
    /** Lets time pass; tokens do not survive it. */
    async advance(ms: number) {
      world.advance(ms);
      await signIn();
    },
    /** Status, and the body as JSON where there is one. */
    async ask(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
      const response = await send(method, path, body);
      const text = await response.text();
      return [response.status, text === '' ? '' : JSON.parse(text)];
    },
    json: async <Shape>(path: string): Promise<Shape> => (await send('GET', path)).json() as Promise<Shape>,
    async stop() {
      account.timers.clear();
      await server.stop();
    },
  };
}
