import { expect, inject, test, vi } from 'vitest';
import { scriptedServer } from '@/lib/http/scripted-server';
import { BUNDLE, gapWorld, outcome, PLANS, provider, READY, told } from '@/lib/providers/esimgo/gap-world';
import { collect } from '@/lib/providers/esimgo/scripted-account';
import type { EsimProvider, PurchaseRequest } from '@/lib/providers/provider';

/* Every gap, inference and contradiction of the contract that an adapter can see, answered the other way. */

const { world, set, pass, wish } = gapWorld();
const APART_MS = 5_000;
const nobody = async () => false;

/** What the main verbs come to, as far as a shop sees it. */
async function tour(esimgo: EsimProvider) {
  const plans = outcome(collect(esimgo.listPlans()).then((all) => new Set(all.map(({ providerPlanId }) => providerPlanId)).size));
  const bought = await outcome(esimgo.purchase(wish({ quantity: 2 })));
  pass(APART_MS);
  world.fault('esimgo', 'order', { kind: 'act-then-hang-up' });
  const request = wish({ quantity: 3 });
  const lost = await outcome(esimgo.purchase(request));
  pass(APART_MS);
  const found = await outcome(esimgo.findPurchase(request, nobody));
  const again = typeof bought === 'string' ? bought : await outcome(esimgo.readPurchase(bought.providerOrderId).then(told));
  const iccid = typeof bought === 'string' ? '' : (bought.esims?.[0]?.iccid ?? '');
  const usage = await outcome(esimgo.readUsage?.(iccid));
  const topUps = await outcome(esimgo.listTopUps?.(iccid));
  const topUp = await outcome(esimgo.topUp?.({ ...wish(), iccid }));
  return {
    plans: await plans,
    bought: typeof bought === 'string' ? bought : told(bought),
    lost: typeof lost === 'string' ? lost : told(lost),
    found: typeof found === 'string' ? found : found.found === 'one' ? told(found.purchase) : found.found,
    again,
    esim: await outcome(esimgo.readEsim(iccid).then(({ profile, state }) => [profile.iccid === iccid, profile.lpa.startsWith('LPA:1$'), state])),
    usage: typeof usage === 'string' ? usage : [usage.state, usage.data],
    topUps: typeof topUps === 'string' ? topUps : topUps.some(({ providerPlanId }) => providerPlanId === BUNDLE),
    topUp: typeof topUp === 'string' ? topUp : 'done',
    bundles: await outcome(esimgo.listBundles?.(iccid).then((all) => all.map(({ state }) => state))),
    esims: await outcome(collect(esimgo.support?.listEsims?.()).then((all) => all.length)),
    history: await outcome(esimgo.support?.readHistory?.(iccid).then((all) => all.length > 0)),
    networks: await outcome(esimgo.support?.listNetworks?.(['US']).then((all) => all.map(({ countryCode }) => countryCode))),
    balance: await outcome(esimgo.getBalance?.().then((balance) => balance?.currency ?? null)),
  };
}
type Tour = Awaited<ReturnType<typeof tour>>;

const USUAL: Tour = {
  plans: PLANS, bought: READY(2), lost: 'outcome-unknown', found: READY(3), again: READY(2), esim: [true, true, 'released'], usage: ['not-active', { isUnlimited: false, total: 1000, remaining: 1000 }],
  topUps: true, topUp: 'done', bundles: ['queued', 'queued'], esims: 5, history: true, networks: ['US'], balance: 'USD',
};

