import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startSandbox } from '../sandbox/server.ts';
import type { LedgerEntry } from './sandbox-client';
import { between } from './between';

async function start() {
  const sandbox = await startSandbox({ port: 0 });
  const { urls, world } = sandbox;
  const widen = () => {
    world.settingsStore.patch('airalo', { tokensPerMinute: 100_000, packagesPerMinute: 100_000, usagePerMinute: 100_000 });
    world.settingsStore.patch('esimgo', { ratePerSecond: 100_000 });
    world.settingsStore.patch('onence', { simsPerSecond: 100_000, ordersPerFiveMinutes: 100_000, tokensPerMinute: 100_000 });
  };
  widen();
  const [airalo, esimgo, onence] = await Promise.all([between(urls.airalo), between(`${urls.esimgo.replace(/\/v2\.4$/, '')}/v2.4`), between(`${urls.onence}/management-api`)]);
  Object.assign(process.env, { AIRALO_API_URL: airalo.url, ESIMGO_API_URL: esimgo.url, ONENCE_API_URL: onence.url });
  return {
    wires: { airalo, esimgo, onence },
    settings: (service: 'airalo' | 'esimgo' | 'onence', change: Record<string, unknown>) => void world.settingsStore.patch(service, change),
    fault: (service: 'airalo' | 'esimgo' | 'onence', operation: string, fault: Parameters<typeof world.faultQueue.add>[0]['fault']) => void world.faultQueue.add({ service, operation, fault }),
    advance: (ms: number) => world.advance(ms),
    /** Those that name this text; all, without one. */
    purchases: (text = ''): LedgerEntry[] => world.ledger({ type: 'purchase' }).filter((entry) => JSON.stringify(entry).includes(text)),
    reset: () => {
      world.reset();
      widen();
      for (const each of [airalo, esimgo, onence]) each.clear();
    },
    stop: async () => {
      await Promise.all([airalo, esimgo, onence].map((wire) => wire.stop()));
      await sandbox.stop();
    },
  };
}
export type OwnSandbox = Awaited<ReturnType<typeof start>>;

/** A sandbox of this file alone, each service on a wire of its own, and the shop's addresses lead to it; there once the tests run. */
export function ownSandbox(beforeEachTest: (world: OwnSandbox) => unknown = () => {}): OwnSandbox {
  const world = {} as OwnSandbox;
  beforeAll(async () => void Object.assign(world, await start()), 60_000);
  afterAll(() => world.stop());
  beforeEach(async () => void (await beforeEachTest(world)), 60_000);
  return world;
}
