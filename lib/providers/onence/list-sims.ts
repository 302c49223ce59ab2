import type { HttpAnswer } from '@/lib/http/http-answer';
import { endpointOf, parseItemNoting } from '@/lib/providers/drift/note-drift';
import type { FleetSim } from '@/lib/providers/fleet-provider';
import type { Account } from './account';
import { isDocumented } from './documented-fields';
import { bodyOf, isMissing } from './errors';
import { toSim } from './to-sim';
import type { Version } from './versions';
import { walkPages, type Page } from './walk-pages';
import { simCard, simCards } from './wire';

const ROUTE = 'GET /sims';
const PER_PAGE = 100;

/** Each SIM is read when its turn comes, so that a large fleet leaves little behind; one that cannot be read is left out and noted. */
function* readEach(listed: readonly unknown[], answer: HttpAnswer): Generator<FleetSim> {
  const answered = { providerId: 'onence', endpoint: endpointOf(answer), isKnown: isDocumented };
  for (const item of listed) {
    const parsed = parseItemNoting(simCard, item, answered);
    if (parsed.success) yield toSim(parsed.data);
  }
}

function pageOf(answer: HttpAnswer): Page<FleetSim> {
  const listed = bodyOf(answer, simCards);
  return { answer, items: readEach(listed, answer), count: listed.length };
}

/** Whether v1 lists a SIM that v2 did not is settled by its first page, so an account that moved whole costs one call more; none when v1 is gone. */
async function* listLeftInV1({ client }: Account, seen: Set<string>): AsyncGenerator<FleetSim> {
  const ask = async (page: number): Promise<Page<FleetSim> | null> => {
    try {
      return pageOf(await client.send({ method: 'GET', path: `/v1/sims?page=${page}&pageSize=${PER_PAGE}`, asked: 'read' }));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
  yield* walkPages({ pageSize: PER_PAGE, keyOf: ({ iccid }) => iccid, seen, endsWithNothingNew: true, ask });
}

/** Every SIM once: those v2 lists, then, while accounts are half moved (§1.2), those only v1 has. */
export async function* listSims(account: Account): AsyncGenerator<FleetSim> {
  const { client, versions } = account;
  const seen = new Set<string>();
  const list = (page: number) => (version: Version) => client.send({ method: 'GET', path: `/${version}/sims?page=${page}&pageSize=${PER_PAGE}`, asked: 'read' });
  yield* walkPages({ pageSize: PER_PAGE, keyOf: ({ iccid }) => iccid, seen, ask: async (page) => pageOf(await versions.ask({ route: ROUTE }, list(page))) });
  if (versions.known(ROUTE) === 'v2') yield* listLeftInV1(account, seen);
}
