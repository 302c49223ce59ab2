import { afterAll, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Reply } from '@/lib/http/scripted-server';
import { adapterAt, tried } from '@/lib/providers/airalo/scripted-airalo';
import { SAMPLES } from '@/lib/providers/airalo/scripted-samples';
import { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);

const isAddress = (value: unknown) => typeof value === 'string' && /^https?:/.test(value);

/** Every address of an answer, and a next page, lead to `trap`. */
function baited(good: object, trap: string): object {
  const bait = JSON.parse(JSON.stringify(good, (_key, value: unknown) => (isAddress(value) ? `${trap}/taken` : value))) as Record<string, unknown>;
  return 'links' in bait ? { ...bait, links: { first: `${trap}/first`, last: `${trap}/last`, prev: null, next: `${trap}/next` } } : bait;
}

test('addresses in answers are never fetched, links of pages least of all', async () => {
  const trap = await scriptedServer(() => ({ body: {} }));
  for (const { good, call } of SAMPLES) {
    const { asked } = await tried({ body: baited(good, trap.url) }, call);
    expect(asked.length).toBeGreaterThan(0);
  }
  expect(trap.requests).toEqual([]);
  await trap.stop();
}, 60_000);

test('a redirect is an answer not understood, and is never followed', async () => {
  const trap = await scriptedServer(() => ({ body: {} }));
  const away: Reply = { status: 302, headers: { location: `${trap.url}/v2/balance` }, body: '' };
  for (const { call } of SAMPLES) {
    const { value } = await tried(away, call);
    expect(value).toBeInstanceOf(ProviderError);
  }
  const server = await scriptedServer(() => away);
  await expect(adapterAt(server.url).getBalance?.()).rejects.toBeInstanceOf(ProviderError);
  expect(trap.requests).toEqual([]);
  await Promise.all([server.stop(), trap.stop()]);
}, 60_000);
