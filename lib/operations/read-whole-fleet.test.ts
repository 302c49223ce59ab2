import { expect, test } from 'vitest';
import { readDrift } from '@/lib/operations/read-drift';
import { readWholeFleet } from '@/lib/operations/read-whole-fleet';
import { notesWritten } from '@/lib/providers/drift/note-drift';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import { getFleet } from '@/lib/providers/registry';

const CALLS = [
  'listSims', 'listOrders', 'readOrder', 'listProducts', 'readLimits', 'listSelectableLimits data', 'listSelectableLimits textReceived', 'listSelectableLimits textSent',
  'readSim', 'readConnectivity', 'readQuota data', 'readQuota text', 'listUsage', 'listEvents', 'listTexts', 'readCell', 'findTopUp',
];

test('everything readable of a fleet is read, and nothing in it is news', async () => {
  const startedAt = new Date(Date.now() - 1_000);
  const looked = await readWholeFleet(getFleet('onence'), new Date());
  expect(looked.filter(({ outcome }) => outcome !== 'not offered')).toEqual(CALLS.map((call) => ({ call, outcome: 'read' })));
  expect(looked.filter(({ outcome }) => outcome === 'not offered').map(({ call }) => call)).toEqual(['getBalance']);
  await notesWritten();
  expect(await readDrift('onence', startedAt)).toEqual([]);
});

test('what a fleet does not offer is said to be not offered', async () => {
  const optional = ['readLimits', 'listTexts', 'readCell'];
  const plain = Object.fromEntries(Object.entries(getFleet('onence')).filter(([name]) => !optional.includes(name)));
  const looked = await readWholeFleet(plain as unknown as FleetProvider, new Date());
  expect(looked.filter(({ outcome }) => outcome === 'not offered').map(({ call }) => call)).toEqual(['getBalance', ...optional]);
});
