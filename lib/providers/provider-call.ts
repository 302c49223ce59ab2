import { pool } from '@/lib/db/client';
import { log } from '@/lib/log';
import { counter, histogram } from '@/lib/metrics';
import { countCall } from '@/lib/providers/call-counts';
import { enterCircuit, noteAnswered, noteFailed, noteNotAsked, type Passage } from '@/lib/providers/circuit';
import { noteOrderHold } from '@/lib/providers/order-hold';
import { withPriority } from '@/lib/providers/priority';
import { ProviderError, type ProviderErrorCode } from '@/lib/providers/provider-error';
import type { Priority } from '@/lib/providers/take-turn';

const duration = histogram({
  name: 'provider_request_duration_seconds',
  help: 'How long a provider operation took, by outcome (ok or the error code).',
  labelNames: ['provider', 'operation', 'outcome'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
});
const errors = counter({
  name: 'provider_errors_total',
  help: 'Provider operations that failed, by error code.',
  labelNames: ['provider', 'operation', 'code'],
});

const WRITE_EVERY_MS = 10_000;
const NOTE_SUCCESS = `INSERT INTO "ProviderState" ("providerId", "lastSuccessAt") VALUES ($1, now())
  ON CONFLICT ("providerId") DO UPDATE SET "lastSuccessAt" = now(), "keyRefusedSince" = NULL`;
const NOTE_ERROR = `INSERT INTO "ProviderState" ("providerId", "lastErrorCode", "lastErrorAt") VALUES ($1, $2, now())
  ON CONFLICT ("providerId") DO UPDATE SET "lastErrorCode" = excluded."lastErrorCode", "lastErrorAt" = now()`;

/** A no that concerns one request, or our own haste, says nothing against the provider: it answered. */
const ANSWERS: ReadonlySet<ProviderErrorCode> = new Set(['rejected', 'rate-limited', 'out-of-funds']);

/** Operations that cost money or goods, and cannot be repeated. */
const SPENDING: ReadonlySet<string> = new Set(['purchase', 'topUp', 'extend', 'applyStock', 'refundStock', 'planPurchase', 'createVouchers', 'revokeBundle', 'requestRefund']);

export type Operation = { providerId: string; name: string; priority: Priority };

const written = new Map<string, number>();
const quietly = (work: Promise<unknown>, provider: string) => work.catch((error: unknown) => log.warn({ provider, error }, 'provider.state.not-noted'));

/** Best effort, off the caller's path, and at most every ten seconds per provider and outcome; the first answer after an error is noted at once. */
function noteState(providerId: string, errorCode: string | null): void {
  const [ok, key] = [`${providerId}:ok`, `${providerId}:${errorCode ?? 'ok'}`];
  if (errorCode !== null) written.delete(ok);
  if (Date.now() - (written.get(key) ?? 0) < WRITE_EVERY_MS) return;
  written.set(key, Date.now());
  void quietly(errorCode === null ? pool().query(NOTE_SUCCESS, [providerId]) : pool().query(NOTE_ERROR, [providerId, errorCode]), providerId);
}

type Ending = 'answered' | 'failed' | 'not-asked';

/** A refusal or an error of our own says nothing of the provider at all. */
function endingOf(error: unknown): Ending {
  if (error === undefined) return 'answered';
  if (!(error instanceof ProviderError) || error.provider.notAsked) return 'not-asked';
  return ANSWERS.has(error.code) ? 'answered' : 'failed';
}

/** What the end of a call tells of the provider: counted, shown, and its circuit opened or closed by it. */
async function noteEnding({ providerId, name: operation }: Operation, passage: Passage, { ending, code, tookMs }: { ending: Ending; code: string | null; tookMs: number }): Promise<void> {
  if (ending === 'not-asked') return noteNotAsked(providerId, passage);
  countCall({ providerId, operation, tookMs, isFailure: ending === 'failed' });
  noteState(providerId, code === 'rejected' ? null : code);
  return ending === 'failed' ? noteFailed(providerId, passage, code ?? ending) : noteAnswered(providerId, passage);
}

async function begin(operation: Operation): Promise<(error?: unknown) => Promise<void>> {
  const { providerId, name } = operation;
  const passage: Passage = await enterCircuit(providerId, { isSpending: SPENDING.has(name) });
  const startedAt = performance.now();
  return async (error) => {
    const tookMs = performance.now() - startedAt;
    const code = error === undefined ? null : error instanceof ProviderError ? error.code : 'unexpected';
    duration.observe({ provider: providerId, operation: name, outcome: code ?? 'ok' }, tookMs / 1_000);
    if (code !== null) errors.inc({ provider: providerId, operation: name, code });
    await quietly(noteOrderHold({ providerId, name }, error), providerId);
    await quietly(noteEnding(operation, passage, { ending: endingOf(error), code, tookMs }), providerId);
  };
}

/** One call to a provider: through its circuit, in its line, timed and counted. */
export async function providerCall<Result>(operation: Operation, call: () => Promise<Result>): Promise<Result> {
  const ended = await begin(operation);
  let result: Result;
  try {
    result = await withPriority(operation.priority, call);
  } catch (error) {
    await ended(error);
    throw error;
  }
  await ended();
  return result;
}

/** The same for a stream: one call, however many pages. */
export async function* providerStream<Item>(operation: Operation, items: () => AsyncIterable<Item>): AsyncGenerator<Item> {
  const ended = await begin(operation);
  try {
    yield* items();
  } catch (error) {
    await ended(error);
    throw error;
  }
  await ended();
}
