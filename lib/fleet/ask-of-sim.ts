import { db } from '@/lib/db/client';
import { auditedCall } from '@/lib/providers/audited-call';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import { findFleet } from '@/lib/providers/registry';

export type OfSim = { iccid: string; actor: string };
type Wish = OfSim & { action: string; data?: Record<string, string | boolean>; call: (fleet: FleetProvider) => Promise<void> };

/** One thing staff ask of the operator for a SIM we know: sent once, written down before and after. */
async function askOfSim({ iccid, actor, action, data, call }: Wish) {
  const sim = await db().fleetSim.findUnique({ where: { iccid }, select: { providerId: true } });
  if (!sim) return { outcome: 'no-sim' } as const;
  const fleet = findFleet(sim.providerId);
  if (!fleet) return { outcome: 'no-provider' } as const;
  const { outcome } = await auditedCall({ actor, action, subject: iccid, data: { ...data } }, () => call(fleet));
  return { outcome };
}

/** Names a SIM at the operator; the next reading of the fleet says the same. */
export async function labelSim({ iccid, actor, label }: OfSim & { label: string }) {
  const done = await askOfSim({ iccid, actor, action: 'fleet.label', data: { label }, call: (fleet) => fleet.changeSim({ iccid, label }) });
  if (done.outcome === 'done') await db().fleetSim.updateMany({ where: { iccid }, data: { label } });
  return done;
}

/** Has the network drop its connection, so that the device makes a new one. */
export const reconnectSim = (of: OfSim) => askOfSim({ ...of, action: 'fleet.reconnect', call: (fleet) => fleet.resetConnection(of.iccid) });

/** Lets the operator order volume by itself, invoiced, whenever it is used up, or stops that. What it is now the operator does not say. */
export const setAutoTopUp = ({ isEnabled, ...of }: OfSim & { isEnabled: boolean }) =>
  askOfSim({ ...of, action: 'fleet.auto-top-up', data: { isEnabled }, call: (fleet) => fleet.setAutoTopUp([of.iccid], isEnabled) });
