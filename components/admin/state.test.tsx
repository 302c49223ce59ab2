import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { State } from '@/components/admin/state';
import admin from '@/messages/de/admin.json';

test.each([['NEEDS_REVIEW', '▲', 'zu klären'], ['canceled', '×', 'storniert'], ['requires_action', '○', 'requires action']])('%s is told by a shape and in the reader’s language', (value, sign, word) => {
  const told = renderToStaticMarkup(<NextIntlClientProvider locale="de" messages={{ admin }} timeZone="UTC"><State value={value} /></NextIntlClientProvider>);
  expect(told).toContain(`${sign}</span>${word}`);
});
