import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDrift } from '@/lib/operations/read-drift';
import { readEverything } from '@/lib/operations/read-everything';
import { notesWritten } from '@/lib/providers/drift/note-drift';
import type { EsimProvider } from '@/lib/providers/provider';
import { getProvider } from '@/lib/providers/registry';
import { ownSandbox } from '@/tests/own-sandbox';

const world = ownSandbox();

/** Spends, changes or sends; named here apart from the table, so that neither can err alone. */
const ACTS = [
  'purchase', 'topUp', 'refreshNetwork', 'sendText', 'labelEsim', 'brandEsim', 'revokeBundle', 'suspendEsim', 'deactivateEsim', 'applyStock', 'refundStock', 'requestRefund', 'planPurchase',
  'cancelPlannedPurchases', 'createVouchers', 'subscribeWebhook', 'unsubscribeWebhook', 'rehearseWebhook',
];
const ASKS_NOBODY = ['readWebhook', 'orderWaitMs'];
const NEEDS_ESIM = /^(read(Esim|Usage|Share|Sighting|History|Bundle|InstallSteps|QrCodes|Purchase)|isSuspended|isCompatible|listBundles|listTopUps|find(TopUp|AppliedStock))$/;

const methodsOf = (of: object | undefined) => Object.entries(of ?? {}).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));
const nameOf = ({ call }: { call: string }) => call.split(' ')[0] ?? '';

async function buy(provider: EsimProvider): Promise<void> {
  for await (const { providerPlanId, cost } of provider.listPlans()) {
    const request = { reference: `sf${randomBytes(20).toString('hex')}`, orderId: randomUUID(), providerPlanId, quantity: 1, summary: 'x', expectedUnitCost: cost, sentAt: new Date() };
    expect((await provider.purchase(request)).status).toBe('ready');
    return;
  }
}

describe.each(['airalo', 'esimgo'] as const)('of %s', (id) => {
  test('everything it offers is read, whatever acts is left alone, and nothing in it is news', async () => {
    const provider = getProvider(id);
    await buy(provider);
    world.wires[id].clear();
    const before = world.purchases().length;
    const startedAt = new Date(Date.now() - 1_000);
    const looked = await readEverything(provider, new Date());
    const offered = [...methodsOf(provider), ...methodsOf(provider.support)].filter((name) => !ACTS.includes(name) && !ASKS_NOBODY.includes(name));
    expect([...new Set(looked.filter(({ outcome }) => outcome !== 'not offered').map(nameOf))].toSorted()).toEqual(offered.toSorted());
    expect(looked.filter(({ outcome }) => outcome !== 'read' && outcome !== 'not offered')).toEqual([]);
    const asked = world.wires[id].requests.filter(({ path }) => !path.endsWith('/token'));
    expect(asked.filter(({ method, path }) => method !== 'GET' || /refresh/.test(path))).toEqual([]);
    expect(world.purchases()).toHaveLength(before);
    await notesWritten();
    expect(await readDrift(id, startedAt)).toEqual([]);
  }, 60_000);

  test('what needs an eSIM waits until there is one, and nothing else does', async () => {
    world.reset();
    const looked = await readEverything(getProvider(id), new Date());
    const read = looked.filter(({ outcome }) => outcome === 'read').map(nameOf);
    const missing = looked.filter(({ outcome }) => outcome.startsWith('the account has no ')).map(nameOf);
    expect(read.length + missing.length).toBe(looked.filter(({ outcome }) => outcome !== 'not offered').length);
    expect(missing.length).toBeGreaterThan(3);
    for (const name of missing) expect(name).toMatch(NEEDS_ESIM);
    for (const name of read) expect(name).not.toMatch(NEEDS_ESIM);
  }, 60_000);
});

test('a call that fails says why, and stops nothing', async () => {
  world.wires.esimgo.wire.instead = ({ path }) => (path.includes('/inventory') ? { status: 500, body: {} } : null);
  const looked = await readEverything(getProvider('esimgo'), new Date());
  world.wires.esimgo.clear();
  const at = looked.findIndex(({ call }) => call === 'listStock');
  expect(looked[at]?.outcome).toMatch(/^esimgo: /);
  expect(looked.slice(at + 1).some(({ outcome }) => outcome === 'read')).toBe(true);
}, 60_000);
