import { Hono } from 'hono';
import { conflict, invalid, missing, required } from './api-error.ts';
import { type StripeEnv, secretOnly } from './auth.ts';
import { expanded } from './expand.ts';
import { asText, type Form, parseForm } from './form.ts';
import { newId } from './ids.ts';
import { listPage, queryOf } from './list.ts';
import type { Charge, Refund } from './objects.ts';
import { amountOf, mergeMetadata, onlyParams } from './params.ts';
import type { StripeSandbox } from './sandbox.ts';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'];
const PARAMS = ['amount', 'charge', 'currency', 'customer', 'instructions_email', 'metadata', 'origin', 'payment_intent', 'reason', 'refund_application_fee', 'reverse_transfer'];

export function refundRoutes(sandbox: StripeSandbox): Hono<StripeEnv> {
  const { refunds, world } = sandbox;
  const fault = (operation: string) => world.faults('stripe', `refunds-${operation}`);

  return new Hono<StripeEnv>()
    .use('*', secretOnly)
    .post('/', async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, PARAMS);
      return c.json(expanded(sandbox, createRefund(sandbox, form), form));
    })
    .get('/', fault('list'), (c) => {
      const query = queryOf(c);
      const { payment_intent: intent, charge } = query;
      const found = [...refunds.values()].filter(
        (refund) => (!intent || refund.payment_intent === intent) && (!charge || refund.charge === charge),
      );
      return c.json(expanded(sandbox, listPage(query, found, '/v1/refunds'), query));
    })
    .get('/:id', fault('retrieve'), (c) => {
      const query = queryOf(c);
      return c.json(expanded(sandbox, find(sandbox, c.req.param('id')), query));
    })
    .post('/:id', async (c) => {
      const form = parseForm(await c.req.text());
      onlyParams(form, ['metadata']);
      const refund = find(sandbox, c.req.param('id'));
      refund.metadata = mergeMetadata(refund.metadata, form.metadata);
      sandbox.emit('refund.updated', refund);
      return c.json(expanded(sandbox, refund, form));
    });
}

function find(sandbox: StripeSandbox, id: string): Refund {
  const refund = sandbox.refunds.get(id);
  if (!refund) throw missing('refund', id);
  return refund;
}

function createRefund(sandbox: StripeSandbox, form: Form): Refund {
  const reason = asText(form.reason) ?? null;
  if (reason !== null && !REASONS.includes(reason)) {
    throw invalid(`Invalid reason: must be one of ${REASONS.join(', ')}`, { param: 'reason' });
  }
  const metadata = mergeMetadata({}, form.metadata);
  const asked = form.amount === undefined ? null : amountOf(form.amount);
  const charge = chargeFor(sandbox, form);
  const left = charge.amount - charge.amount_refunded;
  if (charge.disputed) throw conflict('charge_disputed', `Charge ${charge.id} has been charged back; cannot issue a refund.`);
  if (left === 0) throw conflict('charge_already_refunded', `Charge ${charge.id} has already been refunded.`);
  const amount = asked ?? left;
  if (amount > left) {
    const message = `Refund amount (${money(amount, charge)}) is greater than unrefunded amount on charge (${money(left, charge)})`;
    throw conflict('amount_too_large', message, { param: 'amount' });
  }
  return applyRefund(sandbox, charge, { amount, reason, metadata });
}

function applyRefund(sandbox: StripeSandbox, charge: Charge, asked: Pick<Refund, 'amount' | 'reason' | 'metadata'>): Refund {
  const steers = steering(sandbox, charge);
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    ...asked,
    balance_transaction: newId('txn'),
    charge: charge.id,
    created: sandbox.now(),
    currency: charge.currency,
    customer: charge.customer,
    destination_details: { type: 'card', card: { type: 'refund', reference_status: 'pending', reference_type: 'acquirer_reference_number' } },
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    receipt_number: null,
    source_transfer_reversal: null,
    status: steers.isSlow || steers.fails ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  sandbox.refunds.set(refund.id, refund);
  charge.amount_refunded += refund.amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  const { id: refundId, amount, currency, reason, metadata } = refund;
  sandbox.world.record({
    service: 'stripe',
    type: 'refund',
    reference: refund.payment_intent,
    data: { refundId, amount, currency, reason, metadata: { ...metadata } },
  });
  sandbox.emit('refund.created', refund);
  sandbox.emit('charge.refunded', charge);
  if (refund.status === 'pending') {
    sandbox.timers.after(sandbox.settings.settlesAfterMs, () => settleRefund(sandbox, refund, steers.fails));
  }
  return refund;
}

function settleRefund(sandbox: StripeSandbox, refund: Refund, fails: boolean) {
  refund.status = fails ? 'failed' : 'succeeded';
  if (fails) {
    refund.failure_reason = 'expired_or_canceled_card';
    const charge = sandbox.charges.get(refund.charge);
    if (charge) Object.assign(charge, { amount_refunded: charge.amount_refunded - refund.amount, refunded: false });
    sandbox.emit('refund.failed', refund);
  }
  sandbox.emit('refund.updated', refund);
}

function steering(sandbox: StripeSandbox, charge: Charge): { isSlow: boolean; fails: boolean } {
  const keys = [charge.id, charge.payment_intent, ...Object.values(charge.metadata)];
  const { slowRefund, failingRefund } = sandbox.settings;
  return { isSlow: keys.some((key) => slowRefund[key]), fails: keys.some((key) => failingRefund[key]) };
}

function chargeFor(sandbox: StripeSandbox, form: Form): Charge {
  const chargeId = asText(form.charge);
  const intentId = asText(form.payment_intent);
  if (chargeId === undefined && intentId === undefined) throw required('payment_intent');
  if (intentId !== undefined) {
    const intent = sandbox.intents.get(intentId);
    if (!intent) throw missing('payment_intent', intentId, 'payment_intent');
    if (intent.status !== 'succeeded') {
      throw conflict('payment_intent_unexpected_state', `This PaymentIntent (${intentId}) does not have a successful charge to refund.`);
    }
    return existing(sandbox, intent.latest_charge ?? '');
  }
  return existing(sandbox, chargeId ?? '');
}

function existing(sandbox: StripeSandbox, id: string): Charge {
  const charge = sandbox.charges.get(id);
  if (!charge || charge.status !== 'succeeded') throw missing('charge', id, 'charge');
  return charge;
}

function money(amount: number, charge: Charge): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: charge.currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
