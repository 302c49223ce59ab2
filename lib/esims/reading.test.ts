import { expect, test } from 'vitest';
import { z } from 'zod';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { outdateReadings, readThrough, type Kind } from '@/lib/esims/reading';
import { given } from '@/tests/given';

const schema = z.object({ left: z.number() });
const MINUTE_MS = 60_000;

const look = (esimId: string, call: () => Promise<{ left: number }>, { kind = 'usage' as Kind, maxAgeMs = 20 * MINUTE_MS } = {}) => readThrough({ esimId, kind, schema, maxAgeMs }, call);
/** Counts how often it was asked; answers when told to. */
function source() {
  const state = { asked: 0, left: 10, fails: false };
  const ask = async () => {
    state.asked += 1;
    if (state.fails) throw new Error('no answer');
    return { left: state.left };
  };
  return { state, ask };
}
const age = (esimId: string, minutes: number) => rows(pool(), `UPDATE "EsimReading" SET "readAt" = now() - make_interval(mins => $2::int) WHERE "esimId" = $1::uuid`, [esimId, minutes]);
const rest = (esimId: string) => rows(pool(), `UPDATE "EsimReading" SET "lookingUntil" = NULL WHERE "esimId" = $1::uuid`, [esimId]);

test('a hundred who look at once cause one question', async () => {
  const { id } = await given.esim();
  const { state, ask } = source();
  const seen = await Promise.all(Array.from({ length: 100 }, () => look(id, ask)));
  expect(state.asked).toBe(1);
  expect(new Set(seen.map((reading) => reading?.value.left))).toEqual(new Set([10]));
  await look(id, ask);
  expect(state.asked).toBe(1);
});

test('processes that look at once wait for the one that asks', async () => {
  const { id } = await given.esim();
  const other = source();
  // Another process is asking: it holds the claim, and answers a moment later.
  await rows(pool(), `INSERT INTO "EsimReading" ("esimId", kind, "lookingUntil") VALUES ($1::uuid, 'usage', now() + interval '30 seconds')`, [id]);
  const waiting = look(id, other.ask);
  const theirs = await given.reading(id, 'usage', { left: 7 });
  expect(theirs).toBe(true);
  expect(await waiting).toMatchObject({ value: { left: 7 }, isStale: false });
  expect(other.state.asked).toBe(0);
});

test('an old figure is asked for again', async () => {
  const { id } = await given.esim();
  const { state, ask } = source();
  await look(id, ask);
  await age(id, 21);
  state.left = 5;
  expect(await look(id, ask)).toMatchObject({ value: { left: 5 }, isStale: false });
  expect(state.asked).toBe(2);
});

test('when the provider does not answer, the last figure is shown as old, and it is left in peace for a moment', async () => {
  const { id } = await given.esim();
  const { state, ask } = source();
  await look(id, ask);
  await age(id, 60);
  state.fails = true;
  expect(await look(id, ask)).toMatchObject({ value: { left: 10 }, isStale: true });
  await look(id, ask);
  expect(state.asked).toBe(2);
  await rest(id);
  state.fails = false;
  expect(await look(id, ask)).toMatchObject({ isStale: false });
});

test('when it never answered there is nothing, rather than a zero', async () => {
  const { id } = await given.esim();
  const { state, ask } = source();
  state.fails = true;
  expect(await look(id, ask)).toBeNull();
});

test('what happened to the eSIM makes its figures old at once, and only those named', async () => {
  const { id } = await given.esim();
  const usage = source();
  const steps = source();
  await look(id, usage.ask);
  await look(id, steps.ask, { kind: 'steps:en' });
  await outdateReadings(pool(), id, ['usage', 'top-ups']);
  await look(id, usage.ask);
  await look(id, steps.ask, { kind: 'steps:en' });
  expect([usage.state.asked, steps.state.asked]).toEqual([2, 1]);
});

test('answers are kept sealed, and bound to their eSIM and kind', async () => {
  const { id } = await given.esim();
  const other = await given.esim();
  await look(id, source().ask);
  const [row] = await db().esimReading.findMany({ where: { esimId: id } });
  expect(row?.sealedValue).toMatch(/^v1\./);
  expect(row?.sealedValue).not.toContain('left');
  await db().esimReading.create({ data: { esimId: other.id, kind: 'usage', sealedValue: row?.sealedValue ?? '', readAt: new Date() } });
  const asked = source();
  await look(other.id, asked.ask, { maxAgeMs: 0 });
  expect(asked.state.asked).toBe(1);
  expect(await look(id, asked.ask)).toMatchObject({ value: { left: 10 } });
});

test('a kept answer of an earlier version that no longer fits is asked for again', async () => {
  const { id } = await given.esim();
  await given.reading(id, 'usage', { remaining: 'text' });
  const { state, ask } = source();
  expect(await look(id, ask, { maxAgeMs: 0 })).toMatchObject({ value: { left: 10 } });
  expect(state.asked).toBe(1);
});
