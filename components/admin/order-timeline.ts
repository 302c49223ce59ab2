import type { Messages } from 'next-intl';
import { z } from 'zod';
import { formatMoney } from '@/lib/money';
import type { OrderForStaff } from '@/lib/orders/staff-queries';
import { nameOf, reasonWord, refundReason, type ReasonWords } from './reason-word';
import { stateWord } from './state-word';
import type { TimelineEntry } from './timeline';

const amountShape = z.looseObject({ amountMinor: z.number(), currency: z.string() });
const askedShape = z.looseObject({ actor: z.string() });

function detailOf(data: unknown, locale: string): string {
  const { data: money } = amountShape.safeParse(data);
  const amount = money ? [formatMoney(money.amountMinor, money.currency, locale)] : [];
  const facts = Object.entries(data ?? {}).filter(([name]) => !money || (name !== 'amountMinor' && name !== 'currency'));
  return [...amount, ...facts.map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)].join(' · ');
}

export type TimelineWords = ReasonWords & Pick<Messages['admin'], 'kinds' | 'mails'>;

function textOf({ kind, status, reason, data }: OrderForStaff['events'][number], words: TimelineWords): string {
  if (kind === 'refund') return refundReason(reason, askedShape.safeParse(data).data?.actor ?? null, words);
  const why = reasonWord(reason, words);
  return status ? `${stateWord(status, words.states)}: ${why}` : why;
}

/** The order's events and its mails, merged by time. */
export function orderTimeline({ events, emails }: Pick<OrderForStaff, 'events' | 'emails'>, { locale, words }: { locale: string; words: TimelineWords }): TimelineEntry[] {
  const fromEvents = events.map((event) => ({
    key: `event-${event.id}`, at: event.at, kind: event.kind, label: nameOf(event.kind, words.kinds), detail: detailOf(event.data, locale),
    text: textOf(event, words),
  }));
  const fromEmails = emails.map((mail) => ({ key: `mail-${mail.id}`, at: mail.sentAt ?? mail.claimedAt, kind: 'email', label: words.kinds.email, text: `${nameOf(mail.template, words.mails)}: ${stateWord(mail.status, words.states)}`, detail: '' }));
  return [...fromEvents, ...fromEmails].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** What was captured, and how much of it can still go back. */
export function moneyLeft(payments: OrderForStaff['payments']): { capturedMinor: number; leftMinor: number } {
  const capturedMinor = payments.filter(({ status }) => status === 'succeeded').reduce((sum, payment) => sum + payment.capturedMinor, 0);
  const refunds = payments.flatMap((payment) => payment.refunds).filter(({ status }) => status !== 'failed');
  return { capturedMinor, leftMinor: capturedMinor - refunds.reduce((sum, refund) => sum + refund.amountMinor, 0) };
}
