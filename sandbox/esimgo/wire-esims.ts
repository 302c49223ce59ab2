import { iso } from './answers.ts';
import type { Esim, EsimGo } from './state.ts';
import type { Stretch } from './timeline.ts';
import { readEsim } from './use.ts';
import { describe } from './wire-bundles.ts';

export const lpaOf = ({ smdpAddress, matchingId }: Esim) => `LPA:1$${smdpAddress}$${matchingId}`;
export const appleUrl = (esim: Esim) => `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${lpaOf(esim)}`;

/** Bundles on an eSIM by name, each with its assignments, the newest first. */
export function wireBundlesOn(esim: Esim, esimgo: EsimGo, view: { withUsed: boolean; limit: number }) {
  const wired = readEsim(esim, esimgo)
    .map((stretch) => ({ name: stretch.assignment.bundle.name, description: describe(stretch.assignment.bundle), wire: wireAssignment(stretch) }))
    .filter(({ wire }) => view.withUsed || !['depleted', 'expired', 'revoked', 'lapsed'].includes(wire.bundleState))
    .toReversed()
    .slice(0, view.limit);
  const byName = new Map<string, { name: string; description: string; assignments: object[] }>();
  for (const { name, description, wire } of wired) {
    const group = byName.get(name) ?? { name, description, assignments: [] };
    group.assignments.push(wire);
    byName.set(name, group);
  }
  return [...byName.values()];
}

function wireAssignment({ assignment, state, quantity, remaining, startedAt, endsAt }: Stretch) {
  return {
    id: assignment.id,
    callTypeGroup: 'data',
    initialQuantity: quantity,
    remainingQuantity: remaining,
    assignmentDateTime: iso(assignment.assignedAt),
    assignmentReference: assignment.reference,
    bundleState: state,
    unlimited: assignment.bundle.gigabytes === null,
    ...(startedAt === null || endsAt === null ? {} : { startTime: iso(startedAt), endTime: iso(endsAt) }),
  };
}

/** The profile is installed half-way between purchase and the traveller's first use, or when data is used before. */
export function profileOf(esim: Esim, esimgo: EsimGo): { status: string; installedAt: number | null } {
  const { world, settings } = esimgo;
  const firstUse = readEsim(esim, esimgo).find(({ startedAt }) => startedAt !== null)?.startedAt ?? Infinity;
  const installedAt = Math.min(esim.assignedAt + settings.firstUseAfterMs / 2, firstUse);
  return world.now().getTime() < installedAt ? { status: 'Released', installedAt: null } : { status: 'Installed', installedAt };
}
