import type { Esim, EsimGo } from './state.ts';
import { DAY, YEAR } from './timeline.ts';
import { readEsim } from './use.ts';

const GRACE_DAYS = 7;

/** When an eSIM without a living bundle is announced for deletion, and deleted (§15); null while it has one. */
export function idleDates(esim: Esim, esimgo: EsimGo): { scheduledAt: number; deletedAt: number } | null {
  const { idleDays } = esimgo.settings;
  if (idleDays === 0) return null;
  let idleSince = esim.assignedAt;
  for (const { assignment, state, endsAt } of readEsim(esim, esimgo)) {
    if (state === 'processing' || state === 'queued' || state === 'active') return null;
    idleSince = Math.max(idleSince, endsAt ?? assignment.revokedAt ?? assignment.assignedAt + YEAR);
  }
  const scheduledAt = idleSince + idleDays * DAY;
  return { scheduledAt, deletedAt: scheduledAt + GRACE_DAYS * DAY };
}

/** An eSIM of the account; one that was deleted or taken back is none. */
export function findEsim(iccid: string, esimgo: EsimGo): Esim | null {
  const esim = esimgo.esims.get(iccid);
  return esim && isOurs(esim, esimgo) ? esim : null;
}

// Installed after it was taken back, it returns four days later (§9.4).
const cameBack = ({ takenBackAt, installedAt }: Esim, now: number) =>
  takenBackAt !== null && installedAt !== null && installedAt >= takenBackAt && now >= takenBackAt + 4 * DAY;

export function isOurs(esim: Esim, esimgo: EsimGo): boolean {
  if (esim.takenBackAt !== null && !cameBack(esim, esimgo.now())) return false;
  const idle = idleDates(esim, esimgo);
  return idle === null || esimgo.now() < idle.deletedAt;
}
