import { expect, test } from 'vitest';
import { OrderStatus, PurchaseStatus } from '@/generated/prisma/enums';
import { MAIL_NAMES } from '@/lib/email/mail-names';
import { EVENT_KINDS, MOVE_REASONS, NOTE_REASONS, REFUND_REASONS, STANDING_REASONS, STOP_REASONS } from '@/lib/orders/order-reasons';
import type { OrderForStaff } from '@/lib/orders/staff-queries';
import german from '@/messages/de/admin.json';
import english from '@/messages/en/admin.json';
import { moneyLeft, orderTimeline } from './order-timeline';
import { nameOf, reasonWord } from './reason-word';
import { stateWord } from './state-word';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
type Event = OrderForStaff['events'][number];
type Email = OrderForStaff['emails'][number];
const event = (facts: Partial<Event>): Event => ({ id: 1n, orderId: 'o', at: at(0), kind: 'status', status: null, reason: '', data: null, ...facts });
const email = (facts: Partial<Email>): Email => ({ id: 'e', key: 'k', orderId: 'o', to: 'ada@example.com', template: 'receipt', status: 'sent', messageId: null, claimedAt: at(0), sentAt: null, ...facts });

test('events and mails stand in one line of time, amounts as money', () => {
  const events = [event({ status: 'PAID', reason: 'payment confirmed', at: at(1) }), event({ id: 2n, kind: 'refund', reason: 'goodwill', at: at(5), data: { amountMinor: 150, currency: 'USD', actor: 'staff' } })];
  const entries = orderTimeline({ events, emails: [email({ sentAt: at(3) })] }, { locale: 'en', words: english });
  expect(entries.map(({ text }) => text)).toEqual(['paid: payment confirmed', 'receipt: sent', 'goodwill']);
  expect(entries[2]?.detail).toBe('$1.50 · actor staff');
});

test('what can still go back is what was captured less refunds that did not fail', () => {
  const refund = (status: string, amountMinor: number) => ({ id: status, paymentId: 'p', key: status, stripeRefundId: null, amountMinor, currency: 'USD', status, reason: '', requestedBy: null, createdAt: at(0), settledAt: null });
  const payment = (status: string, capturedMinor: number, refunds: ReturnType<typeof refund>[]) => ({
    id: status, orderId: 'o', paymentIntentId: status, amountMinor: 1_000, currency: 'USD', status, capturedMinor, failureCode: null, createdAt: at(0), succeededAt: null, checkedAt: null, refunds,
  });
  const payments = [payment('succeeded', 1_000, [refund('succeeded', 200), refund('pending', 300), refund('failed', 500)]), payment('failed', 0, [])];
  expect(moneyLeft(payments)).toEqual({ capturedMinor: 1_000, leftMinor: 500 });
});

/** Of payments, refunds, mails and syncs, as the schema lists them. */
const PLAIN = ['created', 'processing', 'succeeded', 'failed', 'canceled', 'intended', 'pending', 'claimed', 'sent', 'unknown', 'running', 'completed', 'held'];

test('every state has a word, and one nobody named is told as it is kept', () => {
  for (const { states } of [english, german]) expect(Object.keys(states)).toEqual(expect.arrayContaining([...Object.values(OrderStatus), ...Object.values(PurchaseStatus), ...PLAIN]));
  expect([stateWord('NEEDS_REVIEW', german.states), stateWord('requires_action', german.states)]).toEqual(['zu klären', 'requires action']);
});

const NAMED = {
  reasons: [...STOP_REASONS, ...STANDING_REASONS, ...MOVE_REASONS, ...NOTE_REASONS, ...REFUND_REASONS, 'placed'],
  kinds: [...EVENT_KINDS, 'email'],
  mails: [...MAIL_NAMES],
};

test.each(['reasons', 'kinds', 'mails'] as const)('all %s have words, and none is named that there is not', (what) => {
  for (const words of [english, german]) expect(new Set(Object.keys(words[what]))).toEqual(new Set<string>(NAMED[what]));
});

test('what nobody named is told as it is kept', () => {
  expect(['short-delivery', 'pending', 'constructor'].map((reason) => reasonWord(reason, german))).toEqual(['weniger eSIMs kamen als bestellt', 'unterwegs', 'constructor']);
  expect(nameOf('toString', german.mails)).toBe('toString');
});

test('events and mails are told in the reader’s language, and what a person wrote as it was written', () => {
  const refund = (id: bigint, data: Event['data']) => event({ id, kind: 'refund', reason: 'failed', at: at(Number(id)), data });
  const events = [event({ status: 'NEEDS_REVIEW', reason: 'out-of-funds' }), event({ id: 2n, kind: 'novel', reason: 'retry', at: at(2) }), refund(3n, { actor: 'ada@example.com' }), refund(4n, { actor: 'system' }), refund(5n, null)];
  const entries = orderTimeline({ events, emails: [email({ sentAt: at(6) })] }, { locale: 'de', words: german });
  expect(entries.map(({ label, text }) => `${label} / ${text}`)).toEqual([
    'Status / zu klären: das Guthaben beim Anbieter ist aufgebraucht', 'novel / neu gestartet', 'Erstattung / failed', 'Erstattung / fehlgeschlagen', 'Erstattung / fehlgeschlagen', 'Mail / Quittung: verschickt',
  ]);
});
