import { describe, expect, test, vi } from 'vitest';
import { readOffSale } from '@/lib/providers/sale-state';
import { probeProviders } from '@/lib/operations/probe-providers';
import { faultsOf } from '@/tests/audit';
import { given, stateOf } from '@/tests/given';
import { ownSandbox } from '@/tests/own-sandbox';
import { startAfresh, workUntilRest } from '@/tests/shop-time';
import { soon } from '@/tests/soon';

vi.setConfig({ testTimeout: 120_000 });
const world = ownSandbox(startAfresh);

const MINUTE_MS = 60_000;

async function place(provider: 'airalo' | 'esimgo', count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await given.order({ provider, quantity: 1 + (index % 5) })).id);
  return ids;
}

describe.each(['airalo', 'esimgo'] as const)('half an hour of server errors at %s', (provider) => {
  test.each([502, 503])('of %d leaves it alone, orders wait, and all is delivered or a case soon after, without anybody', async (status) => {
    const { wire, requests } = world.wires[provider];
    const early = await place(provider, 10);
    requests.length = 0;
    wire.instead = () => ({ status, body: 'Bad Gateway' });
    await workUntilRest(early, { stepMs: MINUTE_MS, most: 5, meanwhile: probeProviders });
    const late = await place(provider, 5);
    const ids = [...early, ...late];
    const during = await workUntilRest(ids, { stepMs: MINUTE_MS, most: 25, meanwhile: probeProviders });
    expect(during.steppedMs).toBe(25 * MINUTE_MS);
    const states = await Promise.all(ids.map(stateOf));
    expect(new Set(states.map((state) => state.status))).toEqual(new Set(['FULFILLING']));
    expect((await readOffSale()).get(provider)).toBe('left-alone');
    // Ten calls open the circuit, a few more were on their way; then one probe of at most three attempts every half minute to five minutes.
    expect(requests.length).toBeLessThan(150);
    expect(world.purchases()).toHaveLength(0);

    wire.instead = undefined;
    const afterwards = await workUntilRest(ids, { stepMs: 15_000, most: 60, meanwhile: (elapsedMs) => (elapsedMs % MINUTE_MS === 0 ? probeProviders() : undefined) });
    const ended = await Promise.all(ids.map(stateOf));
    for (const state of ended) {
      if (state.status === 'NEEDS_REVIEW') expect(state.reviewReasons).toEqual(['outcome unknown and not found']);
      else expect(state.status).toBe('FULFILLED');
    }
    // What was sent before the circuit opened may have been bought; nothing was sent after.
    for (const id of late) expect((await stateOf(id)).status).toBe('FULFILLED');
    expect(afterwards.steppedMs).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(await faultsOf(ids, world.purchases())).toEqual([]);
    await soon(async () => expect((await readOffSale()).has(provider)).toBe(false));
  }, 180_000);
});

test('an outage that does not end is a person’s after an hour', async () => {
  const order = await given.order({ provider: 'esimgo' });
  world.wires.esimgo.wire.instead = () => ({ status: 503 });
  const { steppedMs: tookMs } = await workUntilRest([order.id], { stepMs: 2 * MINUTE_MS, most: 60 });
  expect(tookMs).toBeGreaterThan(58 * MINUTE_MS);
  expect(tookMs).toBeLessThan(72 * MINUTE_MS);
  expect(await stateOf(order.id)).toMatchObject({ status: 'NEEDS_REVIEW', reviewReasons: ['provider unavailable'] });
}, 120_000);
