import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { readCallFigures, writeCallCounts } from '@/lib/providers/call-counts';
import { forgetCircuits } from '@/lib/providers/circuit';
import { observedMethods } from '@/lib/providers/observed-methods';
import { ProviderError, type ProviderErrorCode } from '@/lib/providers/provider-error';
import { holdTurns, takeTurn } from '@/lib/providers/take-turn';
import { soon } from '@/tests/soon';

const LINES = { ask: { priority: 'customer' }, askSlowly: { priority: 'customer' }, purchase: { priority: 'order' }, list: { priority: 'background', isStream: true } } as const;

/** A provider that answers as `fate` says, and counts what reached it. */
function provider(id: string = randomUUID()) {
  const state = { fate: null as ProviderErrorCode | null, reached: 0, ownTrouble: null as Error | null };
  const answer = async () => {
    if (state.ownTrouble) throw state.ownTrouble;
    state.reached += 1;
    if (state.fate) throw new ProviderError(state.fate, id);
    return 'answer';
  };
  const target = {
    ask: answer,
    /** Answered well, but only when it is told to be. */
    askSlowly: (until: Promise<unknown>) => until,
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
/** An answer that comes when the test says so. */
function later() {
  const ends = { end: () => {}, fail: (_error: Error) => {} };
  const answer = new Promise<string>((resolve, reject) => Object.assign(ends, { end: () => resolve('late'), fail: reject }));
  return { answer, ...ends };
}
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

/** What our own line says when it is held: thrown for real, before anything leaves. */
async function heldLine(providerId: string): Promise<Error> {
  const limit = { providerId, account: randomUUID(), perSecond: 1 };
  await holdTurns(limit, 60_000);
  return takeTurn({ ...limit, priority: 'customer' }).then(() => new Error('not held'), (error: Error) => error);
}

const OWN: [what: string, trouble: (id: string) => Promise<Error>][] = [
  ['a line of our own', heldLine], ['an error of our own', async () => new Error('connection terminated')],
  ['a request we refuse ourselves', async (id) => new ProviderError('rejected', id, { notAsked: true })],
];

test.each(OWN)('one that may try and is kept back by %s closes nothing, lengthens nothing, and lets the next one try at once', async (_what, trouble) => {
  const { id, observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, observed.ask);
  await elapse(id);
  await observed.ask().catch(() => undefined);
  const before = await stateOf(id);
  await elapse(id);
  state.ownTrouble = await trouble(id);
  await expect(observed.ask()).rejects.toBe(state.ownTrouble);
  const after = await stateOf(id);
  expect(after?.opens).toBe(before?.opens);
  expect(after?.seconds).toBeLessThanOrEqual(0);
  state.ownTrouble = null;
  state.fate = null;
  await expect(observed.ask()).resolves.toBe('answer');
  expect(await stateOf(id)).toMatchObject({ seconds: null, opens: 0 });
});

test.each(OWN)('%s is no call: it neither opens nor hides that the provider fails', async (_what, trouble) => {
  const { id, observed, state } = provider();
  const own = await trouble(id);
  state.ownTrouble = own;
  await times(15, observed.ask);
  state.ownTrouble = null;
  await writeCallCounts();
  expect(await readCallFigures(id, 5)).toEqual([]);
  state.fate = 'unavailable';
  await times(10, observed.ask);
  await expect(observed.ask()).rejects.toMatchObject({ code: 'unavailable', provider: { retryAfterMs: expect.any(Number) } });
  expect(state.reached).toBe(10);
});

test.each<ProviderErrorCode>(['rejected', 'rate-limited', 'out-of-funds'])('a %s that really came is an answer: it closes', async (code) => {
  const { id, observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, observed.ask);
  await elapse(id);
  state.fate = code;
  await observed.ask().catch(() => undefined);
  expect(await stateOf(id)).toMatchObject({ seconds: null, opens: 0 });
});

test('what left before it opened and is answered afterwards is kept, and closes nothing', async () => {
  const { id, observed, state } = provider();
  const early = later();
  const slow = observed.askSlowly(early.answer);
  await times(1, observed.ask);
  state.fate = 'unavailable';
  await times(10, observed.ask);
  early.end();
  await expect(slow).resolves.toBe('late');
  expect((await stateOf(id))?.seconds).toBeGreaterThan(20);
  await expect(observed.ask()).rejects.toMatchObject({ code: 'unavailable', provider: { retryAfterMs: expect.any(Number) } });
});

test.each(['is answered', 'fails'] as const)('one that tries, and %s only after another had tried and failed, changes nothing of the later opening', async (ending) => {
  const { id, observed, state } = provider();
  state.fate = 'unavailable';
  await times(10, observed.ask);
  await elapse(id);
  const first = later();
  const slow = observed.askSlowly(first.answer);
  await soon(async () => expect((await stateOf(id))?.seconds).toBeGreaterThan(0));
  await elapse(id);
  forgetCircuits();
  await observed.ask().catch(() => undefined);
  expect(await stateOf(id)).toMatchObject({ opens: 2 });
  if (ending === 'is answered') first.end();
  else first.fail(new ProviderError('unavailable', id));
  await slow.catch(() => undefined);
  const after = await stateOf(id);
  expect(after?.opens).toBe(2);
  expect(after?.seconds).toBeGreaterThan(50);
  expect(after?.seconds).toBeLessThan(61);
});

test('figures add up over processes and operations', async () => {
  const { id, observed, state } = provider();
  await times(3, observed.ask);
  state.fate = 'unavailable';
  await times(2, observed.ask);
  await writeCallCounts();
  expect(await readCallFigures(id, 5)).toMatchObject([{ operation: 'ask', calls: 5, failures: 2 }]);
});
