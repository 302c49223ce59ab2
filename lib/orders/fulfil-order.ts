import { pool } from '@/lib/db/client';
import { isTaken } from '@/lib/db/sql';
import { enqueue } from '@/lib/jobs/enqueue';
import { log } from '@/lib/log';
import { askProvider, type Answer } from '@/lib/orders/ask-provider';
import { beginFulfilment, type Begun, type Step } from '@/lib/orders/begin-fulfilment';
import { keepTopUp } from '@/lib/orders/keep-top-up';
import { moveToEquivalent } from '@/lib/orders/move-to-equivalent';
import { releaseLease, whileHolding, type Lease } from '@/lib/orders/lease';
import type { CaseReason } from '@/lib/orders/order-reasons';
import { moveOrder } from '@/lib/orders/order-state';
import {
  closeIntent, giveToStaff, keepPurchase, LeaseLost, notePreparing, noteUnknown, refuseAndRefund, type Settling,
} from '@/lib/orders/settle-purchase';
import { getProvider } from '@/lib/providers/registry';
import type { Purchase } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import { noteOutOfFunds } from '@/lib/providers/sale-state';

/** How long the automatic work goes on after payment before a person is asked, milliseconds. */
const TRY_FOR_MS = 10 * 60_000;
/** The same while the provider cannot be reached, asks to wait, or takes our key no more: nothing was bought, and it goes on by itself. */
const WAIT_OUT_MS = 60 * 60_000;
const PREPARE_FOR_MS = 30 * 60_000;
/** What is there of a purchase goes out so long after it was first seen, though more was ordered. */
const SHORT_AFTER_MS = 5 * 60_000;
/** However long a provider asks us to stay away, an order is looked at again. */
const LONGEST_AWAY_MS = 5 * 60_000;

type Work = Settling & { paidAt: Date };

async function comeBack(lease: Lease, afterMs: number): Promise<void> {
  const runAt = new Date(Date.now() + afterMs);
  if (!(await releaseLease(pool(), lease, runAt))) return;
  await enqueue(pool(), { name: 'orders.fulfil', payload: { orderId: lease.orderId }, key: `orders.fulfil:${lease.orderId}`, runAt, priority: -10 });
}

/** Doubles from one second to half a minute with the number of look-ups. */
const lookAgainMs = (lookUps: number) => Math.min(1_000 * 2 ** lookUps, 30_000);

async function retryOrGiveUp(work: Work, error: ProviderError, reason: CaseReason): Promise<void> {
  if (work.step.isFresh) await closeIntent(work, error.code);
  const age = Date.now() - work.paidAt.getTime();
  if (age > WAIT_OUT_MS) return giveToStaff(work, reason);
  const asked = error.provider.retryAfterMs ?? Math.min(age, 30_000);
  await comeBack(work.lease, Math.min(Math.max(asked, 2_000), LONGEST_AWAY_MS));
}

async function settleFailure(work: Work, error: ProviderError): Promise<void> {
  log.warn({ orderId: work.lease.orderId, provider: error.providerId, code: error.code }, 'order.purchase.failed');
  switch (error.code) {
    case 'outcome-unknown':
    case 'bad-response':
      await noteUnknown(work, error);
      if (!work.step.isFresh && error.code === 'bad-response') return giveToStaff(work, 'look-up answer not understood');
      return comeBack(work.lease, lookAgainMs(work.step.purchase.lookUps));
    case 'unavailable':
    case 'rate-limited':
    case 'unauthorized':
      return retryOrGiveUp(work, error, `provider ${error.code}`);
    case 'rejected':
      if (!work.step.isFresh) return giveToStaff(work, 'look-up refused');
      return (await moveToEquivalent(work, error)) ? undefined : refuseAndRefund(work, error);
    case 'out-of-funds':
      if (work.step.isFresh) await closeIntent(work, error.code);
      await noteOutOfFunds(pool(), error.providerId);
      return giveToStaff(work, error.code);
  }
}

