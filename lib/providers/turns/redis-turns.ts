import { createHash } from 'node:crypto';
import type { Redis } from '@/lib/redis/client';
import { TURNS_SCRIPT } from '@/lib/providers/turns/turns-script';
import type { OpenFor, TurnStore } from '@/lib/providers/turns/turn-store';

const PREFIX = 'simplify:turns:';
const ALWAYS_US = 1e15;
const SHA = createHash('sha1').update(TURNS_SCRIPT).digest('hex');

const isUnknownScript = (error: unknown) => error instanceof Error && error.message.startsWith('NOSCRIPT');
const microseconds = (ms: number) => String(Math.round(ms * 1_000));

/** The line as one hash per account, changed by one script. Throws whatever keeps Redis from answering. */
export function redisTurns(redis: Redis, openFor: () => OpenFor = () => null): TurnStore {
  const line = {};
  async function run(account: string, what: string, given: string[]): Promise<{ at: number; waitMs: number; isTaken: boolean }> {
    const asked = { keys: [PREFIX + account], arguments: [what, ...given] };
    const told = await redis.ask((client) =>
      client.evalSha(SHA, asked).catch((error: unknown) => {
        if (isUnknownScript(error)) return client.eval(TURNS_SCRIPT, asked);
        throw error;
      }),
    );
    const [isTaken, at, wait] = told as [number, number, number];
    return { at: at / 1_000, waitMs: wait / 1_000, isTaken: isTaken === 1 };
  }
  return {
    take: async (account, { blockMs, beforeMs, aheadMs, burstMs }) => {
      const open = openFor();
      const { at, waitMs, isTaken } = await run(account, 'take', [...[blockMs, beforeMs, aheadMs, burstMs].map(microseconds), open === null ? String(ALWAYS_US) : microseconds(open)]);
      return { slot: isTaken ? { at, line } : null, waitMs };
    },
    look: async (account, { at }) => (await run(account, 'look', [microseconds(at)])).waitMs,
    hold: async (account, forMs, spacingMs) => {
      await run(account, 'hold', [microseconds(forMs), microseconds(spacingMs)]);
    },
    align: async (account, { slot, spanMs, endsInMs }) => {
      await run(account, 'align', [slot.at, spanMs, endsInMs].map(microseconds));
    },
  };
}
