import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { Reply } from '@/lib/http/scripted-server';
import { ICCID, tried, withAiralo } from '@/lib/providers/airalo/scripted-airalo';
import { PACKAGE } from '@/lib/providers/airalo/scripted-samples';
import type { RefundGround } from '@/lib/providers/esim-support';
import type { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);
const lineOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe('devices (§10.1)', () => {
  const list = (data: unknown) => tried({ body: { data } }, (provider) => provider.support?.listCompatibleDevices?.());

  test('are each told once, however often and in whatever spelling they come', async () => {
    const { value, asked } = await list([
      { os: 'android', brand: 'MyPhone (PL)', name: 'One' }, { os: 'android', brand: 'Google', name: 'Pixel 4a (5G)' }, { os: 'android', brand: 'Google', name: 'Pixel 4a (5G) ' }, { os: 'android', brand: 'google', name: 'PIXEL 4A (5G)' },
      { os: 'ios', brand: 'Apple', name: 'iPhone <b>XS</b>' }, { os: 'symbian', brand: 'x', name: 'y' }, 7,
    ]);
    expect(value).toEqual([{ os: 'android', brand: 'MyPhone (PL)', name: 'One' }, { os: 'android', brand: 'Google', name: 'Pixel 4a (5G)' }, { os: 'ios', brand: 'Apple', name: 'iPhone XS' }]);
    expect(asked.map(lineOf)).toEqual(['GET /v2/compatible-devices-lite']);
  });

  test('that cannot be read are no empty list', async () => {
    expect((await list([{ os: 'symbian' }])).value).toMatchObject({ code: 'bad-response' });
    expect((await list(null)).value).toMatchObject({ code: 'bad-response' });
    expect((await list([])).value).toEqual([]);
  });
});

describe('vouchers (§10.3)', () => {
  const wish = { providerPlanId: PACKAGE, quantity: 2, bookingReference: 'ours-1' };
  const create = (reply: Reply, changes: Partial<typeof wish> = {}) => tried(reply, (provider) => provider.support?.createVouchers?.({ ...wish, ...changes }));
  const made = { package_id: PACKAGE, codes: ['BIXLAAAA', 'BSXLAAAA'], booking_reference: 'ours-1' };

  test('are asked for in JSON with our reference, once', async () => {
    const { value, asked } = await create({ body: { data: [made], meta: { message: 'success' } } });
    expect(value).toEqual({ codes: made.codes });
    expect(asked.map(lineOf)).toEqual(['POST /v2/voucher/esim']);
    expect(asked[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ vouchers: [{ package_id: PACKAGE, quantity: 2, booking_reference: 'ours-1' }] });
  });

  test('may come without the reference, but not with another, nor of another package, nor in another number', async () => {
    expect((await create({ body: { data: [{ ...made, booking_reference: undefined }] } })).value).toEqual({ codes: made.codes });
    for (const odd of [{ booking_reference: 'theirs' }, { package_id: 'another' }, { codes: ['BIXLAAAA'] }, { codes: ['BIXLAAAA', 'BIXLAAAA'] }]) expect((await create({ body: { data: [{ ...made, ...odd }] } })).value).toMatchObject({ code: 'bad-response' });
    expect((await create({ body: { data: [made, made] } })).value).toMatchObject({ code: 'bad-response' });
  });

  test.each([[[{ ...made, codes: ['BIXLAAAA', 'BSXLAAAA'] }]], [[made, { package_id: 'another', codes: ['BQXLAAAA'] }]], [[{ ...made, codes: ['BIXLAAAA', 'of another make'] }]], [{ codes: ['BIXLAAAA'] }]])('that are not those asked for are kept whole for a person, paid as they are, and stand in no message: %j', async (data) => {
    const { value } = await create({ body: { data } }, { quantity: 3 });
    expect(value).toMatchObject({ code: 'bad-response', provider: { rawAnswer: expect.stringContaining('BIXLAAAA') } });
    const kept = (value as ProviderError).provider.rawAnswer ?? '';
    for (const code of JSON.stringify(data).match(/B\wXLAAAA|of another make/g) ?? []) expect(kept).toContain(code);
    expect((value as ProviderError).message).not.toMatch(/XLAAAA|another make/);
  });

  test.each([
    ['hang-up' as const, 'outcome-unknown'], [{ status: 502, body: '' }, 'outcome-unknown'], [{ status: 200, body: '<html>' }, 'outcome-unknown'], [{ status: 422, body: { code: 11, reason: 'credit' } }, 'out-of-funds'],
    [{ status: 422, body: { data: { 'vouchers.0.package_id': 'The selected vouchers.0.package_id is invalid' }, meta: {} } }, 'rejected'],
  ])('%j is %s, and is not sent again', async (reply, code) => {
    const { value, asked } = await create(reply);
    expect([(value as { code: string }).code, asked.length]).toEqual([code, 1]);
  });

  test('of no package, no reference, or too many are refused before anything leaves, and no error names a code', async () => {
    for (const wrong of [{ quantity: 0 }, { quantity: 101 }, { quantity: 1.5 }, { providerPlanId: '' }, { bookingReference: '' }]) {
      const { value, asked } = await create({ body: { data: [made] } }, wrong);
      expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
    }
    const { value } = await create({ body: { data: [{ ...made, codes: ['BIXLAAAA'] }] } });
    expect(JSON.stringify(value, Object.getOwnPropertyNames(value))).not.toContain('BIXLAAAA');
  });
});

