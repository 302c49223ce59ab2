import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { keepBalance, mayBeReplaced, noteOutOfFunds, readOffSale } from '@/lib/providers/sale-state';

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const reasonOf = async (id: string) => (await readOffSale()).get(id) ?? null;

test('a provider nobody has heard of is on sale, and may not be replaced', async () => {
  const id = randomUUID();
  expect(await reasonOf(id)).toBeNull();
  expect(await mayBeReplaced(id)).toBe(false);
});

test('an empty balance takes it off sale, a filled one puts it back', async () => {
  const id = randomUUID();
  await keepBalance(id, usd(0));
  expect(await reasonOf(id)).toBe('out-of-funds');
  await keepBalance(id, usd(1));
  expect(await reasonOf(id)).toBeNull();
});

test('a refusal for want of money takes it off sale until more is read than was there then', async () => {
  const id = randomUUID();
  await keepBalance(id, usd(10_000));
  await noteOutOfFunds(pool(), id);
  expect(await reasonOf(id)).toBe('out-of-funds');
  await keepBalance(id, usd(500));
  expect(await reasonOf(id)).toBe('out-of-funds');
  await keepBalance(id, usd(500));
  expect(await reasonOf(id)).toBe('out-of-funds');
  await keepBalance(id, usd(501));
  expect(await reasonOf(id)).toBeNull();
  await keepBalance(id, usd(400));
  expect(await reasonOf(id)).toBeNull();
});

test.each([new Date(Date.now() + 60_000), new Date(Date.now() - 60_000)])('one that is left alone stays off sale until a call was answered, also when it may be tried again', async (circuitOpenUntil) => {
  const id = randomUUID();
  await db().providerState.create({ data: { providerId: id, circuitOpenUntil } });
  expect(await reasonOf(id)).toBe('left-alone');
});
