import { describe, expect, test } from 'vitest';
import { ICCID } from '@/lib/providers/onence/scripted-account';
import { isFromStream, readPush, readRecords } from '@/lib/providers/onence/push';

const config = { stream: { user: 'stream', password: 'p:ss wörd' } };
const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;
const own = basic('stream:p:ss wörd');
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

const usage = (changes: object = {}) => ({
  id: 5001, start_timestamp: '2026-02-01 10:00:00', end_timestamp: '2026-02-01 10:15:00', cost: 0, endpoint: { id: 1, name: 'gate-07' }, sim: { id: 110, iccid: ICCID, production_date: '2025-11-01 00:00:00' },
  imsi: '901405100000001', traffic_type: { id: 5, description: 'Data' }, volume: { rx: 0.12, tx: 0.03, total: 0.15 }, ...changes,
});
const event = (changes: object = {}) => ({
  id: 77, timestamp: '2026-02-01 12:07:09', alert: true, description: 'New location received', event_type: { id: 1, description: 'Update location' }, event_severity: { id: 1, description: 'Warn' },
  sim: { id: 110, iccid: ICCID }, imsi: { id: 1, imsi: '9' }, detail: { id: 4, name: 'T-Mobile', mnc: ['01'], volume: { rx: 1, tx: 1, total: 2 } }, ...changes,
});

describe('who pushed (§1.14, §12)', () => {
  test.each([own, own.replace('Basic', 'basic'), ` ${own} `])('%s is 1NCE', (authorization) => expect(isFromStream(authorization, config)).toBe(true));

  test.each([null, '', 'Basic', 'Basic ', 'Bearer abc', own.slice(0, -3), basic('stream:'), basic('stream:p:ss'), basic('Stream:p:ss wörd'), basic(':'), basic(''), `${own}, ${own}`])('%j is not, and nothing is read', (authorization) => {
    expect(readPush(config, authorization, bytes('not even JSON'))).toBeNull();
  });

  test('without credentials of our own nobody is', () => {
    expect(isFromStream(basic('null:null'), { stream: null })).toBe(false);
    expect(isFromStream(basic(''), { stream: null })).toBe(false);
    expect(isFromStream(basic('undefined:undefined'), { stream: null })).toBe(false);
  });
});

describe('what was pushed', () => {
  test('a usage record keeps their id as its key, and the record itself', () => {
    expect(readPush(config, own, bytes([usage()]))).toEqual([{
      kind: 'usage', recordKey: 'usage:5001', iccid: ICCID, from: new Date('2026-02-01T10:00:00Z'), to: new Date('2026-02-01T10:15:00Z'), service: 'data', received: 0.12, sent: 0.03, total: 0.15, raw: usage(),
    }]);
  });

  test('an event is known by its type, even when its detail has a volume', () => {
    expect(readPush(config, own, bytes([event()]))).toEqual([{
      kind: 'event', recordKey: 'event:77', quota: null, raw: event(),
      event: { providerEventId: '77', iccid: ICCID, at: new Date('2026-02-01T12:07:09Z'), type: 'Update location', description: 'New location received', isAlert: true },
    }]);
  });

  const failed = (cause: unknown) => ({ description: 'Data service failed', event_type: { id: 5, description: 'Create PDP Context' }, detail: { data_service_failure_cause: cause } });
  test.each([
    [failed('QUOTA_EXHAUSTED'), 'exhausted'], [failed('NO_QUOTA_FOUND'), 'changed'], [failed('QUOTA_EXPIRED'), 'changed'], [failed('IMEI_LOCK_BREACHED'), null], [failed(7), null], [{ detail: 'text' }, null],
    [{ event_type: { id: 30, description: 'Quota threshold reached' } }, 'changed'], [{ event_type: 'AUTO_TOPUP' }, 'changed'], [{ description: 'A top-up was added.' }, 'changed'], [{}, null],
  ])('of an event with %j the word on quotas is %j (§8.3, §18)', (changes, quota) => {
    expect(readRecords([event(changes)]).records).toMatchObject([{ quota }]);
  });

  test('a text that the network received was sent by the SIM (§7.5)', () => {
    expect(readRecords([usage({ traffic_type: { id: 6, description: 'SMS' }, volume: { rx: 1, tx: 0 } })]).records).toMatchObject([{ service: 'text', received: 0, sent: 1, total: 1 }]);
  });

  test('volumes may be strings, the tail may be missing, names may be new', () => {
    const renamed = { id: 'a-1', start_timestamp: '2026-02-01T10:00:00Z', sim: { iccid: ICCID }, volume: { rx: '0.1', tx: '0.2' }, ipcan_session_id: 'x' };
    expect(readRecords([renamed]).records).toMatchObject([{ recordKey: 'usage:a-1', to: null, service: 'other', received: 0.1, sent: 0.2, total: 0.3, raw: renamed }]);
  });

  test('without an id the key is the record itself: the same when it comes again, another for another', () => {
    const keys = [usage({ id: null }), usage({ id: null }), usage({ id: null, cost: 1 })].flatMap((record) => readRecords([record]).records.map(({ recordKey }) => recordKey));
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('a usage and an event of one number are two records', () => {
    expect(new Set(readRecords([usage({ id: 1 }), event({ id: 1 })]).records.map(({ recordKey }) => recordKey)).size).toBe(2);
  });

  test('bad records are kept apart, good ones go on', () => {
    const bad = [null, 7, 'x', [], {}, usage({ sim: null }), usage({ sim: { iccid: '../x' } }), usage({ start_timestamp: 'now' }), usage({ volume: {} }), event({ sim: null }), event({ timestamp: null }), event({ event_type: { id: 1 } })];
    const { records, unreadable } = readRecords([usage(), ...bad, event()]);
    expect(records).toHaveLength(2);
    expect(unreadable).toEqual(bad);
    expect(readPush(config, own, bytes([usage(), ...bad]))).toHaveLength(1);
  });

  test('3000 records are taken, an empty delivery too', () => {
    expect(readPush(config, own, bytes(Array.from({ length: 3_000 }, (_, id) => usage({ id }))))).toHaveLength(3_000);
    expect(readPush(config, own, bytes([]))).toEqual([]);
  });

  test.each([['an object', usage()], ['no JSON', '[{'], ['3001 records', Array.from({ length: 3_001 }, () => 0)]])('%s is no delivery', (_what, body) => {
    expect(() => readPush(config, own, bytes(body))).toThrow(expect.objectContaining({ name: 'ProviderError', code: 'bad-response' }));
  });
});
