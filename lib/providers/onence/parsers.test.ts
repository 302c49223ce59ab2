import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from '@/lib/providers/onence/read-date';
import { readDecimal } from '@/lib/providers/onence/read-decimal';
import { readRecords } from '@/lib/providers/onence/push';
import { toConnectivity, toQuota, toSim, toUsageDays } from '@/lib/providers/onence/to-sim';
import { toEvent } from '@/lib/providers/onence/to-event';
import { toOrder } from '@/lib/providers/onence/to-order';
import { orderNumberOf } from '@/lib/providers/onence/top-up';
import { connectivity, order, quota, simCard, usage } from '@/lib/providers/onence/wire';

const instant = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true });
const ICCID = '8988228000000000001';
/** Any JSON, under names they use. */
const hostile = (names: string[]) => fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }));

describe('a date (§5)', () => {
  test('is the same instant in every form they write', () => {
    fc.assert(fc.property(instant, (date) => {
      const iso = date.toISOString();
      const forms = [iso, iso.replace('Z', '+0000'), iso.replace('Z', '+00:00'), iso.replace('T', ' ').replace('Z', ''), iso.replace('Z', '-00:00').replace('-00:00', 'z'), ` ${iso} `];
      for (const form of forms) expect(readDate(form)?.getTime(), form).toBe(date.getTime());
      expect(readDate(iso.slice(0, 19).replace('T', ' '))?.toISOString()).toBe(`${iso.slice(0, 19)}.000Z`);
      expect(readDate(iso.slice(0, 10))?.toISOString()).toBe(`${iso.slice(0, 10)}T00:00:00.000Z`);
    }));
  });

  test('keeps its offset, with a colon or without', () => {
    expect(readDate('2018-03-09T07:59:09.000+0230')).toEqual(new Date('2018-03-09T05:29:09Z'));
    expect(readDate('2018-03-09T07:59:09.123456789-08:00')).toEqual(new Date('2018-03-09T15:59:09.123Z'));
  });

  test.each(['', 'now', '2026-02-30', '2025-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00+99', '01.02.2026', 1_770_000_000, null, undefined, {}])('%j is none', (value) => {
    expect(readDate(value)).toBeNull();
  });

  test('whatever comes, the answer is a valid date or nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
      const date = readDate(value);
      return date === null || !Number.isNaN(date.getTime());
    }));
  });
});

describe('a volume (§1.13)', () => {
  test('is the number its text says, negative ones too', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (millionths) => {
      const value = millionths / 1_000_000;
      return readDecimal(value.toFixed(6)) === Number(value.toFixed(6)) && readDecimal(value) === value;
    }));
  });

  test('zero may be written with an exponent', () => expect(readDecimal('0E-6')).toBe(0));

  test.each(['', ' ', '1,5', '0x10', '12 MB', 'NaN', 'Infinity', '1e999', Number.NaN, Number.POSITIVE_INFINITY, null, undefined, true, []])('%j is none', (value) => expect(readDecimal(value)).toBeNull());

  test('whatever comes, the answer is finite or nothing', () => {
    fc.assert(fc.property(fc.anything(), (value) => {
      const number = readDecimal(value);
      return number === null || Number.isFinite(number);
    }));
  });
});

test('an order number is digits or nothing', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })), (location) => /^\d{1,18}$/.test(orderNumberOf(location) ?? '0')));
  fc.assert(fc.property(fc.constantFrom('v1', 'v2'), fc.webAuthority(), fc.nat(), (version, host, number) => orderNumberOf(`https://${host}/management-api/${version}/orders/${number}`) === String(number)));
});

describe('a field that does not fit never spoils the rest', () => {
  test('of a SIM', () => {
    const names = ['label', 'status', 'imsi', 'imei', 'imei_lock', 'activation_date', 'ip_address', 'quota_status', 'quota_status_SMS', 'current_quota', 'novelty'];
    fc.assert(fc.property(hostile(names), (fields) => {
      const sim = toSim(simCard.parse({ ...fields, iccid: ICCID }));
      expect(sim.iccid).toBe(ICCID);
      expect([true, false, null]).toContain(sim.isEnabled);
      expect(['ok', 'low', 'exhausted', null]).toContain(sim.dataQuota);
    }));
  });

  test('and unknown fields are kept', () => {
    fc.assert(fc.property(fc.jsonValue(), (novelty) => {
      expect(simCard.parse({ iccid: ICCID, novelty })).toMatchObject({ novelty: novelty as object });
    }));
  });

  test('of connectivity and quota', () => {
    fc.assert(fc.property(hostile(['status', 'location', 'pdp_context', 'pdp_contexts', 'services']), (fields) => {
      expect(['online', 'attached', 'offline', 'blocked', null]).toContain(toConnectivity(connectivity.parse(fields)).state);
    }));
    fc.assert(fc.property(hostile(['volume', 'total_volume', 'last_volume_added', 'threshold_percentage', 'expiry_date']), (fields) => {
      const { allowance } = toQuota(quota.parse(fields));
      expect(allowance.isUnlimited).toBe(false);
    }));
  });

  test('of usage, an order, an event, a pushed record', () => {
    fc.assert(fc.property(fc.array(hostile(['date', 'data', 'sms'])), (stats) => {
      for (const day of toUsageDays(usage.parse({ stats }))) expect(day.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }));
    fc.assert(fc.property(hostile(['order_type', 'order_date', 'order_status', 'invoice_number', 'invoice_amount', 'currency', 'sims']), (fields) => {
      expect(toOrder(order.parse({ ...fields, order_number: 7 })).providerOrderId).toBe('7');
    }));
    fc.assert(fc.property(fc.jsonValue(), hostile(['id', 'timestamp', 'event_type', 'alert', 'sim', 'volume', 'start_timestamp', 'traffic_type']), (whole, fields) => {
      for (const raw of [whole, fields]) {
        expect(toEvent(raw, ICCID)?.iccid ?? ICCID).toBe(ICCID);
        const { records, unreadable } = readRecords([raw]);
        expect(records.length + unreadable.length).toBe(1);
      }
    }));
  });
});
