import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import type { EsimGoConfig } from '@/lib/providers/esimgo/env';

export const ICCID = '8943108167000000020';
export const BUNDLE = 'esim_5GB_30D_FR_V2';
export const REFERENCE = '5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01';
export const KEY = 'key-that-opens-the-account';

/** An account that opens: whatever else is refused, the key is good. */
export const organisation = { organisations: [{ name: 'Shop', apiKey: KEY, balance: 100.5, currency: 'USD', users: [] }] };
export const accessDenied = { status: 403, body: { message: 'access denied' } } satisfies Reply;

export const assignment = {
  id: '215009266', callTypeGroup: 'data', initialQuantity: 5_000_000_000, remainingQuantity: 3_129_999_999, assignmentDateTime: '2026-02-01T10:00:02.345230123Z',
  assignmentReference: `${REFERENCE}-0`, bundleState: 'active', unlimited: false, startTime: '2026-02-03T08:31:10Z', endTime: '2026-03-05T08:31:10Z',
};
export const held = (...assignments: object[]) => ({ bundles: [{ name: BUNDLE, description: 'eSIM, 5GB, 30 Days, France, V2', assignments }] });
export const installed = { iccid: ICCID, matchingId: 'AAAAA-BBBBB', smdpAddress: 'rsp.example.io', profileStatus: 'Installed', customerRef: 'ord_1', firstInstalledDateTime: 1_770_000_000_000, pin: '0000', puk: '12345678' };

/** For tests: the adapter at this address, with a line and a key of its own. */
export const adapterAt = (url: string, config: Partial<EsimGoConfig> = {}) =>
  createEsimGoAdapter({ apiKey: randomUUID(), apiUrl: `${url}/v2.4`, ratePerSecond: 10_000, orderSpacingMs: 0, ...config });

/** For tests: eSIM Go as `script` says. Paths are told without the version. */
export async function scriptedAccount(script: (received: Received, index: number) => Reply | Promise<Reply>, options: { version?: string } = {}) {
  const version = options.version ?? 'v2.4';
  const server = await scriptedServer((received, index) => script({ ...received, path: received.path.replace(`/${version}`, '') }, index));
  const provider = adapterAt(server.url, { apiUrl: `${server.url}/${version}` });
  const asked = () => server.requests.map(({ method, path }) => `${method} ${path.replace(`/${version}`, '')}`);
  const support = provider.support ?? {};
  return { provider, support, server, asked, stop: server.stop };
}

/** Everything an error holds, however deep, its causes too. */
export const wholeOf = (error: unknown): string => inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity });

export async function collect<Item>(items: AsyncIterable<Item> | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items ?? []) all.push(item);
  return all;
}
