import { beforeEach, describe, expect, test } from 'vitest';
import { anyOf, type Context } from '@/tests/contract/context';
import { forgetTurns } from '@/tests/contract/describe-answers';
import { isFleet, sellsEsims, type AnyProvider, type Harness } from '@/tests/contract/harness';

type List = readonly [name: string, start: (provider: AnyProvider, context: Context) => AsyncIterable<unknown> | undefined];

/** Every list of the port, by name. */
const LISTS: readonly List[] = [
  ['plans', (provider) => (sellsEsims(provider) ? provider.listPlans() : undefined)],
  ['orders', (provider) => (sellsEsims(provider) ? provider.support?.listOrders?.({}) : provider.listOrders())],
  ['eSIMs', (provider) => (sellsEsims(provider) ? provider.support?.listEsims?.() : undefined)],
  ['planned purchases', (provider) => (sellsEsims(provider) ? provider.support?.listPlannedPurchases?.('planned') : undefined)],
  ['SIMs', (provider) => (isFleet(provider) ? provider.listSims() : undefined)],
  ['events of a SIM', (provider, { sims }) => (isFleet(provider) ? provider.listEvents(anyOf(sims).iccid) : undefined)],
  ['texts of a SIM', (provider, { sims }) => (isFleet(provider) ? provider.listTexts?.(anyOf(sims).iccid) : undefined)],
];

/** The first item, and then no more is wanted. */
async function firstOf(items: AsyncIterable<unknown>): Promise<unknown> {
  for await (const item of items) return item;
  return null;
}

/** Lists come page by page: nobody has to hold a whole one, and who stops, stops the asking. */
export function describeLists(context: Context, harness: Harness): void {
  const one = harness.create(harness.address);
  const some = { sims: [{ iccid: '8900000000000000000' }] } as unknown as Context;
  const lists = LISTS.filter(([, start]) => start(one, some) !== undefined);

  describe('a list', () => {
    beforeEach(forgetTurns);

    test.each(lists)('of %s asks for nothing before it is read, and for nothing more once it is left', async (_name, start) => {
      const items = start(context.provider, context);
      if (!items) throw new Error('no list');
      expect(context.wire.requests).toEqual([]);
      await firstOf(items);
      const asked = context.wire.requests.length;
      expect(asked).toBeGreaterThan(0);
      expect(asked).toBeLessThanOrEqual(3);
      await new Promise((resolve) => setImmediate(resolve));
      expect(context.wire.requests).toHaveLength(asked);
    });

    test('that is read to its end takes more than the pages that were read above', () => {
      expect(context.requestsForWholeList).toBeGreaterThan(3);
    });
  });
}
