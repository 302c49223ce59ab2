import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { observed } from '@/lib/providers/observed-provider';
import { currentPriority } from '@/lib/providers/priority';
import type { EsimProvider } from '@/lib/providers/provider';
import type { Priority } from '@/lib/providers/take-turn';

/** A provider whose every method says in which line it stands. */
function told() {
  const asked: [string, Priority][] = [];
  const saying = new Proxy({}, { get: (_, name) => async () => void asked.push([String(name), currentPriority()]) });
  const names = { support: ['planPurchase', 'findPlannedPurchase', 'listStock'], provider: ['purchase', 'findPurchase', 'topUp', 'readEsim', 'getBalance'] };
  const methods = (of: string[]) => Object.fromEntries(of.map((name) => [name, (saying as Record<string, unknown>)[name]]));
  const provider = { id: randomUUID(), ...methods(names.provider), support: methods(names.support) } as unknown as EsimProvider;
  return { provider: observed(provider), asked };
}
const any = {} as never;

test('whatever orders stands in the line of orders, an order that is planned as well, and so does looking for it', async () => {
  const { provider, asked } = told();
  await provider.purchase(any);
  await provider.findPurchase(any, any);
  await provider.support?.planPurchase?.(any, any);
  await provider.support?.findPlannedPurchase?.(any, any);
  expect(asked).toEqual([['purchase', 'order'], ['findPurchase', 'order'], ['planPurchase', 'order'], ['findPlannedPurchase', 'order']]);
});

test('who looks stands behind them, each in the line of its kind', async () => {
  const { provider, asked } = told();
  await provider.topUp?.(any);
  await provider.readEsim(any);
  await provider.support?.listStock?.();
  await provider.getBalance?.();
  expect(asked.map(([, line]) => line)).toEqual(['top-up', 'customer', 'customer', 'background']);
});

test('what a provider cannot do it still cannot', () => {
  const { provider } = told();
  expect(provider).not.toHaveProperty('listBundles');
  expect(provider.support).not.toHaveProperty('sendText');
});
