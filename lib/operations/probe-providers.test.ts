import { expect, test } from 'vitest';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { probeProviders } from '@/lib/operations/probe-providers';
import { forgetCircuits } from '@/lib/providers/circuit';
import { readOffSale } from '@/lib/providers/sale-state';
import { ownSandbox, type OwnSandbox } from '@/tests/own-sandbox';

const world = ownSandbox(async () => {
  world.reset();
  await db().providerState.deleteMany();
  forgetCircuits();
});

type ProviderId = keyof OwnSandbox['wires'];
const FAILED = `INSERT INTO "ProviderState" ("providerId", "isSwitchedOff", "circuitOpenUntil", "circuitOpenedAt", "circuitOpens") VALUES ($1, $2, now() - interval '1 second', now() - interval '31 seconds', 1)`;
const failed = (providerId: ProviderId, isSwitchedOff: boolean) => rows(pool(), FAILED, [providerId, isSwitchedOff]);
const isLeftAlone = async (providerId: ProviderId) => (await db().providerState.findUniqueOrThrow({ where: { providerId } })).circuitOpenUntil !== null;

test.each(['airalo', 'esimgo', 'onence'] as const)('%s is tried after a failure, switched off or not, and is then left alone no longer', async (providerId) => {
  for (const isSwitchedOff of [false, true]) {
    await db().providerState.deleteMany();
    await failed(providerId, isSwitchedOff);
    forgetCircuits();
    await probeProviders();
    expect(await isLeftAlone(providerId)).toBe(false);
  }
  expect((await readOffSale()).get(providerId)).toBe('switched-off');
});

test('who is off sale for another reason is not asked', async () => {
  await db().providerState.createMany({ data: [{ providerId: 'airalo', isSwitchedOff: true }, { providerId: 'esimgo', outOfFundsSince: new Date() }] });
  await probeProviders();
  expect(Object.values(world.wires).flatMap(({ requests }) => requests)).toEqual([]);
});
