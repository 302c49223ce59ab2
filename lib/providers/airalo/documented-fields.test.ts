import { afterAll, expect, test } from 'vitest';
import { closeDb, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { tried } from '@/lib/providers/airalo/scripted-airalo';
import { SAMPLES } from '@/lib/providers/airalo/scripted-samples';
import { notesWritten } from '@/lib/providers/drift/note-drift';
import { ProviderError } from '@/lib/providers/provider-error';

afterAll(closeDb);
const drifts = async () => {
  await notesWritten();
  return rows<{ endpoint: string; path: string; isBreaking: boolean }>(pool(), `SELECT endpoint, path, "isBreaking" FROM "ProviderDrift" WHERE "providerId" = 'airalo'`);
};

test('no answer as the contract prints it is news, and a field it does not name is', async () => {
  for (const { endpoint, good, call } of SAMPLES) {
    const { value } = await tried({ body: good }, call);
    expect(value instanceof ProviderError ? `${endpoint}: ${value.message}` : 'read').toBe('read');
  }
  expect(await drifts()).toEqual([]);
  await tried({ body: { data: { refund_id: '12345', created_at: '2026-06-12 09:30', judged_by: 'x' } } }, (provider) => provider.support?.requestRefund?.({ iccids: ['8935100000000000017'], ground: 'slow', notes: null }));
  expect(await drifts()).toEqual([{ endpoint: 'POST /v2/refund', path: 'data.judged_by', isBreaking: false }]);
}, 60_000);
