import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { assignment, bundleOnEsimAnswer, bundlesAnswer, heldBundle, type EsimGoAssignment } from '@/lib/providers/esimgo/wire-bundles';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import { plainText } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /esims/{id}/bundles: assignment', isKnown: isDocumented };
const BUNDLE = { ...ANSWERED, endpoint: 'GET /esims/{id}/bundles: bundle' };
const MOST = 200;

export type HeldAssignment = EsimGoAssignment & { bundleName: string; title: string };

function readAll(assignments: unknown[], bundle: { bundleName: string; title: string }): HeldAssignment[] {
  return assignments.flatMap((each) => {
    const parsed = parseItemNoting(assignment, each, ANSWERED);
    return parsed.success ? [{ ...parsed.data, ...bundle }] : [];
  });
}

function assignmentsOf(item: unknown): HeldAssignment[] {
  const bundle = parseItemNoting(heldBundle, item, BUNDLE);
  if (!bundle.success) return [];
  const { name, description, assignments } = bundle.data;
  return readAll(assignments, { bundleName: name, title: plainText(description, 120) || plainText(name, 120) });
}

const newestFirst = (all: HeldAssignment[]) => all.sort((a, b) => assignedAt(b) - assignedAt(a));
const assignedAt = ({ assignmentDateTime }: EsimGoAssignment) => Date.parse(assignmentDateTime ?? '') || 0;

/** §9.1: everything that is or was assigned to the eSIM, newest first, each once. */
export async function listAssignments(client: EsimGoClient, iccid: string): Promise<HeldAssignment[]> {
  const { bundles } = await aboutEsim(client, () => client.read(`${esimPath(iccid)}/bundles?includeUsed=true&limit=${MOST}`, bundlesAnswer));
  const all = new Map(bundles.flatMap(assignmentsOf).map((each) => [each.id, each]));
  return newestFirst([...all.values()]).slice(0, MOST);
}

/** §9.2: the latest assignment of one bundle; an eSIM that never had it is told like one without. */
export async function latestAssignment(client: EsimGoClient, iccid: string, bundleName: string): Promise<HeldAssignment | null> {
  const path = `${esimPath(iccid)}/bundles/${encodeURIComponent(bundleName)}`;
  const { assignments } = await aboutEsim(client, () => client.read(path, bundleOnEsimAnswer));
  return newestFirst(readAll(assignments, { bundleName, title: plainText(bundleName, 120) }))[0] ?? null;
}
