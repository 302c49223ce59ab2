import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FleetCard } from '@/components/admin/fleet-card';
import type { FleetReport } from '@/lib/operations/list-provider-reports';
import admin from '@/messages/en/admin.json';

const moment = new Date(Date.UTC(2026, 0, 1));
const nobodyAsked = { displayName: 'x', sims: 0, calls: [], lines: [], drift: [], circuitOpenUntil: null, circuitReason: null, lastSuccessAt: null, lastWebhookAt: null, lastErrorAt: null, lastErrorCode: null };

test.each([
  ['that nobody asked yet', {}, '○', admin.fleetNotAsked],
  ['that answered', { lastSuccessAt: moment }, '●', admin.fleetAnswers],
  ['that is left alone', { lastSuccessAt: moment, lastErrorAt: moment, circuitOpenUntil: moment }, '▲', 'It is tried again by itself'],
])('a fleet %s says so', (_what, facts, sign, words) => {
  const report = { ...nobodyAsked, ...facts } as unknown as FleetReport;
  const page = renderToStaticMarkup(<NextIntlClientProvider locale="en" messages={{ admin }} timeZone="UTC"><FleetCard report={report} locale="en" fleetHref="/admin/fleet" /></NextIntlClientProvider>);
  expect(page).toContain(sign);
  expect(page).toContain(words);
});
