import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/lib/db/client';
import { endpointOf, parseNoting } from '@/lib/providers/drift/note-drift';
import { soon } from '@/tests/soon';

const schema = z.looseObject({ id: z.number() });
const kept = (providerId: string) => db().providerDrift.findMany({ where: { providerId }, orderBy: { path: 'asc' } });

test('what differs is kept once a minute, with its shape and whether it breaks', async () => {
  const answered = { providerId: randomUUID(), endpoint: 'GET /things' };
  for (let n = 0; n < 5; n += 1) {
    expect(parseNoting(schema, { id: 1, colour: 'red' }, answered).success).toBe(true);
    expect(parseNoting(schema, { id: 'one' }, answered).success).toBe(false);
  }
  await soon(async () => expect(await kept(answered.providerId)).toMatchObject([
    { endpoint: 'GET /things', kind: 'unknown-field', path: 'colour', isBreaking: false, example: 'text of 3', times: 1 },
    { endpoint: 'GET /things', kind: 'retyped', path: 'id', isBreaking: true, example: 'text of 3', times: 1 },
  ]));
});

test('an answer as we know it leaves nothing behind', async () => {
  const answered = { providerId: randomUUID(), endpoint: 'GET /things', isKnown: (field: string) => field === 'colour' };
  parseNoting(schema, { id: 1, colour: 'red' }, answered);
  parseNoting(schema, { id: 1, size: 1 }, answered);
  await soon(async () => expect(await kept(answered.providerId)).toMatchObject([{ path: 'size' }]));
});

test.each([
  ['/v2/sims/8935100000000000017/usage?x=1', 'GET /v2/sims/{id}/usage'],
  ['/orders/5a0c1c8e-7d0e-4f0b-9c55-1b8f6f2f9a01', 'GET /orders/{id}'],
  ['/esims/8943108167000000020/bundles/esim_5GB_30D_FR_V2', 'GET /esims/{id}/bundles/{id}'],
  ['/v2/compatible-devices-lite', 'GET /v2/compatible-devices-lite'],
  ['/management-api/v1/sims', 'GET /management-api/v1/sims'],
])('%s is %s', (path, endpoint) => {
  expect(endpointOf({ status: 200, header: () => null, bytes: Buffer.alloc(0), asked: { method: 'GET', path } })).toBe(endpoint);
});
