import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { forgetTurns } from '@/tests/contract/describe-answers';
import { readOnce, type Context } from '@/tests/contract/context';
import type { Harness } from '@/tests/contract/harness';

const CALLS = 200;
const DAY_MS = 86_400_000;
const PATIENCE_MS = 120_000;

/** One token for all, for providers that hand tokens out. */
export function describeToken(context: Context, harness: Harness): void {
  const { isToken } = harness;
  if (!isToken) return;

  describe('the token', () => {
    const fetched = () => context.wire.requests.filter(isToken).length;
    const callAll = async () => {
      const processes = [context.provider, harness.create(context.wire.url)] as const;
      await Promise.all(Array.from({ length: CALLS }, (_, index) => readOnce(processes[index % 2 === 0 ? 0 : 1])));
    };
    beforeEach(async () => {
      await forgetTurns();
      await readOnce(context.provider);
      context.wire.requests.length = 0;
    });
    afterEach(() => void vi.useRealTimers());

    test(`that ends under ${CALLS} calls of two processes is fetched once`, async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY_MS });
      await callAll();
      expect(fetched()).toBe(1);
    }, PATIENCE_MS);

    test(`that is refused under ${CALLS} calls of two processes is fetched once, and no call fails`, async () => {
      const old = (await oneRequest(context)).headers.authorization;
      context.wire.wire.instead = (asked) => (!isToken(asked) && asked.headers.authorization === old ? { status: 401, body: {} } : null);
      context.wire.requests.length = 0;
      await callAll();
      expect(fetched()).toBe(1);
    }, PATIENCE_MS);
  });
}

async function oneRequest({ wire, provider }: Context) {
  await readOnce(provider);
  const asked = wire.requests.at(-1);
  if (!asked) throw new Error('nothing was asked');
  return asked;
}
