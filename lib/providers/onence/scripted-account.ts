import { randomUUID } from 'node:crypto';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { createOnenceAdapter } from './adapter';
import type { OnenceConfig } from './env';

export const ICCID = '8988228000000000001';
export const OTHER_ICCID = '8988228000000000002';

export const notFoundInV2: Reply = { status: 404, body: { error_code: 1000, error_token: 'NotFound', message: 'Element not found' } };
export const noSuchCall: Reply = { status: 404 };

const tokenReply: Reply = { body: { status_code: 200, access_token: 'first-access-token', token_type: 'bearer', expires_in: 3600, userId: 'user', scope: 'all' } };

/** For tests: 1NCE as `script` says, with an adapter of its own account; the token call is answered unless `token` does. */
export async function scriptedAccount(script: (received: Received, index: number) => Reply | Promise<Reply>, options: { config?: Partial<OnenceConfig>; token?: (received: Received) => Reply } = {}) {
  let calls = 0;
  const server = await scriptedServer((received) =>
    received.path.endsWith('/oauth/token') ? (options.token?.(received) ?? tokenReply) : script(received, (calls += 1)));
  const config: OnenceConfig = { clientId: randomUUID(), clientSecret: 's3cret', apiUrl: `${server.url}/management-api`, stream: { user: 'stream', password: 'p:ss' }, simsPerSecond: 1_000, ordersPerFiveMinutes: 300_000, ...options.config };
  const asked = () => server.requests.filter(({ path }) => !path.endsWith('/oauth/token')).map(({ method, path }) => `${method} ${path.replace('/management-api', '')}`);
  return { fleet: createOnenceAdapter(config), config, server, asked, stop: server.stop };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
