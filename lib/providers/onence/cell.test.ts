import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from '@/lib/db/client';
import { ICCID, scriptedAccount } from '@/lib/providers/onence/scripted-account';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(closeDb);

async function cellOf(body: unknown) {
  const { fleet, asked, stop } = await scriptedAccount(() => ({ body }));
  stops.push(stop);
  return { cell: await fleet.readCell?.(ICCID), asked: asked() };
}
const location = { current_location_retrieved: true, age_of_location: '0', cell_global_id: { cid: 1_001, lac: '40217', mcc: '262', mnc: '01' } };
const cell = { mcc: '262', mnc: '01', lac: '40217', cid: '1001', isCurrent: true, state: 'assumedIdle' };
const times = { ussd_info: { success: false, error: 'x' }, request_timestamp: '2026-02-01T10:00:00.000Z', reply_timestamp: '2026-02-01T10:00:01.000Z' };

test('the radio cell stands in an object of its own or among the facts of the subscriber, and is asked of v1 (§7.4)', async () => {
  const nested = await cellOf({ ...times, subscriber_info: { success: true, state: 'assumedIdle', location } });
  expect(nested.cell).toEqual(cell);
  expect(nested.asked).toEqual([`GET /v1/sims/${ICCID}/connectivity_info?subscriber=true&ussd=false`]);
  expect((await cellOf({ ...times, subscriber_info: { success: true, state: 'assumedIdle', ...location } })).cell).toEqual(cell);
});

test.each([[{ ...times, subscriber_info: { success: false } }], [times], [{ subscriber_info: { success: true, location: {} } }], [{ subscriber_info: { success: false, ...location } }]])('%j is no cell: networks beyond 3G do not answer', async (body) => {
  expect((await cellOf(body)).cell).toBeNull();
});