const SAME: [name: string, settings: Record<string, unknown>][] = [
  ['as the emulator has it', {}],
  ['§1 prices and balance are whole', { pricesAs: 'integer', balanceAs: 'integer' }],
  ['§1 roaming is a flag', { roamingAs: 'boolean' }],
  ['§1 roaming is null', { roamingAs: 'null' }],
  ['§4 calls that cost otherwise, and come back by date', { costs: { catalogue: 1, networks: 1, 'esims/assignments': 5 }, retryAfter: 'date' }],
  ['§6.1 the catalogue is a bare list', { catalogueEnvelope: 'array' }],
  ['§23 a page of the catalogue is cut', { mostPerPage: 20 }],
  ['§23 a page of a bare list is cut', { catalogueEnvelope: 'array', mostPerPage: 20 }],
  ['§23 more than a page holds is refused', { mostPerPage: 100, perPageTooBig: '400' }],
  ['§23 more than a page of a bare list or of orders holds is refused', { catalogueEnvelope: 'array', mostPerPage: 50, mostOrdersPerPage: 25, perPageTooBig: '400' }],
  ['§23 a page of orders is cut', { mostOrdersPerPage: 1 }],
  ['§6.4 prices are told of consumption too', { consumptionBilled: true }],
  ['§6.5 groups are named otherwise', { groupSuffix: ' Bundles' }],
  ['§12 the organisation is flat', { organisationEnvelope: 'flat' }],
  ['§13 networks stand under names', { networkNames: 'name' }],
  ['§7.1 keys of one case only', { keysOfAnyCase: false }],
  ['§7.2 a dry run looks at the balance, and says so with 200', { validateChecksBalance: true, validateFailure: 'valid-false' }],
  ['§7.3 fields of 2024, and words of the schema', { newerOrderFields: false, statusWording: 'spec' }],
  ['§7.3 hosts with a scheme', { smdpAs: 'url' }],
  ['§7.5 orders are a bare list', { ordersEnvelope: 'array' }],
  ['§7.5 orders are a single one', { ordersEnvelope: 'single' }],
  ['§7.5 orders are counted, the oldest first', { ordersPaging: 'present', ordersSort: 'oldest' }],
  ['§8.1 assignments are JSON by default, always a list, with times in milliseconds', { assignmentsDefault: 'json', assignmentsJson: 'array', assignmentsInstalledAs: 'ms' }],
  ['§8.4 lists of eSIMs are not counted, and of listed sizes', { esimsPaging: 'absent', esimsPerPage: 'listed' }],
  ['§8.5 not installed is absent', { notInstalledAs: 'absent' }],
  ['§8.5 not installed is nought', { notInstalledAs: 'zero' }],
  ['§8.7 a history is one event', { historyAs: 'object' }],
  ['§9.1 times only in v2.5', { bundleTimes: 'v2.5' }],
  ['§3 refusals by other statuses', { badOrderStatus: 403, insufficientStatus: 503, unknownBundleStatus: 400, foreignIccidStatus: 400, unknownOrderStatus: 400, incompatibleStatus: 403, badKeyOnOrders: 401 }],
];

test.each(SAME)('%s: the shop sees the same', async (_name, settings) => {
  set(settings);
  expect(await tour(provider())).toEqual(USUAL);
});

test.each([['fields', {}], ['an object', { installUrlAs: 'object' }]])('§17 in v2.5, with links as %s: the shop sees the same', async (_name, settings) => {
  set(settings);
  expect(await tour(provider('2.5'))).toEqual(USUAL);
});

test('§20 an order that calls its number `reference` is understood by nobody: it is bought, and a person looks', async () => {
  set({ orderReferenceKey: 'reference' });
  expect(await tour(provider())).toMatchObject({ plans: PLANS, bought: 'bad-response', lost: 'outcome-unknown', found: 'bad-response', balance: 'USD' });
});

const PENDING: [name: string, settings: Record<string, unknown>][] = [
  ['empty lists', {}], ['no lists', { pendingAnswer: 'absent' }], ['another word for it', { pendingStatus: 'IN_PROGRESS' }], ['assignments of 500', { pendingAs: '500' }], ['a sheet of its header alone', { pendingAs: 'header-only' }], ['nothing at all', { pendingAs: 'empty' }],
  ['an older form of its assignments', { assignmentsJson: 'legacy' }], ['an envelope of its assignments', { assignmentsJson: 'esims' }], ['no word of when to come back', { retryAfter: 'absent' }],
];

test.each(PENDING)('§8.1, §23 an order in preparation with %s is read again until it is there', async (_name, settings) => {
  set({ assignDelayMs: 60_000, ...settings });
  const esimgo = provider();
  const bought = await esimgo.purchase(wish({ quantity: 2 }));
  expect(told(bought)).toEqual({ status: 'preparing', esims: 0 });
  expect(told(await esimgo.readPurchase(bought.providerOrderId))).toEqual({ status: 'preparing', esims: 0 });
  pass(61_000);
  expect(told(await esimgo.readPurchase(bought.providerOrderId))).toEqual(READY(2));
});

