import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SimRecords } from '@/components/fleet/sim-records';
import type { KnownSim } from '@/lib/fleet/read-sim';
import fleet from '@/messages/en/fleet.json';

const topUp = { id: 'one', state: 'unknown', intendedAt: new Date(0), providerOrderId: null, actor: 'ana@example.com' };
const shown = (unclear: object[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ fleet }} timeZone="UTC"><SimRecords sim={{ topUps: [topUp], unclear, records: [] } as unknown as KnownSim} locale="en" /></NextIntlClientProvider>,
  );

test('a volume order without an answer is being looked for as long as a job does, and a person’s when none does any more', () => {
  expect(shown([])).toContain(fleet.lookingForIt);
  expect(shown([])).not.toContain(fleet.topUpState.unknown);
  expect(shown([topUp])).toContain(fleet.topUpState.unknown);
});

test('what was pushed says what it counts: data in megabytes, texts as a number', () => {
  const record = (service: string, total: number) => ({ recordKey: service, at: new Date(0), kind: 'usage', service, total });
  const page = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ fleet }} timeZone="UTC">
      <SimRecords sim={{ topUps: [], unclear: [], records: [record('data', 0.481), record('text', 2)] } as unknown as KnownSim} locale="en" />
    </NextIntlClientProvider>,
  );
  expect(page).toContain('0.481 MB');
  expect(page).toMatch(/>2</);
});
