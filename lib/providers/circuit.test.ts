import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { readCallFigures, writeCallCounts } from '@/lib/providers/call-counts';
import { observedMethods } from '@/lib/providers/observed-methods';
import { ProviderError, type ProviderErrorCode } from '@/lib/providers/provider-error';

const LINES = { ask: { priority: 'customer' }, purchase: { priority: 'order' }, list: { priority: 'background', isStream: true } } as const;

/** A provider that answers as `fate` says, and counts what reached it. */
function provider(id: string = randomUUID()) {
  const state = { fate: null as ProviderErrorCode | null, reached: 0 };
  const answer = async () => {
    state.reached += 1;
    if (state.fate) throw new ProviderError(state.fate, id);
    return 'answer';
  };
  const target = {
    ask: answer,
    purchase: answer,
    async *list() {
      yield await answer();
    },
  };
  return { id, state, observed: observedMethods(id, target, LINES) };
}
const times = async (count: number, call: () => Promise<unknown>) => {
  for (let n = 0; n < count; n += 1) await call().catch(() => undefined);
};
const drain = async (items: AsyncIterable<unknown>) => {
  for await (const _item of items);
};
/** As if the time it is left alone had passed. */
const elapse = (id: string) => rows(pool(), `UPDATE "ProviderState" SET "circuitOpenUntil" = now() - interval '1 second' WHERE "providerId" = $1`, [id]);
const stateOf = async (id: string) =>
  (await rows<{ seconds: number | null; opens: number }>(pool(), `SELECT extract(epoch FROM "circuitOpenUntil" - now())::float AS seconds, "circuitOpens" AS opens FROM "ProviderState" WHERE "providerId" = $1`, [id]))[0];

test.each<ProviderErrorCode>(['unavailable', 'unauthorized', 'outcome-unknown', 'bad-response'])('ten answers of %s: it is left alone, and nothing leaves any more', async (code) => {
  const { observed, state } = provider();
  state.fate = code;
  await times(10, observed.ask);
  await expect(observed.ask()).rejects.toMatchObject({ code: 'unavailable', provider: { retryAfterMs: expect.any(Number) } });
  expect(state.reached).toBe(10);
});

test.each<ProviderErrorCode>(['rejected', 'rate-limited', 'out-of-funds'])('%s says nothing against the provider', async (code) => {
  const { observed, state } = provider();
  state.fate = code;
  await times(15, observed.ask);
  expect(state.reached).toBe(15);
});

test('a few failures among many answers change nothing', async () => {
  const { observed, state } = provider();
  await times(12, observed.ask);
  state.fate = 'unavailable';
  await times(8, observed.ask);
  state.fate = null;
  await expect(observed.ask()).resolves.toBe('answer');
});

test('a stream is refused too before it begins', async () => {
  const { observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, () => drain(observed.list()));
  await expect(drain(observed.list())).rejects.toMatchObject({ code: 'unavailable' });
  expect(state.reached).toBe(10);
});

test('after the time one call of many may try; its failure leaves it alone for twice as long', async () => {
  const { id, observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, observed.ask);
  expect((await stateOf(id))?.seconds).toBeGreaterThan(20);
  await elapse(id);
  await Promise.all(Array.from({ length: 8 }, () => observed.ask().catch(() => undefined)));
  expect(state.reached).toBe(11);
  const after = await stateOf(id);
  expect(after?.opens).toBe(2);
  expect(after?.seconds).toBeGreaterThan(50);
});

test('what spends money is never the one that tries', async () => {
  const { id, observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, observed.ask);
  await elapse(id);
  state.fate = null;
  await expect(observed.purchase()).rejects.toMatchObject({ code: 'unavailable', provider: { retryAfterMs: expect.any(Number) } });
  expect(state.reached).toBe(10);
  await observed.ask();
  await expect(observed.purchase()).resolves.toBe('answer');
});

test('one good answer puts everything back', async () => {
  const { id, observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, observed.ask);
  await elapse(id);
  state.fate = null;
  await expect(observed.ask()).resolves.toBe('answer');
  expect(await stateOf(id)).toMatchObject({ seconds: null, opens: 0 });
  await expect(observed.ask()).resolves.toBe('answer');
});

test('figures add up over processes and operations', async () => {
  const { id, observed, state } = provider();
  await times(3, observed.ask);
  state.fate = 'unavailable';
  await times(2, observed.ask);
  await writeCallCounts();
  expect(await readCallFigures(id, 5)).toMatchObject([{ operation: 'ask', calls: 5, failures: 2 }]);
});