test.each([['JSON', {}], ['500', { pendingAs: '500' }]])('§23 an order answered with 503 is unknown, found while it is prepared (%s), and ready later', async (_name, settings) => {
  set({ assignDelayMs: 60_000, pendingAnswer: '503', ...settings });
  const [esimgo, request] = [provider(), wish({ quantity: 2 })];
  expect(await outcome(esimgo.purchase(request))).toBe('outcome-unknown');
  expect(await esimgo.findPurchase(request, nobody)).toMatchObject({ found: 'one', purchase: { status: 'preparing' } });
  pass(61_000);
  expect(await esimgo.findPurchase(request, nobody)).toMatchObject({ found: 'one', purchase: { status: 'ready', esims: [{}, {}] } });
});

test.each([['plain', {}], ['quoted', { csv: 'quoted' }], ['with the host in a column of its own', { csv: 'seed' }]])('§20 install data as a sheet, %s, is read where JSON is broken', async (_name, settings) => {
  set({ assignDelayMs: 1_000, ...settings });
  const esimgo = provider();
  const bought = await esimgo.purchase(wish());
  pass(1_001);
  world.wires.esimgo.wire.after = ({ path, headers }, answered) =>
    path.includes('/orders/') ? { ...answered, body: Buffer.from(answered.body.toString('utf8').replace('"completed"', '"working"')) }
      : String(headers.accept).includes('json') ? { ...answered, status: 500 } : answered;
  expect(told(await esimgo.readPurchase(bought.providerOrderId))).toEqual(READY(1));
});

const REFUSED: [name: string, settings: Record<string, unknown>, changes: Partial<PurchaseRequest>, code: string][] = [
  ['no money, as documented', { balance: 0 }, {}, 'out-of-funds'], ['no money, with 503', { balance: 0, insufficientStatus: 503 }, {}, 'out-of-funds'], ['no money, as text', { balance: 0, plainTextErrors: true }, {}, 'out-of-funds'],
  ['no money, said by the dry run', { balance: 0, validateChecksBalance: true }, {}, 'out-of-funds'], ['no money, said by a dry run that is not valid', { balance: 0, validateChecksBalance: true, validateFailure: 'valid-false' }, {}, 'out-of-funds'],
  ['no such bundle', {}, { providerPlanId: 'esim_none' }, 'rejected'], ['no such bundle, with 400', { unknownBundleStatus: 400 }, { providerPlanId: 'esim_none' }, 'rejected'], ['no such bundle, as text', { plainTextErrors: true }, { providerPlanId: 'esim_none' }, 'rejected'],
  ['no such bundle, said by a dry run that is not valid', { validateFailure: 'valid-false' }, { providerPlanId: 'esim_none' }, 'rejected'], ['another currency', { currency: 'EUR' }, {}, 'rejected'], ['a price that rose', { priceFactor: 1_000_000 }, {}, 'rejected'],
  ['another key', { apiKey: 'another' }, {}, 'unauthorized'], ['another key, with 401', { apiKey: 'another', badKeyOnOrders: 401 }, {}, 'unauthorized'],
];

test.each(REFUSED)('%s: nothing is bought, and it is said why', async (_name, settings, changes, code) => {
  set(settings);
  expect(await outcome(provider().purchase(wish(changes)))).toBe(code);
  expect(world.purchases()).toEqual([]);
});

test.each([[403], [400]])('§8.9 a bundle that fits no eSIM is on no offer and is refused, with %i', async (incompatibleStatus) => {
  const esimgo = provider();
  const bought = await esimgo.purchase(wish());
  const iccid = bought.esims?.[0]?.iccid ?? '';
  set({ incompatible: { [BUNDLE]: true }, incompatibleStatus });
  expect((await esimgo.listTopUps?.(iccid))?.some(({ providerPlanId }) => providerPlanId === BUNDLE)).toBe(false);
  expect(await outcome(esimgo.topUp?.({ ...wish(), iccid }))).toBe('rejected');
  set({ withdrawn: { [BUNDLE]: true } });
  expect(await esimgo.listTopUps?.(iccid)).toEqual([]);
});

test.each([['nothing', {}], ['403', { locationUnseen: '403' }]])('§8.8 of an eSIM nobody saw yet, told with %s, nothing is made up', async (_name, settings) => {
  const esimgo = provider();
  const bought = await esimgo.purchase(wish());
  set(settings);
  expect([null, 'rejected']).toContain(await outcome(esimgo.support?.readSighting?.(bought.esims?.[0]?.iccid ?? '')));
});

