import { isRouteMissing } from './errors';

export type Version = 'v1' | 'v2';
export type Versions = {
  /** Asks in the version that works for this account, v2 when nothing is known; remembers what worked. */
  ask: <Result>(route: string, run: (version: Version) => Promise<Result>) => Promise<Result>;
  known: (route: string) => Version | null;
};

/** Accounts move from v1 to v2 call by call until v1 retires (§1.1, §1.2): a missing call is asked in the other version, and only a success is remembered. */
export function createVersions(): Versions {
  const worked = new Map<string, Version>();
  return {
    known: (route) => worked.get(route) ?? null,
    ask: async (route, run) => {
      const first = worked.get(route) ?? 'v2';
      try {
        const result = await run(first);
        worked.set(route, first);
        return result;
      } catch (error) {
        if (!isRouteMissing(error)) throw error;
      }
      const other = first === 'v2' ? 'v1' : 'v2';
      const result = await run(other);
      worked.set(route, other);
      return result;
    },
  };
}
