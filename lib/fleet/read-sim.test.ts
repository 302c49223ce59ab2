import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { readSimDetail } from '@/lib/fleet/read-sim';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { sandbox } from '@/tests/sandbox-client';

test('a part of a SIM’s state that has no answer is absent, not zero, and keeps no other part away', async () => {
  await syncFleet();
  const { iccid, providerId } = await db().fleetSim.findFirstOrThrow({ where: { isEnabled: true }, orderBy: { iccid: 'asc' }, skip: 30 });
  const whole = await readSimDetail({ iccid, providerId });
  expect(whole).toMatchObject({ connectivity: { state: expect.any(String) }, data: expect.any(Object), texts: expect.any(Object), usage: expect.any(Array) });
  await sandbox.fault('onence', 'usage', { fault: { kind: 'status', status: 404 }, match: iccid, times: 2 });
  expect(await readSimDetail({ iccid, providerId })).toMatchObject({ connectivity: { state: expect.any(String) }, data: expect.any(Object), usage: null });
});
