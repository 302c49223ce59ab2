import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db } from '@/lib/db/client';
import { auditedCall } from '@/lib/providers/audited-call';
import { ProviderError } from '@/lib/providers/provider-error';

const facts = () => ({ actor: 'staff@example.com', action: 'any.change', subject: randomUUID(), data: { what: 'this' } });
const actions = async (subject: string) => (await db().auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(({ action }) => action);

test('what was done is written down before and after', async () => {
  const given = facts();
  expect(await auditedCall(given, () => Promise.resolve(7), { note: (answer) => ({ answer }) })).toEqual({ outcome: 'done', answer: 7 });
  expect(await actions(given.subject)).toEqual(['any.change', 'any.change.done']);
});

test('what was done and could not be written down is told as unclear, never as failed', async () => {
  const given = facts();
  // PostgreSQL keeps no such text: the second row cannot be written.
  expect(await auditedCall(given, () => Promise.resolve('x'), { note: () => ({ words: 'cut\0off' }) })).toEqual({ outcome: 'unclear' });
  expect(await actions(given.subject)).toEqual(['any.change']);
});

test('what failed is told as the provider put it', async () => {
  const given = facts();
  expect(await auditedCall(given, () => Promise.reject(new ProviderError('rejected', 'any', { message: 'no' })))).toEqual({ outcome: 'provider-refused' });
  await expect(auditedCall(given, () => Promise.reject(new Error('a fault of ours')))).rejects.toThrow('a fault of ours');
  expect(await actions(given.subject)).toEqual(['any.change', 'any.change.failed', 'any.change', 'any.change.failed']);
});

test('what may not begin leaves nothing, neither there nor here', async () => {
  const given = facts();
  let sent = 0;
  const call = () => Promise.resolve((sent += 1));
  expect(await auditedCall(given, call, { mayBegin: () => Promise.resolve(false) })).toEqual({ outcome: 'already-asked' });
  expect([sent, await actions(given.subject)]).toEqual([0, []]);
});
