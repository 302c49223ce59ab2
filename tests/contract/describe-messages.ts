import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Context } from '@/tests/contract/context';
import type { AnyProvider, Harness } from '@/tests/contract/harness';
import type { ReceivedWebhook } from '@/lib/providers/provider';

/** The keys a message is known by when it comes again; null = not from the provider. */
async function keysOf(provider: AnyProvider, message: ReceivedWebhook): Promise<string[] | null> {
  if ('readPush' in provider) return (await provider.readPush(message.headers.authorization ?? null, message.rawBody))?.map(({ recordKey }) => recordKey) ?? null;
  const read = await provider.readWebhook?.(message);
  return read ? [read.deliveryKey] : null;
}

const turned = (text: string) => text.replace(/[A-Za-z]/g, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
const without = (message: ReceivedWebhook): ReceivedWebhook => ({ ...message, headers: {} });
const withProof = (message: ReceivedWebhook, proof: (now: string) => string): ReceivedWebhook => ({ ...message, headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, proof(value)])) });

/** What a provider sends by itself: believed only with its proof, and the same when it comes again. */
export function describeMessages(context: Context, harness: Harness): void {
  const one = harness.create(harness.address);
  if (!('readWebhook' in one) && !('readPush' in one)) return;

  describe('a message of theirs', () => {
    test('has the same key when it comes again, and another has another', async () => {
      // A provider's day may be part of it.
      vi.useFakeTimers({ toFake: ['Date'] });
      onTestFinished(() => void vi.useRealTimers());
      const [message, other] = [harness.message(), harness.message()];
      const keys = await keysOf(context.provider, message);
      expect(keys?.length).toBeGreaterThan(0);
      expect(await keysOf(context.provider, message)).toEqual(keys);
      expect(await keysOf(context.provider, other)).not.toEqual(keys);
    });

    test.each<[string, (message: ReceivedWebhook) => ReceivedWebhook]>([
      ['without its proof', without],
      ['with an empty one', (message) => withProof(message, () => '')],
      ['with one cut short', (message) => withProof(message, (now) => now.slice(0, -6))],
      ['with one of other bytes', (message) => withProof(message, (now) => `${now.slice(0, 6)}${turned(now.slice(6)).split('').toReversed().join('')}`)],
      ['with what is no proof at all', (message) => withProof(message, () => 'Basic !!! \u00ff')],
    ])('%s is nobody’s', async (_what, forged) => {
      expect(await keysOf(context.provider, forged(harness.message()))).toBeNull();
    });

    test('is asked for nowhere: reading it calls nobody', async () => {
      await keysOf(context.provider, harness.message());
      expect(context.wire.requests).toEqual([]);
    });
  });
}
