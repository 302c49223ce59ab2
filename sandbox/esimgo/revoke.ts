import type { Context, Hono, MiddlewareHandler } from 'hono';
import { denied, refuse } from './answers.ts';
import { giveBack } from './balance.ts';
import { noteEvent } from './history.ts';
import { profileOf } from './profile-of.ts';
import type { Esim, EsimGo } from './state.ts';
import { DAY, type Stretch } from './timeline.ts';
import { readEsim } from './use.ts';
import { withEsim } from './with-esim.ts';

const REVOKED = 'Successfully Revoked Bundle';

/** Bundles are taken off eSIMs. Without `type` it is done: only `type=validate` is a dry run (§9.4). */
export function revokeRoutes(app: Hono, esimgo: EsimGo) {
  const ours = withEsim(esimgo);
  const faults = revokeFaults(esimgo);
  app.delete('/esims/:iccid/bundles/:name', faults, ours((c, esim) => answer(c, esim, { stretch: pick(c, esim, esimgo), esimgo })));
  app.delete(
    '/esims/:iccid/bundles/:name/assignments/:id',
    faults,
    ours((c, esim) => {
      const { name, id } = c.req.param();
      const stretch = readEsim(esim, esimgo).find(({ assignment }) => assignment.id === id && assignment.bundle.name === name);
      return answer(c, esim, { stretch, esimgo });
    }),
  );
}

/** Faults of `revoke` wait for the transaction; the dry run before it is `revoke-validate`. */
function revokeFaults({ world }: EsimGo): MiddlewareHandler {
  const [ofRevoke, ofValidate] = [world.faults('esimgo', 'revoke'), world.faults('esimgo', 'revoke-validate')];
  return (c, next) => (c.req.query('type') === 'validate' ? ofValidate(c, next) : ofRevoke(c, next));
}

// By name there may be several: the text names two different ones.
function pick(c: Context, esim: Esim, esimgo: EsimGo): Stretch | undefined {
  const named = readEsim(esim, esimgo).filter(({ assignment, state }) => assignment.bundle.name === c.req.param('name') && state !== 'revoked');
  if (esimgo.settings.revokePicks === 'latest') return named.at(-1);
  return named.find(({ state }) => state === 'queued' || state === 'processing') ?? named.at(-1);
}

function answer(c: Context, esim: Esim, { stretch, esimgo }: { stretch: Stretch | undefined; esimgo: EsimGo }): Response {
  const { settings } = esimgo;
  if (!stretch) return denied(c);
  const type = c.req.query('type') ?? 'transaction';
  if (type !== 'validate' && type !== 'transaction') return refuse(c, 400, 'Invalid revoke type');
  const toBalance = c.req.query('refundToBalance') === 'true';
  const isInTime = canRefund(stretch, esimgo);
  if (stretch.state === 'revoked' || (!isInTime && settings.revokeTooLate === 'refuse')) return refuse(c, settings.notRefundableStatus, 'Bundle cannot be revoked');
  if (toBalance && (!settings.refundsToBalance || !isInTime)) return refuse(c, settings.notRefundableStatus, 'Bundle is not refundable');
  if (type === 'validate') return c.json(options(stretch, { isInTime, esimgo }));
  if (toBalance && settings.offerIdNeeded && c.req.query('offerId') !== offerOf(stretch)) return refuse(c, 400, 'offerId is required');
  revoke(esim, { stretch, refund: isInTime ? (toBalance ? 'balance' : 'inventory') : null }, esimgo);
  return c.json({ status: isInTime ? `${REVOKED}, bundle has been refunded to ${toBalance ? 'balance' : 'inventory'}` : REVOKED });
}

/** Not started, nothing used, bought within the window. */
const canRefund = ({ assignment, state }: Stretch, { settings, now }: EsimGo) =>
  (state === 'queued' || state === 'processing') && now() - assignment.assignedAt <= settings.refundWindowDays * DAY;

const offerOf = ({ assignment }: Stretch) => `offer-${assignment.id}`;

function options(stretch: Stretch, { isInTime, esimgo }: { isInTime: boolean; esimgo: EsimGo }) {
  const status = isInTime ? 'Bundle can be revoked' : 'Bundle can be revoked without refund';
  if (esimgo.settings.revokeOptions === 'status') return { status };
  const inventory = { refundTo: 'inventory', quantity: 1 };
  const balance = { refundTo: 'balance', offerId: offerOf(stretch), amount: stretch.assignment.unitCents / 100, currency: esimgo.settings.currency };
  return { status, offers: isInTime ? [inventory, ...(esimgo.settings.refundsToBalance ? [balance] : [])] : [] };
}

function revoke(esim: Esim, { stretch, refund }: { stretch: Stretch; refund: 'balance' | 'inventory' | null }, esimgo: EsimGo) {
  const { settings, world, now } = esimgo;
  const { assignment } = stretch;
  const note = (name: string) => noteEvent(esim, name, { esimgo, bundleName: assignment.bundle.name });
  const wasInstalled = profileOf(esim, esimgo).installedAt !== null;
  assignment.revokedAt = now();
  note('Bundle Revoked');
  world.record({ service: 'esimgo', type: 'status-change', reference: esim.iccid, data: { status: 'revoked', assignmentId: assignment.id, refund } });
  if (refund === 'balance') {
    giveBack(assignment.unitCents, assignment.reference, esimgo);
    note('Bundle Refunded To Balance');
  }
  if (refund === 'inventory') {
    esimgo.stock.add(assignment.bundle, 1, assignment.unitCents);
    note('Bundle Refunded to Inventory');
  }
  const isLast = esim.bundles.every(({ revokedAt }) => revokedAt !== null);
  if (!settings.takesBackEsims || !isLast || wasInstalled) return;
  esim.takenBackAt = now();
  noteEvent(esim, 'eSIM Returned', { esimgo });
}
