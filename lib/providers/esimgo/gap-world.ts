import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { readEsimGoConfig, type EsimGoConfig } from '@/lib/providers/esimgo/env';
import type { EsimProvider, Purchase, PurchaseRequest } from '@/lib/providers/provider';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

export const BUNDLE = 'esim_1GB_7D_US_V2';
export const PLANS = 130;

export type Outcome = { status: string; esims: number };
export const told = (purchase: Purchase): Outcome => ({ status: purchase.status, esims: purchase.esims?.length ?? 0 });
export const READY = (esims: number): Outcome => ({ status: 'ready', esims });
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
export const outcome = <Value>(call: Promise<Value> | undefined): Promise<Value | string> => (call ?? Promise.reject(new Error('cannot'))).catch(codeOf);

export function provider(version: '2.4' | '2.5' = '2.4', changes: Partial<EsimGoConfig> = {}): EsimProvider {
  const config = readEsimGoConfig();
  if (!config) throw new Error('eSIM Go is not configured');
  return createEsimGoAdapter({ ...config, apiUrl: config.apiUrl.replace(/v2\.\d$/, `v${version}`), ratePerSecond: 100_000, ...changes });
}

/** A sandbox of this file alone, as new for every test; its clock is moved, and what was sent is told by it. */
export function gapWorld() {
  let clock = 0;
  const world = ownSandbox(async () => {
    clock = 0;
    world.reset();
    world.settings('esimgo', { plans: PLANS });
    // Whoever was turned away in one test keeps nobody waiting in the next.
    await emptyTables('providerTurn');
  });
  afterAll(closeDb);
  const pass = (ms: number) => {
    clock += ms;
    world.advance(ms);
  };
  const wish = (changes: Partial<PurchaseRequest> = {}): PurchaseRequest => ({
    reference: `sf${randomUUID()}`, orderId: randomUUID(), providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 100_000, currency: 'USD' }, sentAt: new Date(Date.now() + clock), ...changes,
  });
  return { world, set: (settings: Record<string, unknown>) => world.settings('esimgo', settings), pass, wish };
}
