import type { Context } from 'hono';
import { iso } from './answers.ts';
import { profileOf } from './profile-of.ts';
import type { Esim, EsimGo, Version } from './state.ts';
import type { Stretch } from './timeline.ts';
import { readEsim } from './use.ts';
import { describe, PROFILE_NAME, wireAllowances } from './wire-bundles.ts';
import { smdpOf } from './wire-orders.ts';

export const lpaOf = ({ smdpAddress, matchingId }: Esim) => `LPA:1$${smdpAddress}$${matchingId}`;

const linkOf = (esim: Esim, maker: 'apple' | 'android') => `https://esimsetup.${maker}.com/esim_qrcode_provisioning?carddata=${lpaOf(esim)}`;

/** The links asked for by `additionalFields`: Apple's, and since v2.5 Android's with it (§8.3, §17). */
export function wireLinks(c: Context, esim: Esim, { settings, version }: { settings: EsimGo['settings']; version: Version }) {
  const fields = (c.req.queries('additionalFields') ?? []).flatMap((text) => text.split(','));
  const [apple, android] = [linkOf(esim, 'apple'), linkOf(esim, 'android')];
  if (version === '2.5' && fields.includes('installUrl')) {
    return settings.installUrlAs === 'object' ? { installUrl: { apple, android } } : { appleInstallUrl: apple, androidInstallUrl: android };
  }
  return fields.includes('appleInstallUrl') ? { appleInstallUrl: apple } : {};
}

/** Install details of an eSIM, the same in one read and in assignments but for the form of their one time (§8.1, §8.5). */
export function wireProfile(esim: Esim, esimgo: EsimGo, installedAs: 'iso' | 'ms') {
  const { status, installedAt } = profileOf(esim, esimgo);
  const { notInstalledAs } = esimgo.settings;
  const { iccid, pin, puk, matchingId } = esim;
  const firstInstalledDateTime = installedAt === null ? (notInstalledAs === 'zero' ? 0 : null) : installedAs === 'iso' ? iso(installedAt) : installedAt;
  const isLeftOut = installedAt === null && notInstalledAs === 'absent';
  return { iccid, matchingId, smdpAddress: smdpOf(esim, esimgo.settings), profileStatus: status, pin, puk, ...(isLeftOut ? {} : { firstInstalledDateTime }) };
}

/** What v2.5 adds to an eSIM. */
export function wireState({ deactivatedAt, isSuspended, msisdn, profileName }: Esim) {
  return {
    state: deactivatedAt !== null ? 'deactivated' : isSuspended ? 'suspended' : 'active',
    msisdn: msisdn ?? '',
    brandingId: profileName ?? '',
    profileName: PROFILE_NAME,
  };
}

const OVER = ['depleted', 'expired', 'revoked', 'lapsed'];

/** Bundles on an eSIM by name, each with its assignments, the newest first. */
export function wireBundlesOn(esim: Esim, esimgo: EsimGo, view: { withUsed: boolean; limit: number; version: Version }) {
  const isTimed = view.version === '2.5' || esimgo.settings.bundleTimes === 'always';
  const wired = readEsim(esim, esimgo)
    .map((stretch) => ({ name: stretch.assignment.bundle.name, description: describe(stretch.assignment.bundle), wire: wireAssignment(stretch, { ...view, isTimed }) }))
    .filter(({ wire }) => view.withUsed || !OVER.includes(wire.bundleState))
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

function wireAssignment({ assignment, state, quantity, remaining, startedAt, endsAt }: Stretch, { isTimed, version }: { isTimed: boolean; version: Version }) {
  return {
    id: assignment.id,
    callTypeGroup: 'data',
    initialQuantity: quantity,
    remainingQuantity: remaining,
    assignmentDateTime: iso(assignment.assignedAt),
    assignmentReference: assignment.reference,
    bundleState: state,
    unlimited: assignment.bundle.gigabytes === null,
    ...(!isTimed || startedAt === null || endsAt === null ? {} : { startTime: iso(startedAt), endTime: iso(endsAt) }),
    ...(version === '2.5' ? { allowances: wireAllowances(assignment.bundle) } : {}),
  };
}
