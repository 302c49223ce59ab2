import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { scriptedServer, type Received, type Reply } from '@/lib/http/scripted-server';
import { adapterAt, assignment, BUNDLE, collect, held, ICCID, installed, organisation, REFERENCE } from '@/lib/providers/esimgo/scripted-account';
import type { EsimProvider, Purchase } from '@/lib/providers/provider';
import { ProviderError } from '@/lib/providers/provider-error';
import { mutationsOf } from '@/tests/mutations';

afterAll(closeDb);

const sold = { name: BUNDLE, description: 'France', groups: ['Standard Fixed'], countries: [{ name: 'France', region: 'Europe', iso: 'FR' }], roamingEnabled: [], dataAmount: 5000, duration: 30, speed: ['4G'], autostart: true, unlimited: false, price: 4.85, allowances: [{ type: 'VOICE', amount: 5, unit: 'MINS' }] };
const item = { type: 'bundle', item: BUNDLE, quantity: 1, subTotal: 4.85, pricePerUnit: 4.85 };
const quote = { order: [item], total: 4.85, valid: true, currency: 'USD' };
const order = { order: [{ ...item, iccids: [ICCID], esims: [installed] }], total: 4.85, currency: 'USD', status: 'completed', orderReference: REFERENCE, createdDate: new Date().toISOString(), assigned: true, runningBalance: '95.65' };
const applies = { ...order, order: [{ type: 'bundleAssignment', item: `${REFERENCE}-0`, quantity: 0, iccids: [ICCID] }] };
const status = { status: 'Successfully done' };

