import type { Consumption, Esim, EsimGo } from './state.ts';
import { MEGABYTE, readLine, type Stretch } from './timeline.ts';

/** The bundles of an eSIM as they are now. */
export function readEsim(esim: Esim, esimgo: EsimGo): Stretch[] {
  takeOverSetting(esim, esimgo);
  return readLine(esim, esimgo);
}

/** No data can be used: suspended, deactivated or taken back. */
export const isDead = ({ isSuspended, deactivatedAt, takenBackAt }: Esim) => isSuspended || deactivatedAt !== null || takenBackAt !== null;

/** From now on the clock uses no data on it. */
export const leaveTraveller = (esim: Esim, esimgo: EsimGo) => void takeFromTraveller(esim, esimgo);

/** Data is used on an eSIM now; the imagined traveller leaves it for good. */
export function useData(esim: Esim, megabytes: number, esimgo: EsimGo) {
  takeOverSetting(esim, esimgo);
  if (isDead(esim)) return;
  takeFromTraveller(esim, esimgo).push({ at: esimgo.world.now().getTime(), bytes: Math.round(megabytes * MEGABYTE) });
}

// The setting says how much is used in all; more than that is taken back.
function takeOverSetting(esim: Esim, esimgo: EsimGo) {
  const megabytes = esimgo.settings.used[esim.iccid];
  if (megabytes === undefined || megabytes === esim.usedSetting || isDead(esim)) return;
  esim.usedSetting = megabytes;
  const consumed = takeFromTraveller(esim, esimgo);
  const now = esimgo.world.now().getTime();
  const total = Math.round(megabytes * MEGABYTE);
  const before = consumed.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total >= before) consumed.push({ at: now, bytes: total - before });
  else esim.consumed = [{ at: consumed[0]?.at ?? now, bytes: total }];
}

/** What the traveller used so far stays used: each bundle began when it did. */
function takeFromTraveller(esim: Esim, esimgo: EsimGo): Consumption[] {
  if (esim.consumed) return esim.consumed;
  const now = esimgo.world.now().getTime();
  const consumed = readLine(esim, esimgo).flatMap(({ startedAt, endsAt, depletedAt, quantity, remaining }): Consumption[] => {
    if (startedAt === null || endsAt === null) return [];
    const lastAt = Math.min(now, depletedAt ?? endsAt - 1);
    return [{ at: startedAt, bytes: 0 }, { at: lastAt, bytes: quantity - remaining }];
  });
  esim.consumed = consumed;
  return consumed;
}