describe('exchange rates (§10.5)', () => {
  const read = (data: unknown, currencies = ['AUD', 'GBP'], date = '2026-01-30') => tried({ body: { data } }, (provider) => provider.support?.readExchangeRates?.(date, currencies));
  const rates = [{ from: 'USD', mid: '1.6059162', to: 'AUD' }, { from: 'USD', mid: 0.79, to: 'GBP' }, { from: 'EUR', mid: '2', to: 'GBP' }, { from: 'USD', mid: '150', to: 'JPY' }];

  test('are decimal text as it came, of the currencies asked for and for a dollar', async () => {
    const { value, asked } = await read({ date: '2026-01-30', rates });
    expect(value).toEqual([{ currency: 'AUD', rate: '1.6059162' }, { currency: 'GBP', rate: '0.79' }]);
    expect(asked.map(lineOf)).toEqual(['GET /v2/finance/exchange-rates?date=2026-01-30&to=AUD%2CGBP']);
  });

  test('of another day, or that are no numbers, are not understood', async () => {
    expect((await read({ date: '2026-01-29', rates })).value).toMatchObject({ code: 'bad-response' });
    expect((await read({ date: '2026-01-30', rates: [{ from: 'USD', mid: '1e3', to: 'AUD' }, { from: 'USD', mid: -1, to: 'GBP' }] })).value).toMatchObject({ code: 'bad-response' });
  });

  test('are not asked for without a day and currencies', async () => {
    for (const [currencies, date] of [[[], '2026-01-30'], [['aud'], '2026-01-30'], [['AUD'], 'today']] as const) {
      const { value, asked } = await read({}, [...currencies], date);
      expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
    }
  });
});

