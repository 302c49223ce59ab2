import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import type { FleetProvider } from '@/lib/providers/fleet-provider';
import { collect, ICCID, OTHER_ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';
import { ProviderError } from '@/lib/providers/provider-error';
import { mutationsOf } from '@/tests/mutations';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

const sim = {
  iccid: ICCID, iccid_with_luhn: `${ICCID}4`, imsi: '901405100000001', msisdn: '882285100000001', imei: '0000000000000018', imei_lock: false, status: 'Enabled', activation_date: '2026-01-09T07:59:09.000+0000',
  ip_address: '100.100.100.18', current_quota: 500, quota_status: { id: 0, description: 'x', threshold_reached_date: null }, quota_status_SMS: { id: 0, description: 'x' }, label: 'gate-sensor-07',
};
const country = { country_id: '74', name: 'Germany', country_code: '49', mcc: '262', iso_code: 'de' };
const status = {
  status: { description: 'ONLINE' }, data_traffic_limit_state: { description: 'NOT_REACHED' }, location: { iccid: ICCID, last_updated: '2026-02-01 09:59:05', operator: { id: 2, name: 'T-Mobile', mnc: '01', country }, country },
  pdp_contexts: [{ pdp_context_id: '92415', rat_type: { rat_type_id: '2', description: 'NB-IoT' }, created: '2026-02-01T08:12:02.000Z', gtp_v1_uli: { lac: '40217' } }], services: ['DATA'],
};
const quota = { id: 1, status: { id: 1, description: 'ACTIVE' }, volume: 435.79, total_volume: 500, accumulated_total_volume: 1_000, last_volume_added: 500, threshold_percentage: 20, expiry_date: '2036-01-01T00:00:00.000Z' };
const amount = { volume: '1.2', volume_rx: '0.8', volume_tx: '0.4', cost: '1.2', currency: { id: 1, code: 'EUR' }, traffic_type: { id: 1, unit: 'MB' } };
const event = { id: 1, event_type: { id: 4, description: 'Delete PDP Context' }, timestamp: '2026-02-01T12:07:09.000Z', alert: false, description: 'x', sim: { id: 110, iccid: ICCID }, detail: { id: 4, volume: { tx: 0.01 } } };
const text = { id: 589, submit_date: '2026-02-01T10:00:00.000Z', payload: 'reboot', status: { id: 2, description: 'PENDING' }, sms_type: { id: 1, description: 'MT' } };
const order = { order_number: 2_000_000_001, order_type: 'TOPUP', order_date: '2026-02-01T10:00:00.000Z', order_status: 'COMPLETED', invoice_number: '20000002', invoice_amount: '16.66', currency: 'EUR', sims: [{ iccid: ICCID, _links: [{ rel: 'self', href: 'https://x' }] }], products: [{ product_id: 1001, quantity: 1 }] };
const product = { id: 1001, product: 'FlexSIM', material: 'x', package_size: 1, minQuantity: 1, maxQuantity: 1_000, one_time_charges: [{ name: 'x', amount_net: 10, currency: 'EUR' }], recurring_charges: [] };
const limit = { id: 1, limit: '16', unit: 'MB' };
const location = { current_location_retrieved: true, cell_global_id: { cid: '1', lac: '2', mcc: '262', mnc: '01' } };
const none = Promise.resolve(null);

type Case = [endpoint: string, good: object, ask: (fleet: FleetProvider) => Promise<unknown>];
const READS: Case[] = [
  ['GET /sims', [sim, { ...sim, iccid: OTHER_ICCID }], (fleet) => collect(fleet.listSims())],
  ['GET /sims/{iccid}', sim, (fleet) => fleet.readSim(ICCID)],
  ['GET …/status', status, (fleet) => fleet.readConnectivity(ICCID)],
  ['GET …/connectivity_info', { subscriber_info: { success: true, state: 'x', location } }, (fleet) => fleet.readCell?.(ICCID) ?? none],
  ['GET …/quota/data', quota, (fleet) => fleet.readQuota(ICCID, 'data')],
  ['GET …/quota/sms', quota, (fleet) => fleet.readQuota(ICCID, 'text')],
  ['GET …/usage', { stats: [{ date: '2026-02-01T00:00:00.000Z', data: amount, sms: amount }] }, (fleet) => fleet.listUsage(ICCID, '2026-02-01', '2026-02-02')],
  ['GET …/events', [event], (fleet) => collect(fleet.listEvents(ICCID))],
  ['GET …/events of v1', { events: [{ timestamp: '2026-02-01T12:07:09.000+0000', event_type: 'Update location', iccid: ICCID }], totalEvents: 1, totalPages: 1 }, (fleet) => collect(fleet.listEvents(ICCID))],
  ['GET …/sms', [text], (fleet) => (fleet.listTexts ? collect(fleet.listTexts(ICCID)) : none)],
  ['GET /sims/limits', { data: limit, smsMt: limit, smsMo: limit }, (fleet) => fleet.readLimits?.() ?? none],
  ['GET /sims/{service}/limits', [limit], (fleet) => fleet.listSelectableLimits?.('data') ?? none],
  ['GET /orders', [order], (fleet) => collect(fleet.listOrders())],
  ['GET /orders, looking for a top-up', [order], (fleet) => fleet.findTopUp([ICCID], new Date('2026-01-01'))],
  ['GET /orders/{number}', order, (fleet) => fleet.readOrder('7')],
  ['GET /products', [product], (fleet) => fleet.listProducts()],
];
/** Those whose success says nothing that matters: whatever the body, the call was made once and is not an error. */
const CHANGES: Case[] = [
  ['PUT /sims/{iccid}', { message: 'x' }, (fleet) => fleet.changeSim({ iccid: ICCID, isEnabled: true })],
  ['POST …/reset', { message: 'x' }, (fleet) => fleet.resetConnection(ICCID)],
  ['POST …/sms', { id: '589' }, (fleet) => fleet.sendText(ICCID, 'x')],
  ['DELETE …/sms/{id}', { id: '589' }, (fleet) => fleet.cancelText?.(ICCID, '589') ?? none],
  ['POST …/topup', { message: 'x' }, (fleet) => fleet.topUp([ICCID])],
  ['POST /sims/topup', { message: 'x' }, (fleet) => fleet.topUp([ICCID, OTHER_ICCID])],
  ['POST /sims/autoTopup', { message: 'x' }, (fleet) => fleet.setAutoTopUp([ICCID], true)],
  ['POST /sims/extension', { message: 'x' }, (fleet) => fleet.extend([ICCID])],
];

async function eachBody([, good, ask]: Case, look: (found: { outcome: unknown; body: string; calls: number }) => void) {
  const bodies = mutationsOf(good, 220);
  let body = '';
  const { fleet, asked, stop } = await scriptedAccount(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }), { config: { simsPerSecond: 100_000, ordersPerFiveMinutes: 30_000_000 } });
  stops.push(stop);
  for (body of bodies) {
    const before = asked().length;
    const outcome = await ask(fleet).catch((error: unknown) => error);
    look({ outcome, body: body.slice(0, 300), calls: asked().length - before });
  }
  expect(bodies.length).toBeGreaterThanOrEqual(220);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
}

test.each(READS)('%s: two hundred answers gone wrong are read or refused, and never a crash', async (...endpoint) => {
  await eachBody(endpoint, ({ outcome, body }) => {
    if (outcome instanceof Error) expect(outcome, body).toBeInstanceOf(ProviderError);
  });
}, 60_000);

test.each(CHANGES)('%s: whatever a success says, it was one, and is not sent twice', async (...endpoint) => {
  await eachBody(endpoint, ({ outcome, body, calls }) => {
    expect(outcome, body).not.toBeInstanceOf(Error);
    expect(calls, body).toBe(1);
  });
}, 60_000);
