import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { closeDb, pool } from '@/lib/db/client';
import { createTokenStore } from '@/lib/providers/token-store';

afterAll(closeDb);

const rowsOf = async () => (await pool().query<{ sealedValue: string }>('SELECT "sealedValue" FROM "SharedSecret"')).rows;

function issuer(lifetimeMs = 60_000) {
  const issued: string[] = [];
  return {
    issued,
    fetch: async () => {
      const value = `token-${issued.length + 1}-${randomUUID()}`;
      issued.push(value);
      return { value, freshUntil: Date.now() + lifetimeMs };
    },
  };
}

test('fifty callers in two processes cause one token request', async () => {
  const { issued, fetch } = issuer();
  const client = randomUUID();
  const [one, other] = [createTokenStore(client, fetch), createTokenStore(client, fetch)];
  const tokens = await Promise.all(Array.from({ length: 50 }, async (_, index) => (index % 2 === 0 ? one : other).get()));
  expect(issued).toHaveLength(1);
  expect(new Set(tokens)).toEqual(new Set(issued));
});

test('a process that starts later takes the stored token, which is sealed', async () => {
  const { issued, fetch } = issuer();
  const client = randomUUID();
  await createTokenStore(client, fetch).get();
  expect(await createTokenStore(client, fetch).get()).toBe(issued[0]);
  expect(JSON.stringify(await rowsOf())).not.toContain(issued[0]);
});

test('a rejected token is fetched anew once, for everybody', async () => {
  const { issued, fetch } = issuer();
  const client = randomUUID();
  const stores = [createTokenStore(client, fetch), createTokenStore(client, fetch)] as const;
  const old = await stores[0].get();
  await stores[1].get();
  await Promise.all(stores.map((store) => store.drop(old)));
  const renewed = await Promise.all(stores.map((store) => store.get()));
  expect(issued).toHaveLength(2);
  expect(new Set(renewed)).toEqual(new Set([issued[1]]));
});

test('dropping an old token leaves the newer one', async () => {
  const { issued, fetch } = issuer();
  const client = randomUUID();
  const store = createTokenStore(client, fetch);
  const old = await store.get();
  await store.drop(old);
  await store.get();
  await store.drop(old);
  await createTokenStore(client, fetch).get();
  expect(issued).toHaveLength(2);
});

test('an expired token is replaced', async () => {
  const { issued, fetch } = issuer(0);
  const store = createTokenStore(randomUUID(), fetch);
  await store.get();
  await store.get();
  expect(issued).toHaveLength(2);
});

test('a failed fetch fails its callers and not the next ones', async () => {
  let calls = 0;
  const store = createTokenStore(randomUUID(), async () => {
    calls += 1;
    if (calls === 1) throw new Error('down');
    return { value: 'good-token', freshUntil: Date.now() + 60_000 };
  });
  await expect(Promise.all([store.get(), store.get()])).rejects.toThrow('down');
  expect(await store.get()).toBe('good-token');
});
