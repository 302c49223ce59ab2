import type { FleetChangeResult, FleetSimChange } from '@/lib/providers/fleet-provider';
import { pathIccid, type Account } from './account';
import { isRouteMissing, OnenceError } from './errors';
import { readCard } from './sims';
import { toSim } from './to-sim';
import type { WireSim } from './wire';

const ROUTE = 'PUT /sims/{iccid}';
const PER_BULK = 100;
const AT_ONCE = 4;

const statusWord = (isEnabled: boolean) => (isEnabled ? 'Enabled' : 'Disabled');
const isEmpty = ({ isEnabled, label, isImeiLocked }: FleetSimChange) => isEnabled === undefined && label === undefined && isImeiLocked === undefined;

/** v2 changes only what is named (§8). */
const partialBody = (change: FleetSimChange) => ({
  iccid: pathIccid(change.iccid),
  ...(change.isEnabled === undefined ? {} : { status: statusWord(change.isEnabled) }),
  ...(change.label === undefined ? {} : { label: change.label }),
  ...(change.isImeiLocked === undefined ? {} : { imei_lock: change.isImeiLocked }),
});

/** v1 takes an omitted status for Enabled and an omitted lock for false, so all is sent (§1.1, §7.2); what cannot be read is not guessed. */
function wholeBody(change: FleetSimChange, present: WireSim) {
  const isEnabled = change.isEnabled ?? toSim(present).isEnabled;
  // A lock binds to a device: where none was ever seen there is none to lift.
  const isLocked = change.isImeiLocked ?? present.imei_lock ?? (present.imei === null ? false : null);
  if (isEnabled === null || isLocked === null) throw new OnenceError('bad-response', null, { message: 'onence: the present state of the SIM is not stated, so it was not changed' });
  const label = change.label ?? present.label;
  return { iccid: pathIccid(change.iccid), status: statusWord(isEnabled), ...(label === null ? {} : { label }), imei_lock: isLocked };
}

export async function changeSim(account: Account, change: FleetSimChange): Promise<void> {
  if (isEmpty(change)) return;
  const iccid = pathIccid(change.iccid);
  await account.versions.ask({ route: ROUTE, iccid }, async (version) => {
    const body = version === 'v2' ? partialBody(change) : wholeBody(change, await readCard(account, iccid));
    await account.client.send({ method: 'PUT', path: `/${version}/sims/${iccid}`, asked: 'change', body });
  });
}

/** What a failure says about this SIM; null when it is about the account, so that going on makes no sense. */
function resultOf(iccid: string, error: unknown): FleetChangeResult | null {
  if (!(error instanceof OnenceError)) return null;
  if (error.code === 'outcome-unknown') return { iccid, outcome: 'unknown', reason: error.message };
  const isOfSim = error.code === 'rejected' || error.code === 'bad-response' || error.status === 409 || error.status === 403;
  return isOfSim ? { iccid, outcome: 'refused', reason: error.message } : null;
}

type Settled = { result: FleetChangeResult | null; error?: unknown };

const settle = (iccid: string, run: Promise<FleetChangeResult>): Promise<Settled> =>
  run.then((result) => ({ result }), (error: unknown) => ({ result: resultOf(iccid, error), error }));

/** First what is known of every SIM, then the failure that stops the run. */
function* report(settled: readonly Settled[]): Generator<FleetChangeResult> {
  for (const { result } of settled) if (result) yield result;
  const stopped = settled.find(({ result }) => result === null);
  if (stopped) throw stopped.error;
}

const changeOne = (account: Account, change: FleetSimChange) =>
  settle(change.iccid, changeSim(account, change).then(() => ({ iccid: change.iccid, outcome: 'done' as const })));

const isAsAsked = (card: WireSim, { isEnabled, label, isImeiLocked }: FleetSimChange): boolean =>
  (isEnabled === undefined || toSim(card).isEnabled === isEnabled) &&
  (label === undefined || (card.label ?? '') === label) &&
  (isImeiLocked === undefined || (card.imei_lock ?? false) === isImeiLocked);

/** Whatever the answer was, the SIM itself says what became of it; not yet as asked = still queued, or lost. */
async function verified(account: Account, change: FleetSimChange, unseen: 'accepted' | 'unknown'): Promise<FleetChangeResult> {
  const card = await readCard(account, change.iccid).catch(() => null);
  return { iccid: change.iccid, outcome: card && isAsAsked(card, change) ? 'done' : unseen };
}

type Prepared = { change: FleetSimChange; body: ReturnType<typeof wholeBody> | null; settled: Settled };

async function prepare(account: Account, change: FleetSimChange): Promise<Prepared> {
  try {
    const body = isEmpty(change) ? null : wholeBody(change, await readCard(account, change.iccid));
    return { change, body, settled: { result: { iccid: change.iccid, outcome: 'done' } } };
  } catch (error) {
    return { change, body: null, settled: { result: resultOf(change.iccid, error), error } };
  }
}

/** v1 only: 201 says queued and names no job (§1 fact 12), so each SIM is read again. */
async function* changeBulk(account: Account, changes: readonly FleetSimChange[]): AsyncGenerator<FleetChangeResult> {
  const prepared: Prepared[] = [];
  for (const change of changes) prepared.push(await prepare(account, change));
  yield* report(prepared.filter(({ body }) => body === null).map(({ settled }) => settled));
  const ready = prepared.filter(({ body }) => body !== null);
  if (ready.length === 0) return;
  const error: unknown = await account.client
    .send({ method: 'POST', path: '/v1/sims', asked: 'change', body: ready.map(({ body }) => body) })
    .then(() => null, (thrown: unknown) => thrown);
  // Retired, or more at once than they take, of which no maximum is documented: whatever was refused whole changed nothing.
  const isTooMuch = ready.length > 1 && error instanceof OnenceError && (error.status === 400 || error.status === 413);
  if (isRouteMissing(error) || isTooMuch) {
    for (const { change } of ready) yield* report([await changeOne(account, change)]);
    return;
  }
  const isUnknown = error instanceof OnenceError && error.code === 'outcome-unknown';
  if (error !== null && !isUnknown) return yield* report(ready.map(({ change }) => ({ result: resultOf(change.iccid, error), error })));
  for (const { change } of ready) yield await verified(account, change, isUnknown ? 'unknown' : 'accepted');
}

/** One change per SIM, later words win. */
function merged(changes: readonly FleetSimChange[]): FleetSimChange[] {
  const byIccid = new Map<string, FleetSimChange>();
  for (const change of changes) byIccid.set(change.iccid, { ...byIccid.get(change.iccid), ...change });
  return [...byIccid.values()];
}

/** v2 has no bulk call: a few single ones at a time, in turn. Once this account is known to be on v1: its bulk call. */
export async function* changeSims(account: Account, changes: readonly FleetSimChange[]): AsyncGenerator<FleetChangeResult> {
  const left = merged(changes);
  while (left.length > 0) {
    const known = account.versions.known(ROUTE);
    if (known === 'v1') yield* changeBulk(account, left.splice(0, PER_BULK));
    else yield* report(await Promise.all(left.splice(0, known === null ? 1 : AT_ONCE).map((change) => changeOne(account, change))));
  }
}
