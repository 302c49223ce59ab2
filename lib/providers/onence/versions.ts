import { isGone, isMissing, isRouteMissing } from './errors';

export type Version = 'v1' | 'v2';
/** `route` names the call, `iccid` the SIM it is about; `usual` is the version that is documented to have it. */
export type VersionedCall = { route: string; iccid?: string; usual?: Version };
export type Versions = {
  /** Asks in the version that works for this SIM or account, v2 when nothing is known; remembers what worked. */
  ask: <Result>(call: VersionedCall, run: (version: Version) => Promise<Result>) => Promise<Result>;
  known: (route: string) => Version | null;
};

const MOST_SIMS = 20_000;

/** Which version works, by call and, where an account is only half moved, by call and SIM. */
function memory() {
  const ofRoute = new Map<string, Version>();
  const ofSim = new Map<string, Version>();
  const key = ({ route, iccid }: VersionedCall) => `${route} ${iccid ?? ''}`;
  return {
    ofRoute: (route: string) => ofRoute.get(route) ?? null,
    first: (call: VersionedCall): Version => ofSim.get(key(call)) ?? ofRoute.get(call.route) ?? call.usual ?? 'v2',
    worked(call: VersionedCall, version: Version) {
      if (ofSim.get(key(call)) !== version) ofRoute.set(call.route, version);
    },
    workedForSim(call: VersionedCall, version: Version) {
      if (ofSim.size >= MOST_SIMS) ofSim.clear();
      ofSim.set(key(call), version);
    },
    forgetSim: (call: VersionedCall) => ofSim.delete(key(call)),
  };
}

/** Accounts move from v1 to v2 SIM by SIM and call by call until v1 retires (§1.1, §1.2): what one version does not have is asked in the other, and only a success is remembered. */
export function createVersions(): Versions {
  const remembered = memory();
  return {
    known: remembered.ofRoute,
    ask: async (call, run) => {
      const first = remembered.first(call);
      let refusal: unknown;
      try {
        const result = await run(first);
        remembered.worked(call, first);
        return result;
      } catch (error) {
        if (!isMissing(error)) throw error;
        refusal = error;
      }
      const other = first === 'v2' ? 'v1' : 'v2';
      const result = await run(other).catch((error: unknown) => {
        // Both lack it: v2 says in words what v1 leaves empty.
        throw isMissing(error) && !isRouteMissing(refusal) ? refusal : error;
      });
      const isOfCall = call.iccid === undefined || isGone(refusal) || (first === 'v2' && isRouteMissing(refusal));
      if (isOfCall) {
        remembered.forgetSim(call);
        remembered.worked(call, other);
      } else remembered.workedForSim(call, other);
      return result;
    },
  };
}