describe('asking for a refund (§10.6)', () => {
  const ask = (reply: Reply, changes: { iccids?: string[]; ground?: RefundGround; notes?: string | null } = {}) => tried(reply, (provider) => provider.support?.requestRefund?.({ iccids: [ICCID], ground: 'slow', notes: null, ...changes }));
  const accepted = { status: 202, body: { data: { refund_id: '12345', created_at: '2026-06-12 09:30' }, meta: { message: 'success' } } };
  const other = '8935100000000000018';

  test('is a form that names each eSIM once, the ground in their words, and our notes as plain words', async () => {
    const { value, asked } = await ask(accepted, { iccids: [ICCID, other, ICCID], notes: `<b>slow</b> ${'x'.repeat(400)}` });
    expect(value).toEqual({ refundId: '12345' });
    expect(asked.map(lineOf)).toEqual(['POST /v2/refund']);
    expect(asked[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const parts = [...(asked[0]?.body.matchAll(/name="([^"]+)"\r\n\r\n(.*)\r\n/g) ?? [])].map(([, name, text]) => [name, text]);
    expect(parts.slice(0, 3)).toEqual([['iccids[]', ICCID], ['iccids[]', other], ['reason', 'SLOW_SPEED']]);
    expect(parts[3]?.[0]).toBe('notes');
    expect(Buffer.from(parts[3]?.[1] ?? '', 'latin1').toString().length).toBeLessThanOrEqual(255);
    expect(parts[3]?.[1]).not.toContain('<');
  });

  test.each<[RefundGround, string]>([
    ['installation-failure', 'INSTALLATION_FAILURE'], ['no-coverage', 'NO_COVERAGE'], ['slow', 'SLOW_SPEED'], ['device-not-compatible', 'INCOMPATIBLE_DEVICE'], ['device-locked', 'LOCKED_DEVICE'],
    ['plans-changed', 'CHANGE_OF_PLAN'], ['wrong-purchase', 'WRONG_PURCHASE'], ['top-up-failure', 'TOP_UP_PACKAGE_FAILURE'], ['expired-early', 'EARLY_EXPIRY'], ['other', 'OTHERS'],
  ])('the ground %s is %s', async (ground, reason) => {
    expect((await ask(accepted, { ground, notes: 'why' })).asked[0]?.body).toContain(`\r\n\r\n${reason}\r\n`);
  });

  test.each([
    ['hang-up' as const, 'outcome-unknown'], [{ status: 500, body: '' }, 'outcome-unknown'], [{ status: 202, body: { data: {} } }, 'bad-response'], [{ status: 429, body: { message: 'Too Many Attempts.' } }, 'rate-limited'],
    [{ status: 422, body: { data: [], meta: { message: 'The following ICCIDs do not belong to your company: 1' } } }, 'rejected'], [{ status: 422, body: { data: { reason: 'The selected reason is invalid.' }, meta: {} } }, 'rejected'],
  ])('%j is %s, and is not sent again', async (reply, code) => {
    const { value, asked } = await ask(reply);
    expect([(value as { code: string }).code, asked.length]).toEqual([code, 1]);
  });

  test('for no eSIM, more than five, none that is one, or another ground without notes is refused before anything leaves', async () => {
    const six = Array.from({ length: 6 }, (_, n) => `893510000000000001${n}`);
    for (const wrong of [{ iccids: [] }, { iccids: six }, { iccids: ['x'] }, { ground: 'other' as const }]) {
      const { value, asked } = await ask(accepted, wrong);
      expect([(value as { code: string }).code, asked.length]).toEqual(['rejected', 0]);
    }
  });
});

describe('the balance (§10.2)', () => {
  test('that is no money is not understood', async () => {
    for (const availableBalance of [{ amount: 'much', currency: 'USD' }, { amount: 1e308, currency: 'USD' }, { amount: 1, currency: '?' }]) {
      expect((await tried({ body: { data: { balances: { availableBalance } } } }, (provider) => provider.getBalance?.())).value).toMatchObject({ code: 'bad-response' });
    }
  });
});

describe('the brand of an eSIM (§8.8)', () => {
  const answer = (brand: string | null): Reply => ({ body: { data: { brand_settings_name: brand }, meta: { message: 'succes' } } });
  const brand = (script: Parameters<typeof withAiralo>[0], name: string | null) => withAiralo(script, async (provider) => provider.support?.brandEsim?.(ICCID, name).catch((error: unknown) => error));
  const isForm = (type = '') => type.startsWith('multipart/');

  test('is put as a multipart form, once where it is read', async () => {
    const { value, asked } = await brand(() => answer('Ours'), 'Ours');
    expect(value).toBeUndefined();
    expect(asked.map(lineOf)).toEqual([`PUT /v2/sims/${ICCID}/brand`]);
    expect(isForm(asked[0]?.headers['content-type'])).toBe(true);
    expect(asked[0]?.body).toContain('name="brand_settings_name"\r\n\r\nOurs\r\n');
  });

  test.each<[string, Reply]>([
    ['is taken for empty', answer(null)], ['is missed', { status: 422, body: { data: { brand_settings_name: 'The brand settings name field is required.' }, meta: {} } }],
  ])('that %s in a multipart PUT is said once more as a plain form', async (_what, unread) => {
    const { value, asked } = await brand(({ headers }) => (isForm(headers['content-type']) ? unread : answer('Ours')), 'Ours');
    expect(value).toBeUndefined();
    expect(asked.map(({ headers }) => isForm(headers['content-type']))).toEqual([true, false]);
    expect(asked[1]).toMatchObject({ body: 'brand_settings_name=Ours', headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') } });
  });

  test('may be none, which is an empty field', async () => {
    for (const none of [answer(null), answer('')]) {
      const { value, asked } = await brand(() => none, null);
      expect([value, asked.length]).toEqual([undefined, 1]);
    }
  });

  test('that is still another one is not understood; one that does not exist, or an eSIM that is not there, is refused', async () => {
    expect((await brand(() => answer('Theirs'), 'Ours')).value).toMatchObject({ code: 'bad-response' });
    const missing: Reply = { status: 422, body: { data: { brand_settings_name: "Brand settings name doesn't exist." }, meta: {} } };
    const refused = await brand(() => missing, 'Typo');
    expect([(refused.value as { code: string }).code, refused.asked.length]).toEqual(['rejected', 1]);
    expect((await brand(() => ({ status: 404, body: { data: [], meta: { message: 'messages.resource_not_found' } } }), 'Ours')).value).toMatchObject({ code: 'rejected' });
    expect((await brand(() => 'hang-up', 'Ours')).value).toMatchObject({ code: 'outcome-unknown' });
  });
});
