import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OrderTicket, type OrderTicketProps } from '@/components/account/order-ticket';
import account from '@/messages/de/account.json';
import common from '@/messages/de/common.json';

test('an order in the history names place and plan in the reader’s language', () => {
  const snapshot = { slug: 'spain-1gb', title: '1 GB - 7 days', destinationName: 'Spain', countryCode: 'ES', dataMegabytes: 1000, isUnlimited: false, validityDays: 7 };
  const order = { id: 'one', number: 'MKZKG2SH9T', createdAt: new Date(0), status: 'FULFILLED', totalMinor: 498, currency: 'USD', lines: [{ quantity: 2, snapshot }] } as unknown as OrderTicketProps['order'];
  const page = renderToStaticMarkup(<NextIntlClientProvider locale="de" messages={{ account, common }} timeZone="UTC"><OrderTicket order={order} locale="de" href="/de/orders/one" /></NextIntlClientProvider>);
  expect(page).toContain('Spanien');
  expect(page).toContain('2 × 1 GB · 7 Tage');
  expect(page).not.toContain('days');
});