test.each<[string, Record<string, unknown>, string]>([
  ['options that are words', { refundsToBalance: true }, 'revoked'], ['options that name an offer, which is needed', { refundsToBalance: true, revokeOptions: 'offers', offerIdNeeded: true }, 'revoked'],
  ['400, where it is not enabled', {}, 'rejected'], ['403, where it is not enabled', { notRefundableStatus: 403 }, 'rejected'],
])('§9.4 a bundle taken back is checked with %s', async (_name, settings, end) => {
  set(settings);
  const esimgo = provider();
  const iccid = (await esimgo.purchase(wish())).esims?.[0]?.iccid ?? '';
  const [bundle] = (await esimgo.listBundles?.(iccid)) ?? [];
  const done = await outcome(esimgo.support?.revokeBundle?.({ iccid, providerPlanId: BUNDLE, providerBundleId: bundle?.providerBundleId ?? '', mode: 'carry-out', refundTo: 'balance' }));
  const after = await outcome(esimgo.listBundles?.(iccid).then((all) => all[0]?.state));
  expect(typeof done === 'string' ? done : after).toBe(end);
});

test.each<[string, Record<string, unknown>, string | null]>([
  ['base64', {}, 'usage-changed'], ['hex', { callbackSignature: 'hex' }, 'usage-changed'], ['an ICCID that is a number', { callbackIccid: 'number' }, 'usage-changed'],
  ['the older name of it', { firstUseAlert: 'Utilisation' }, 'usage-low'], ['no signature', { callbackSignature: 'none' }, null], ['the unsigned version', { callbackVersion: '2' }, null],
])('§14 a callback with %s is read, or is nobody’s', async (_name, settings, kind) => {
  const shop = await scriptedServer(() => ({ body: {} }));
  const esimgo = provider();
  const iccid = (await esimgo.purchase(wish())).esims?.[0]?.iccid ?? '';
  set({ callbackUrl: `${shop.url}/hook`, ...settings });
  pass(3 * 3_600_000);
  const told = await vi.waitFor(() => {
    const found = shop.requests.find(({ body }) => body.includes(iccid) && body.includes('"bundle"'));
    if (!found) throw new Error('no callback yet');
    return found;
  }, { timeout: 10_000 });
  const headers = Object.fromEntries(Object.entries(told.headers).map(([name, value]) => [name, String(value)]));
  const read = await esimgo.readWebhook?.({ rawBody: Buffer.from(told.body, 'latin1'), headers });
  expect(read?.notices ?? null).toEqual(kind === null ? null : [{ kind, iccid }]);
  await shop.stop();
});

/** Each tried in a test of its own, above or in `gaps-of-orders.contract.test.ts`. */
const TRIED = [
  'installUrlAs', 'orderReferenceKey', 'assignDelayMs', 'pendingAnswer', 'csv', 'incompatible', 'withdrawn', 'locationUnseen', 'refundsToBalance', 'revokeOptions', 'offerIdNeeded', 'notRefundableStatus', 'callbackUrl', 'callbackSignature', 'callbackIccid',
  'firstUseAlert', 'callbackVersion', 'asyncAbove', 'asyncMs', 'shortDelivery', 'shortDeliveryMs', 'orderSpacingMs', 'validateCountsToSpacing', 'revokePicks', 'nextBundleStarts', 'used',
];
/** What is no answer of theirs left open: our limits, faults, the goods, how often and when they call, or what the shop never asks. */
const NO_GAPS = [
  'allowedAddresses', 'ratePerSecond', 'testCredit', 'testCreditExpiry', 'leastTopUp', 'mostTopUpPerDay', 'autoTopUp', 'plans', 'refusals', 'failuresAfterCommit', 'assignDelays', 'slowOrderMs', 'visibilityDelayMs', 'visibilityDelays', 'retryAfterSeconds',
  'firstUseAfterMs', 'processingMs', 'idleDays', 'smsSenders', 'smsFails', 'refundWindowDays', 'revokeTooLate', 'takesBackEsims', 'callbackTimeoutMs', 'callbackRetryMs', 'callbackDuplicateEvery', 'callbackReorderEvery', 'callbackReorderMs',
  'utilisationThresholds', 'expiryAlert', 'lapseAlert', 'lowBalanceThreshold', 'countryChangePauseMs',
];

test('every switch of the emulator is one of these, or no answer left open', async () => {
  const settings = (await (await fetch(`${inject('sandbox').controls}/settings/esimgo`)).json()) as object;
  const inTables = [...SAME, ...PENDING, ...REFUSED].flatMap(([, changed]) => Object.keys(changed));
  expect([...new Set([...inTables, ...TRIED, ...NO_GAPS])].toSorted()).toEqual(Object.keys(settings).toSorted());
});
