'use server';

import { z } from 'zod';
import { labelSim, reconnectSim, setAutoTopUp } from '@/lib/fleet/ask-of-sim';
import { assignSim } from '@/lib/fleet/assign-sim';
import { fleetFilter } from '@/lib/fleet/fleet-filter';
import { orderTopUp } from '@/lib/fleet/order-top-up';
import { settleTopUp } from '@/lib/fleet/settle-top-up';
import { startRun } from '@/lib/fleet/start-run';
import { requestFleetSync } from '@/lib/operations/request-sync';
import { emailInput } from '@/lib/orders/schema';
import { refuse, staffAction } from '@/lib/web/action';

const iccid = z.string().regex(/^\d{18,22}$/);
const yes = z.enum(['yes', 'no']).transform((word) => word === 'yes');
const aboutRun = z.unknown().pipe(z.object({ filter: z.string().max(500), isEnabling: yes, expectedTotal: z.coerce.number().int().min(1) }));
const aboutSim = z.unknown().pipe(z.object({ iccid }));
const aboutLabel = z.unknown().pipe(z.object({ iccid, label: z.string().trim().min(1).max(50).regex(/^\P{Cc}*$/u) }));
const aboutAuto = z.unknown().pipe(z.object({ iccid, isEnabled: yes }));
const topUp = { topUpId: z.uuid(), seenState: z.enum(['intended', 'unknown']) };
const aboutTopUp = z.unknown().pipe(z.object(topUp));
const aboutOrder = z.unknown().pipe(z.object({ ...topUp, orderId: z.string().trim().regex(/^[\w-]{1,40}$/) }));
const aboutOwner = z.unknown().pipe(z.object({ iccid, email: z.union([z.literal(''), emailInput]) }));

export const readFleet = staffAction(z.unknown(), async (_input, { viewer }) => {
  const { outcome } = await requestFleetSync({ actor: viewer.email });
  return outcome === 'started' ? { outcome } : refuse(outcome);
});

export const switchSims = staffAction(aboutRun, async ({ filter, isEnabling, expectedTotal }, { viewer }) => {
  const { after: _after, ...wanted } = fleetFilter.parse(Object.fromEntries(new URLSearchParams(filter)));
  const result = await startRun({ filter: wanted, isEnabling, expectedTotal, actor: viewer.email });
  return result.outcome === 'started' ? { outcome: result.outcome } : refuse(result.outcome);
});

export const orderVolume = staffAction(aboutSim, async ({ iccid: sim }, { viewer }) => {
  const { outcome } = await orderTopUp({ iccid: sim, actor: viewer.email });
  return outcome === 'ordered' ? { outcome } : refuse(outcome);
});

export const nothingOrdered = staffAction(aboutTopUp, async (decided, { viewer }) => {
  const { outcome } = await settleTopUp({ ...decided, orderId: null, actor: viewer.email });
  return outcome === 'settled' ? { outcome } : refuse(outcome);
});

export const orderFound = staffAction(aboutOrder, async (decided, { viewer }) => {
  const { outcome } = await settleTopUp({ ...decided, actor: viewer.email });
  return outcome === 'settled' ? { outcome } : refuse(outcome);
});

export const assign = staffAction(aboutOwner, async ({ iccid: sim, email }, { viewer }) => {
  const { outcome } = await assignSim({ iccid: sim, email: email === '' ? null : email, actor: viewer.email });
  return outcome === 'assigned' || outcome === 'taken-back' ? { outcome } : refuse(outcome);
});

export const nameSim = staffAction(aboutLabel, async (input, { viewer }) => {
  const { outcome } = await labelSim({ ...input, actor: viewer.email });
  return outcome === 'done' ? { outcome: 'named' } : refuse(outcome);
});

export const resetSim = staffAction(aboutSim, async (input, { viewer }) => {
  const { outcome } = await reconnectSim({ ...input, actor: viewer.email });
  return outcome === 'done' ? { outcome: 'reset' } : refuse(outcome);
});

export const orderBySelf = staffAction(aboutAuto, async (input, { viewer }) => {
  const { outcome } = await setAutoTopUp({ ...input, actor: viewer.email });
  return outcome === 'done' ? { outcome: input.isEnabled ? 'auto-on' : 'auto-off' } : refuse(outcome);
});
