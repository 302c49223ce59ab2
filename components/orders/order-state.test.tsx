import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OrderState } from '@/components/orders/order-state';
import type { OrderForViewer } from '@/lib/orders/queries';
import order from '@/messages/en/order.json';

const esims = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index), iccidLast4: '0001' }));
const delivered = (came: number, changes: Partial<OrderForViewer>) =>
  ({
    status: 'FULFILLED', email: 'ada@example.com', currency: 'USD', totalMinor: 1050, refundedMinor: 0, paidAt: new Date(0), paymentFailure: null, isPaymentProcessing: false, isRefundPending: false,
    reviewOpened: false, refusal: null, lines: [{ quantity: 3, esims: esims(came), topUp: null, snapshot: { slug: 'japan', destinationSlug: 'japan' } }], ...changes,
  }) as unknown as OrderForViewer;

const wordsOf = (shown: OrderForViewer) =>
  renderToStaticMarkup(<NextIntlClientProvider locale="en" messages={{ order }} timeZone="UTC"><OrderState order={shown} /></NextIntlClientProvider>).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

const OPEN = 'A person is looking into it.';
const CLOSED = 'A person has looked into it and settled it with you.';

test.each<[string, number, Partial<OrderForViewer>, string[], string[]]>([
  ['all came', 3, {}, ['Your 3 eSIMs are ready'], ['not come from', OPEN, CLOSED]],
  ['one is missing and looked for', 2, { reviewOpened: true }, ['2 of your 3 eSIMs are ready', 'One eSIM has not come', OPEN, 'You get it, or that part of your money back'], [CLOSED, 'Your 3 eSIMs']],
  ['two are missing and looked for', 1, { reviewOpened: true }, ['1 of your 3 eSIMs is ready', '2 eSIMs have not come', 'You get them'], [CLOSED]],
  ['one of two missing ones was refunded, the other is looked for', 1, { reviewOpened: true, refundedMinor: 350 }, [OPEN, '$3.50'], [CLOSED]],
  ['it was settled without money', 2, {}, ['2 of your 3 eSIMs are ready', CLOSED], [OPEN]],
  ['it was settled with money', 2, { refundedMinor: 350 }, ['2 of your 3 eSIMs are ready', '$3.50'], [OPEN, CLOSED]],
])('of three eSIMs, when %s, the page says so and nothing else', (_, came, changes, said, unsaid) => {
  const words = wordsOf(delivered(came, changes));
  for (const text of said) expect(words).toContain(text);
  for (const text of unsaid) expect(words).not.toContain(text);
});