/** What the provider gave may already belong to another order of ours: then it is nobody's until a person looked. */
async function keepOrAsk(work: Work, keep: () => Promise<void>): Promise<void> {
  try {
    await keep();
  } catch (error) {
    if (!isTaken(error)) throw error;
    await giveToStaff(work, 'already delivered to another order');
  }
}

/** Still being made: what is there goes out before long, counted from when it was first seen, and a person is asked about the rest. */
async function settlePreparing(work: Work, { providerOrderId, esims = [] }: Purchase & { status: 'preparing' }, since: number): Promise<void> {
  const partSeenAt = await notePreparing(work, { providerOrderId, hasPart: esims.length > 0 });
  const partSince = esims.length > 0 && partSeenAt ? Date.now() - partSeenAt.getTime() : null;
  if (partSince !== null && partSince > SHORT_AFTER_MS) return keepOrAsk(work, () => keepPurchase(work, { status: 'ready', providerOrderId, esims }));
  if (partSince === null && since > PREPARE_FOR_MS) return giveToStaff(work, 'still preparing');
  await comeBack(work.lease, Math.min(Math.max(since, 2_000), 30_000));
}

async function settleAnswer(work: Work, answer: Answer): Promise<void> {
  const { step, lease } = work;
  const since = Date.now() - (step.purchase.sentAt ?? step.purchase.intendedAt).getTime();
  switch (answer.status) {
    case 'ready':
      return keepOrAsk(work, () => keepPurchase(work, answer));
    case 'topped-up':
      return keepOrAsk(work, () => keepTopUp(work, answer.providerOrderId));
    case 'preparing':
      return settlePreparing(work, answer, since);
    case 'waiting':
      // Never bought again on a guess: not visible for long enough means a person decides.
      return since > getProvider(step.line.providerId).lookUpDelayMs ? giveToStaff(work, 'outcome unknown and not found') : comeBack(lease, lookAgainMs(step.purchase.lookUps));
    case 'ambiguous':
      return giveToStaff(work, 'several purchases match');
  }
}

function mustBeSold({ line, isFresh }: Step): void {
  if (isFresh && line.isWithdrawn) throw new ProviderError('rejected', line.providerId, { refusal: { reason: 'plan-withdrawn' }, message: 'withdrawn since it was ordered' });
}

async function workOn(work: Work): Promise<void> {
  let answer: Answer;
  try {
    mustBeSold(work.step);
    const provider = getProvider(work.step.line.providerId);
    answer = await whileHolding(work.lease, () => askProvider(provider, work.lease.orderId, work.step));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return settleFailure(work, error);
  }
  return settleAnswer(work, answer);
}

async function advance(orderId: string, begun: NonNullable<Begun>): Promise<void> {
  if ('waitMs' in begun) {
    const runAt = new Date(Date.now() + begun.waitMs);
    return enqueue(pool(), { name: 'orders.fulfil', payload: { orderId }, key: `orders.fulfil:${orderId}`, runAt, priority: -10 });
  }
  if ('allReady' in begun) {
    await moveOrder(pool(), { orderId, to: 'FULFILLED', reason: 'delivered', leaseToken: begun.allReady.token });
    return;
  }
  try {
    await workOn(begun);
  } catch (error) {
    if (error instanceof LeaseLost) return log.warn({ orderId }, 'order.lease.lost');
    // Nothing is tried for ever: what fails for reasons of our own is a person's after the same time.
    if (Date.now() - begun.paidAt.getTime() > TRY_FOR_MS) await giveToStaff(begun, 'unexpected failure');
    throw error;
  }
}

/** Moves a paid order one step towards delivery. Safe to run at any time, twice, or after a crash: what may have been bought is looked up, never bought again. */
export async function fulfilOrder({ orderId }: { orderId: string }): Promise<void> {
  const begun = await beginFulfilment(orderId);
  if (begun) await advance(orderId, begun);
}
