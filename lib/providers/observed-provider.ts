import { pool } from '@/lib/db/client';
import { log } from '@/lib/log';
import { counter, histogram } from '@/lib/metrics';
import type { EsimProvider, Money, ProviderPlan } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';

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
  ON CONFLICT ("providerId") DO UPDATE SET "lastSuccessAt" = now()`;
const NOTE_ERROR = `INSERT INTO "ProviderState" ("providerId", "lastErrorCode", "lastErrorAt") VALUES ($1, $2, now())
  ON CONFLICT ("providerId") DO UPDATE SET "lastErrorCode" = excluded."lastErrorCode", "lastErrorAt" = now()`;

const written = new Map<string, number>();

/** Best effort, off the caller's path, and at most every ten seconds per provider and outcome. */
function noteState(providerId: string, errorCode: string | null): void {
  const key = `${providerId}:${errorCode ?? 'ok'}`;
  if (Date.now() - (written.get(key) ?? 0) < WRITE_EVERY_MS) return;
  written.set(key, Date.now());
  const noted = errorCode === null ? pool().query(NOTE_SUCCESS, [providerId]) : pool().query(NOTE_ERROR, [providerId, errorCode]);
  noted.catch((error: unknown) => log.warn({ provider: providerId, error }, 'provider.state.not-noted'));
}

/** A no that concerns one request says nothing against the provider. */
const isHealthy = (code: string) => code === 'rejected';

/** Counts one call; returns what to say when it ended. */
export function recordProviderCall(provider: string, operation: string): (error?: unknown) => void {
  const startedAt = performance.now();
  return (error) => {
    const code = error === undefined ? null : error instanceof ProviderError ? error.code : 'unexpected';
    duration.observe({ provider, operation, outcome: code ?? 'ok' }, (performance.now() - startedAt) / 1000);
    if (code !== null) errors.inc({ provider, operation, code });
    noteState(provider, code === null || isHealthy(code) ? null : code);
  };
}

async function observe<Result>(provider: string, operation: string, call: () => Promise<Result>): Promise<Result> {
  const ended = recordProviderCall(provider, operation);
  try {
    const result = await call();
    ended();
    return result;
  } catch (error) {
    ended(error);
    throw error;
  }
}

async function* observeList(provider: EsimProvider): AsyncGenerator<ProviderPlan> {
  const ended = recordProviderCall(provider.id, 'listPlans');
  try {
    yield* provider.listPlans();
  } catch (error) {
    ended(error);
    throw error;
  }
  ended();
}

async function readBalance(provider: EsimProvider): Promise<Money> {
  const balance = await provider.getBalance?.();
  if (!balance) throw new ProviderError('bad-response', provider.id, { message: `${provider.id} has no balance` });
  return balance;
}

/** The same provider, with every operation timed, counted and noted. */
export function observed(provider: EsimProvider): EsimProvider {
  const { id } = provider;
  return {
    id,
    displayName: provider.displayName,
    needsOneInFlightPerItem: provider.needsOneInFlightPerItem,
    maxQuantityPerPurchase: provider.maxQuantityPerPurchase,
    lookUpDelayMs: provider.lookUpDelayMs,
    listPlans: () => observeList(provider),
    purchase: (request) => observe(id, 'purchase', () => provider.purchase(request)),
    findPurchase: (request, isBound) => observe(id, 'findPurchase', () => provider.findPurchase(request, isBound)),
    readPurchase: (providerOrderId) => observe(id, 'readPurchase', () => provider.readPurchase(providerOrderId)),
    readEsim: (iccid) => observe(id, 'readEsim', () => provider.readEsim(iccid)),
    ...('getBalance' in provider ? { getBalance: () => observe(id, 'getBalance', () => readBalance(provider)) } : {}),
  };
}
