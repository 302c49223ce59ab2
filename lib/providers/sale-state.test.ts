import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { noteOrderHold } from '@/lib/providers/order-hold';
import { ProviderError } from '@/lib/providers/provider-error';
import { listProviders } from '@/lib/providers/registry';
import { keepBalance, mayBeReplaced, noteOutOfFunds, readOffSale } from '@/lib/providers/sale-state';
import { holdTurns } from '@/lib/providers/take-turn';

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

test('one that asks orders to stay away for more than five minutes is off sale until less is left, or an order was taken', async () => {
  const id = randomUUID();
  const purchase = { providerId: id, name: 'purchase' };
  const away = (retryAfterMs: number) => noteOrderHold(purchase, new ProviderError('rate-limited', id, { retryAfterMs, message: 'no' }));
  await away(86_400_000);
  expect(await reasonOf(id)).toBe('held');
  await away(240_000);
  expect(await reasonOf(id)).toBeNull();
  await away(3_600_000);
  expect(await reasonOf(id)).toBe('held');
  await noteOrderHold({ providerId: id, name: 'readUsage' }, undefined);
  await noteOrderHold(purchase, new ProviderError('unavailable', id, { retryAfterMs: 1, message: 'no' }));
  expect(await reasonOf(id)).toBe('held');
  await noteOrderHold(purchase, undefined);
  expect(await reasonOf(id)).toBeNull();
});

test('one whose line is held is off sale as long, whatever call was turned away, and looking takes no turn', async () => {
  const lines = listProviders().flatMap(({ id, limits = [] }) => limits.filter(({ purpose }) => purpose === 'everything').map(({ account, perSecond }) => ({ providerId: id, account: account ?? '', perSecond })));
  const line = lines[0] ?? { providerId: '', account: '', perSecond: 1 };
  await holdTurns(line, 240_000);
  expect(await reasonOf(line.providerId)).toBeNull();
  await holdTurns(line, 400_000);
  const before = await db().providerTurn.findUniqueOrThrow({ where: { account: line.account } });
  expect(await reasonOf(line.providerId)).toBe('held');
  expect(await db().providerTurn.findUnique({ where: { account: line.account } })).toEqual(before);
  await db().providerTurn.deleteMany();
  expect(await reasonOf(line.providerId)).toBeNull();
});
