import { readTrip, readUsed, type TripReading } from '../catalogue/traveller.ts';
import { iso } from './answers.ts';
import type { Assignment, Esim, EsimGo } from './state.ts';
import { describe } from './wire-bundles.ts';

export const lpaOf = ({ smdpAddress, matchingId }: Esim) => `LPA:1$${smdpAddress}$${matchingId}`;
export const appleUrl = (esim: Esim) => `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${lpaOf(esim)}`;

const YEAR = 365 * 86_400_000;
const HOUR = 3_600_000;
const GIGABYTE = 1_000_000_000;

/** Unlimited bundles count the day's full-speed data. */
const quantityOf = ({ bundle }: Assignment) => (bundle.gigabytes ?? (bundle.tier === 'Plus' ? 2 : 1)) * GIGABYTE;

const MEGABYTE = 1_000_000;

/** The first bundle with something left is in use; those after it wait. */
function readingsUsed(esim: Esim, megabytes: number, now: number): { assignment: Assignment; reading: TripReading }[] {
  const trips = esim.bundles.map((assignment) => ({ seed: '', boughtAt: assignment.assignedAt, days: assignment.bundle.days, quantity: quantityOf(assignment), startsAfterMs: 0 }));
  let isTaken = false;
  return readUsed(trips, megabytes * MEGABYTE, now).flatMap((reading, index) => {
    const assignment = esim.bundles[index];
    if (!assignment) return [];
    const waits = isTaken && reading.state === 'active';
    isTaken ||= reading.state === 'active';
    return [{ assignment, reading: waits ? { ...reading, state: 'not-active' as const, startedAt: null, endsAt: null } : reading }];
  });
}

/** One active bundle at a time: each later one starts when the one before ends. */
function readings(esim: Esim, { world, settings }: EsimGo): { assignment: Assignment; reading: TripReading }[] {
  const now = world.now().getTime();
  const used = settings.used[esim.iccid];
  if (used !== undefined) return readingsUsed(esim, used, now);
  let freeAt = 0;
  return esim.bundles.map((assignment) => {
    const startsAt = Math.max(assignment.assignedAt + settings.firstUseAfterMs, freeAt);
    const trip = {
      seed: `${esim.iccid} ${assignment.id}`,
      boughtAt: assignment.assignedAt,
      days: assignment.bundle.days,
      quantity: quantityOf(assignment),
      startsAfterMs: startsAt - assignment.assignedAt,
    };
    freeAt = startsAt + assignment.bundle.days * 24 * HOUR;
    return { assignment, reading: readTrip(trip, now) };
  });
}

function stateOf({ assignment, reading }: { assignment: Assignment; reading: TripReading }, { world, settings }: EsimGo): string {
  const age = world.now().getTime() - assignment.assignedAt;
  if (assignment.isRevoked) return 'revoked';
  if (reading.state === 'not-active') return age < settings.processingMs ? 'processing' : age > YEAR ? 'lapsed' : 'queued';
  if (reading.state === 'finished') return assignment.bundle.gigabytes === null ? 'active' : 'depleted';
  return reading.state;
}

/** Bundles on an eSIM by name, each with its assignments, the newest first. */
export function wireBundlesOn(esim: Esim, esimgo: EsimGo, view: { withUsed: boolean; limit: number }) {
  const wired = readings(esim, esimgo)
    .map((entry) => ({ name: entry.assignment.bundle.name, description: describe(entry.assignment.bundle), wire: wireAssignment(entry, esimgo) }))
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

function wireAssignment(entry: { assignment: Assignment; reading: TripReading }, esimgo: EsimGo) {
  const { assignment, reading } = entry;
  return {
    id: assignment.id,
    callTypeGroup: 'data',
    initialQuantity: quantityOf(assignment),
    remainingQuantity: reading.remaining,
    assignmentDateTime: iso(assignment.assignedAt),
    assignmentReference: assignment.reference,
    bundleState: stateOf(entry, esimgo),
    unlimited: assignment.bundle.gigabytes === null,
    ...(reading.startedAt === null || reading.endsAt === null ? {} : { startTime: iso(reading.startedAt), endTime: iso(reading.endsAt) }),
  };
}

/** The profile is installed half-way between purchase and first use. */
export function profileOf(esim: Esim, { world, settings }: EsimGo): { status: string; installedAt: number | null } {
  const installedAt = esim.assignedAt + settings.firstUseAfterMs / 2;
  return world.now().getTime() < installedAt ? { status: 'Released', installedAt: null } : { status: 'Installed', installedAt };
}