/** An account where everything is as it should be. */
const GOOD: [RegExp, object][] = [
  [/^GET \/organisation/, organisation], [/^GET \/networks/, { countryNetworks: [{ name: 'FR', networks: [{ name: 'Orange', brandName: 'Orange', mcc: '208', mnc: '01', tagid: 'FRAF1', speed: ['4G'] }] }] }],
  [/^GET \/catalogue\/bundle\//, sold], [/^GET \/catalogue\?/, { bundles: [sold], pageCount: 1, rows: 1, pageSize: 250 }], [/"type":"validate"/, quote], [/"type":"transaction"/, order], [/^GET \/orders\?/, { orders: [order, applies] }], [/^GET \/orders\//, { ...order, order: [item] }],
  [/^GET \/esims\/assignments/, installed], [/\/compatible\//, { compatible: true }], [/\/bundles\?/, held(assignment)], [/^GET .*\/bundles\//, { assignments: [assignment] }],
  [/\/history/, [{ name: 'Bundle Applied', bundleName: BUNDLE, date: '2026-02-01T10:00:02Z', alertType: '50% Used' }]], [/\/location/, { mobileNetworkCode: 'FRAF1', networkName: 'Orange', networkBrandName: 'Orange', country: 'FR', lastSeen: '2026-02-01T10:00:02Z' }],
  [/^GET .*\/suspend/, { suspended: true }], [/^GET \/esims\?/, { esims: [{ iccid: ICCID, customerRef: 'ord_1', assignedDate: '2026-02-01T10:00:02Z' }], pageCount: 1, rows: 1 }], [/^POST \/esims\/apply/, { esims: [{ iccid: ICCID, status: 'ACTIVE', bundle: BUNDLE }], applyReference: REFERENCE }],
  [/^GET \/inventory/, { bundles: [{ name: BUNDLE, desc: 'France', available: [{ id: 98_765, total: 10, remaining: 7, expiry: '2027-02-01' }] }] }], [/type=validate/, { options: [{ offerId: 'offer-1' }] }], [/^(POST|PUT|DELETE) |\/refresh/, status], [/^GET \/esims\/\d+/, installed],
];
const goodReply = (call: string): Reply => ({ body: GOOD.find(([pattern]) => pattern.test(call))?.[1] ?? {} });

const wish = () => ({ reference: `sf${randomUUID()}`, orderId: randomUUID(), iccid: ICCID, providerPlanId: BUNDLE, quantity: 1, summary: 'x', expectedUnitCost: { amountMinor: 485, currency: 'USD' }, sentAt: new Date() });
const nobody = async () => false;
const revoke = (mode: 'check' | 'carry-out') => ({ support }: EsimProvider) => support?.revokeBundle?.({ iccid: ICCID, providerBundleId: '215009266', providerPlanId: BUNDLE, mode, refundTo: 'balance' });
type Call = (provider: EsimProvider) => Promise<unknown> | undefined;

const ENDPOINTS: [string, RegExp, Call][] = [
  ['GET /organisation', /^GET \/organisation/, (provider) => provider.getBalance?.()],
  ['GET /catalogue', /^GET \/catalogue\?/, (provider) => collect(provider.listPlans())],
  ['GET /networks of the catalogue', /^GET \/networks/, (provider) => collect(provider.listPlans())],
  ['GET /networks', /^GET \/networks/, ({ support }) => support?.listNetworks?.(['FR', 'ES'])],
  ['GET /catalogue/bundle/{name}', /^GET \/catalogue\/bundle\//, ({ support }) => support?.readPlanFacts?.(BUNDLE)],
  ['GET /catalogue/bundle/{name} of a top-up', /^GET \/catalogue\/bundle\//, (provider) => provider.listTopUps?.(ICCID)],
  ['POST /orders validate', /"type":"validate"/, (provider) => provider.purchase(wish())],
  ['POST /orders transaction', /"type":"transaction"/, (provider) => provider.purchase(wish())],
  ['POST /orders transaction of a top-up', /"type":"transaction"/, (provider) => provider.topUp?.(wish())],
  ['GET /orders', /^GET \/orders\?/, (provider) => provider.findPurchase(wish(), nobody)],
  ['GET /orders of a top-up', /^GET \/orders\?/, (provider) => provider.findTopUp?.(wish(), nobody)],
  ['GET /orders as a list', /^GET \/orders\?/, ({ support }) => collect(support?.listOrders?.({}))],
  ['GET /orders of an apply', /^GET \/orders\?/, ({ support }) => support?.findAppliedStock?.({ iccid: ICCID, providerPlanId: BUNDLE, sentAt: new Date() })],
  ['GET /orders/{ref}', /^GET \/orders\//, (provider) => provider.readPurchase(REFERENCE)],
  ['GET /esims/assignments', /^GET \/esims\/assignments/, (provider) => provider.readPurchase(REFERENCE)],
  ['GET /esims/assignments as pictures', /^GET \/esims\/assignments/, ({ support }) => support?.readQrCodes?.(REFERENCE)],
  ['GET /esims', /^GET \/esims\?/, ({ support }) => collect(support?.listEsims?.())],
  ['GET /esims/{iccid}', /^GET \/esims\/\d+\?/, (provider) => provider.readEsim(ICCID)],
  ['PUT /esims', /^PUT \/esims/, ({ support }) => support?.labelEsim?.(ICCID, 'ord_1')],
  ['GET /esims/{iccid}/bundles', /\/bundles\?/, (provider) => provider.readUsage?.(ICCID)],
  ['GET /esims/{iccid}/bundles as a list', /\/bundles\?/, (provider) => provider.listBundles?.(ICCID)],
  ['GET /esims/{iccid}/bundles/{name}', /^GET .*\/bundles\/esim_/, ({ support }) => support?.readBundle?.(ICCID, BUNDLE)],
  ['GET /esims/{iccid}/compatible/{bundle}', /\/compatible\//, ({ support }) => support?.isCompatible?.(ICCID, BUNDLE)],
  ['DELETE .../assignments/{id} validate', /type=validate/, revoke('carry-out')],
  ['DELETE .../assignments/{id} transaction', /type=transaction/, revoke('carry-out')],
  ['GET /esims/{iccid}/history', /\/history/, ({ support }) => support?.readHistory?.(ICCID)],
  ['GET /esims/{iccid}/refresh', /\/refresh/, ({ support }) => support?.refreshNetwork?.(ICCID)],
  ['GET /esims/{iccid}/location', /\/location/, ({ support }) => support?.readSighting?.(ICCID)],
  ['POST /esims/{iccid}/sms', /\/sms/, ({ support }) => support?.sendText?.(ICCID, 'Hello')],
  ['POST /esims/apply', /\/esims\/apply/, ({ support }) => support?.applyStock?.(ICCID, BUNDLE)],
  ['GET /inventory', /^GET \/inventory/, ({ support }) => support?.listStock?.()],
  ['POST /inventory/refund', /\/inventory\/refund/, ({ support }) => support?.refundStock?.('98765', 1)],
  ['POST /esims/{iccid}/suspend', /^POST .*\/suspend/, ({ support }) => support?.suspendEsim?.(ICCID, true)],
  ['GET /esims/{iccid}/suspend', /^GET .*\/suspend/, ({ support }) => support?.isSuspended?.(ICCID)],
  ['DELETE /esims/{iccid}', /^DELETE \/esims\/\d+ /, ({ support }) => support?.deactivateEsim?.(ICCID, ICCID)],
];

const AT_ONCE = 20;
const leavesAMark = (call: string) => /^(POST|PUT|DELETE) |\/refresh/.test(call) && !/validate/.test(call);

test.each(ENDPOINTS)('%s: two hundred answers gone wrong are read or refused, never a crash, and nothing is done twice', async (endpoint, about, call) => {
  const bad = mutationsOf(GOOD.find(([pattern]) => pattern.test(sampleOf(endpoint)))?.[1] ?? status, 220);
  const marks = new Map<string, number>();
  let isAsked = 0;
  const server = await scriptedServer(({ method, path, body }: Received): Reply => {
    const [, turn = '', place = ''] = /^\/(\d+)\/v2\.5(.*)$/.exec(path) ?? [];
    const asked = `${method} ${place} ${body}`;
    if (leavesAMark(asked)) marks.set(turn, (marks.get(turn) ?? 0) + 1);
    if (!about.test(asked)) return goodReply(asked);
    isAsked += 1;
    return { body: bad[Number(turn)] ?? '' };
  });
  const outcomeOf = (_body: string, turn: number) =>
    Promise.resolve(call(adapterAt(server.url, { apiUrl: `${server.url}/${turn}/v2.5` }))).then(() => null, (error: unknown) => error);
  for (let at = 0; at < bad.length; at += AT_ONCE) {
    const outcomes = await Promise.all(bad.slice(at, at + AT_ONCE).map((body, n) => outcomeOf(body, at + n)));
    outcomes.forEach((outcome, n) => outcome === null || expect(outcome, bad[at + n]?.slice(0, 500)).toBeInstanceOf(ProviderError));
  }
  await server.stop();
  expect(isAsked).toBeGreaterThanOrEqual(200);
  expect(Math.max(0, ...marks.values())).toBeLessThanOrEqual(1);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
}, 120_000);

/** Every wrong answer to what matches, and what came of it. */
async function tryAll(good: object, about: RegExp, call: Call): Promise<{ body: string; outcome: unknown }[]> {
  const bad = mutationsOf(good, 220);
  const server = await scriptedServer(({ method, path, body }: Received): Reply => {
    const [, turn = '', place = ''] = /^\/(\d+)\/v2\.5(.*)$/.exec(path) ?? [];
    const asked = `${method} ${place} ${body}`;
    if (about.test(asked)) return { body: bad[Number(turn)] ?? '' };
    return place.startsWith('/esims/assignments') ? { status: 503, body: '' } : goodReply(asked);
  });
  const tried: { body: string; outcome: unknown }[] = [];
  for (const [turn, body] of bad.entries()) {
    tried.push({ body, outcome: await Promise.resolve(call(adapterAt(server.url, { apiUrl: `${server.url}/${turn}/v2.5` }))).catch((error: unknown) => error) });
  }
  await server.stop();
  return tried;
}

describe('of wrong answers', () => {
  type Told = { orderReference?: unknown; order?: { type?: unknown; item?: unknown; quantity?: unknown }[] };
  /** What it says of itself is what was asked for, or nothing. */
  const isAsked = (value: unknown, wanted: unknown) => typeof value !== typeof wanted || value === wanted;

  test('to an order none is taken for another purchase, and each that is not understood is kept', async () => {
    const tried = await tryAll(order, /"type":"transaction"/, (provider) => provider.purchase(wish()));
    expect(tried.length).toBeGreaterThanOrEqual(200);
    for (const { body, outcome } of tried) {
      if (outcome instanceof ProviderError) {
        expect(['outcome-unknown', 'bad-response'], body.slice(0, 300)).toContain(outcome.code);
        if (body !== '') expect(outcome.provider.rawAnswer, body.slice(0, 300)).toBeTruthy();
        continue;
      }
      const bought = outcome as Purchase;
      const { orderReference, order: items = [] } = JSON.parse(body.replace(/^\uFEFF/, '')) as Told;
      expect(bought.providerOrderId).toBe(orderReference);
      expect(items.length).toBeLessThanOrEqual(1);
      for (const { type, item, quantity } of items) expect([type, item, quantity].map((value, n) => isAsked(value, ['bundle', BUNDLE, 1][n])), body.slice(0, 300)).toEqual([true, true, true]);
      if (bought.status === 'ready') expect(bought.esims.map(({ iccid }) => iccid), body.slice(0, 300)).toEqual([ICCID]);
    }
  }, 120_000);

  test('to a quote none leads to a purchase that it does not allow', async () => {
    for (const { body, outcome } of await tryAll(quote, /"type":"validate"/, (provider) => provider.purchase(wish()))) {
      if (outcome instanceof ProviderError) expect(['unavailable', 'rejected'], body.slice(0, 300)).toContain(outcome.code);
      else {
        const told = JSON.parse(body.replace(/^\uFEFF/, '')) as Told & { currency?: unknown };
        expect(told.currency, body.slice(0, 300)).toBe('USD');
        for (const { item } of told.order ?? []) expect(isAsked(item, BUNDLE), body.slice(0, 300)).toBe(true);
      }
    }
  }, 120_000);

  test('to a reading none shows another order or another eSIM', async () => {
    for (const { body, outcome } of await tryAll(order, /^GET \/orders\//, (provider) => provider.readPurchase(REFERENCE))) {
      if (!(outcome instanceof ProviderError)) expect((outcome as Purchase).providerOrderId, body.slice(0, 300)).toBe(REFERENCE);
    }
    for (const { body, outcome } of await tryAll(installed, /^GET \/esims\/\d+\?/, (provider) => provider.readEsim(ICCID))) {
      if (!(outcome instanceof ProviderError)) expect(outcome, body.slice(0, 300)).toMatchObject({ profile: { iccid: ICCID } });
    }
  }, 120_000);
});

/** A call of this endpoint, to find its good answer by. */
function sampleOf(endpoint: string): string {
  const [method = '', path = '', kind = ''] = endpoint.split(' ');
  if (kind === 'validate' || kind === 'transaction') return path === '/orders' ? `"type":"${kind}"` : `type=${kind}`;
  const filled = path.replace('{iccid}', ICCID).replace('{name}', BUNDLE).replace('{bundle}', BUNDLE).replace('{ref}', REFERENCE);
  return `${method} ${/^\/(catalogue|orders|esims)$|\d\/bundles$/.test(filled) ? `${filled}?` : filled} `;
}
