import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Receipt } from '@/components/orders/receipt';
import type { OrderForViewer } from '@/lib/orders/queries';
import common from '@/messages/de/common.json';
import order from '@/messages/de/order.json';

test('a receipt names plan and place, a region too, in the reader’s language, not as its provider calls it', () => {
  const snapshot = { title: '1 GB - 7 days', destinationName: 'Europe', countryCode: null, dataMegabytes: 1000, isUnlimited: false, validityDays: 7 };
  const line = { quantity: 2, unitPriceMinor: 249, snapshot };
  const paid = { number: 'MKZKG2SH9T', lines: [line], currency: 'USD', totalMinor: 498, refundedMinor: 0, paidAt: new Date(0), email: 'ana@example.com' } as unknown as OrderForViewer;
  const page = renderToStaticMarkup(<NextIntlClientProvider locale="de" messages={{ order, common }} timeZone="UTC"><Receipt order={paid} /></NextIntlClientProvider>);
  expect(page).toContain(common.regions.Europe);
  expect(page).toContain('2 × 1 GB · 7 Tage');
  expect(page).not.toContain('days');
});
