import type { EsimGoClient } from '@/lib/providers/esimgo/client';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import { esimPath } from '@/lib/providers/esimgo/esim-path';
import { aboutEsim } from '@/lib/providers/esimgo/is-key-good';
import { assignment, bundlesAnswer, heldBundle, type EsimGoAssignment } from '@/lib/providers/esimgo/wire-bundles';
import { parseItemNoting } from '@/lib/providers/drift/note-drift';
import { plainText } from '@/lib/providers/plain-text';

const ANSWERED = { providerId: 'esimgo', endpoint: 'GET /esims/{id}/bundles: assignment', isKnown: isDocumented };
const MOST = 200;

export type HeldAssignment = EsimGoAssignment & { bundleName: string; title: string };

function assignmentsOf(item: unknown): HeldAssignment[] {
  const bundle = heldBundle.safeParse(item);
  if (!bundle.success) return [];
  const title = plainText(bundle.data.description, 120) || plainText(bundle.data.name, 120);
  return bundle.data.assignments.flatMap((each) => {
    const parsed = parseItemNoting(assignment, each, ANSWERED);
    return parsed.success ? [{ ...parsed.data, bundleName: bundle.data.name, title }] : [];
  });
}

const assignedAt = ({ assignmentDateTime }: EsimGoAssignment) => Date.parse(assignmentDateTime ?? '') || 0;

/** §9.1: everything that is or was assigned to the eSIM, newest first, each once. */
export async function listAssignments(client: EsimGoClient, iccid: string): Promise<HeldAssignment[]> {
  const { bundles } = await aboutEsim(client, () => client.read(`${esimPath(iccid)}/bundles?includeUsed=true&limit=${MOST}`, bundlesAnswer));
  const all = new Map(bundles.flatMap(assignmentsOf).map((each) => [each.id, each]));
  return [...all.values()].sort((a, b) => assignedAt(b) - assignedAt(a)).slice(0, MOST);
}
