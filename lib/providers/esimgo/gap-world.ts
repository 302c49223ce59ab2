import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { closeDb, db } from '@/lib/db/client';
import { createEsimGoAdapter } from '@/lib/providers/esimgo/adapter';
import { readEsimGoConfig, type EsimGoConfig } from '@/lib/providers/esimgo/env';
import type { EsimProvider, Purchase, PurchaseRequest } from '@/lib/providers/provider';
import { ownSandbox, type OwnSandbox } from '@/tests/own-sandbox';

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
  let world: OwnSandbox | undefined;
  let clock = 0;
  const get = () => {
    if (!world) throw new Error('not yet');
    return world;
  };
  beforeAll(async () => {
    world = await ownSandbox();
  }, 60_000);
  afterAll(() => world?.stop());
  afterAll(closeDb);
  beforeEach(async () => {
    clock = 0;
    get().reset();
    get().settings('esimgo', { plans: PLANS });
    // Whoever was turned away in one test keeps nobody waiting in the next.
    await db().providerTurn.deleteMany();
  });
  return {
    set: (settings: Record<string, unknown>) => get().settings('esimgo', settings),
    fault: (operation: string, fault: Parameters<OwnSandbox['fault']>[2]) => get().fault('esimgo', operation, fault),
    purchases: () => get().purchases(),
    wire: () => get().wires.esimgo.wire,
    pass: (ms: number) => {
      clock += ms;
      get().advance(ms);
    },
    wish: (changes: Partial<PurchaseRequest> = {}): PurchaseRequest => ({
      reference: `sf${randomUUID()}`, orderId: randomUUID(), providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 100_000, currency: 'USD' }, sentAt: new Date(Date.now() + clock), ...changes,
    }),
  };
}
