import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { collectMetrics } from '@/lib/collect-metrics';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { receivePush } from '@/lib/fleet/receive-push';
import { syncFleet } from '@/lib/fleet/sync-fleet';
import { emptyTables } from '@/tests/empty-tables';
import { ownSandbox } from '@/tests/own-sandbox';

const world = ownSandbox(async () => {
  world.reset();
  await emptyTables('providerState', 'providerTurn', 'providerCalls');
});

const BASIC = `Basic ${Buffer.from('sandbox-onence-stream:sandbox-onence-stream-0123456789abcdef').toString('base64')}`;
const ages = async (name: string) => {
  const text = await collectMetrics();
  return Object.fromEntries([...text.matchAll(new RegExp(`^${name}\\{provider="(\\w+)"\\} ([\\d.e+-]+)$`, 'gm'))].map(([, provider, age]) => [provider, Number(age)]));
};
const shift = (column: 'fleetSince' | 'fleetReadAt', hours: number) => rows(pool(), `UPDATE "ProviderState" SET "${column}" = "${column}" - make_interval(hours => $1)`, [hours]);

describe('how old the list of a fleet is', () => {
  test('counts from the last reading that reached the end', async () => {
    await syncFleet();
    await shift('fleetSince', 100);
    await shift('fleetReadAt', 14);
    expect((await ages('fleet_sync_age_seconds')).onence).toBeGreaterThan(14 * 3_600 - 60);
    expect((await ages('fleet_sync_age_seconds')).onence).toBeLessThan(15 * 3_600);
    await syncFleet();
    expect((await ages('fleet_sync_age_seconds')).onence).toBeLessThan(60);
  });

  test('counts from the first try while every one fails, and goes on', async () => {
    world.wires.onence.wire.instead = () => ({ status: 403, body: {} });
    await expect(syncFleet()).rejects.toMatchObject({ code: 'unauthorized' });
    await shift('fleetSince', 30);
    await expect(syncFleet()).rejects.toMatchObject({ code: 'unauthorized' });
    expect((await ages('fleet_sync_age_seconds')).onence).toBeGreaterThan(29 * 3_600);
  });

  test('is not told of one that is not set up any more', async () => {
    await db().providerState.create({ data: { providerId: 'gone', fleetSince: new Date(0) } });
    expect(Object.keys(await ages('fleet_sync_age_seconds'))).not.toContain('gone');
  });
});

describe('a stream that is set up', () => {
  test('and never said anything is silent since the fleet was first asked for, until something comes', async () => {
    await syncFleet();
    await shift('fleetSince', 30);
    expect((await ages('provider_webhook_age_seconds')).onence).toBeGreaterThan(29 * 3_600);
    const event = { id: randomUUID(), timestamp: '2026-06-01T10:00:00Z', event_type: { id: 1, description: 'x' }, event_severity: { id: 0, description: 'INFO' }, alert: false, description: 'x', sim: { iccid: '8988228066600000000' } };
    expect(await receivePush('onence', BASIC, Buffer.from(JSON.stringify([event])))).toMatchObject({ outcome: 'stored' });
    expect((await ages('provider_webhook_age_seconds')).onence).toBeLessThan(60);
  });
});
