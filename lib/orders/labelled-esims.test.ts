import { expect, test } from 'vitest';
import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { labelWithOrder } from '@/lib/esims/label-with-order';
import { openEsim } from '@/lib/esims/open-esim';
import { fulfilOrder } from '@/lib/orders/fulfil-order';
import { getProvider } from '@/lib/providers/registry';
import { given, jobs, stateOf } from '@/tests/given';

async function delivered(provider: 'airalo' | 'esimgo') {
  const order = await given.order({ provider });
  await fulfilOrder({ orderId: order.id });
  const [esim] = (await stateOf(order.id)).esims;
  if (!esim) throw new Error('not delivered');
  return { orderId: order.id, esimId: esim.id };
}

async function labelOf(esimId: string): Promise<string | null> {
  const iccid = (await openEsim(esimId))?.iccid;
  for await (const esim of getProvider('esimgo').support?.listEsims?.() ?? []) if (esim.iccid === iccid) return esim.label;
  throw new Error('the provider does not list it');
}

test('an eSIM carries the id of our order at a provider that keeps one, however often it is written', async () => {
  const { orderId, esimId } = await delivered('esimgo');
  expect(await jobs('esims.label', esimId)).toHaveLength(1);
  await labelWithOrder({ esimId });
  await labelWithOrder({ esimId });
  expect(await labelOf(esimId)).toBe(orderId);
});

test('a provider that keeps none is not asked', async () => {
  const { esimId } = await delivered('airalo');
  expect(await jobs('esims.label', esimId)).toEqual([]);
  await labelWithOrder({ esimId });
});

test('the label waits behind the mail', async () => {
  const { orderId, esimId } = await delivered('esimgo');
  expect(await stateOf(orderId)).toMatchObject({ status: 'FULFILLED' });
  const [mail] = await rows<{ priority: number }>(pool(), `SELECT priority FROM graphile_worker._private_jobs WHERE key = $1`, [`email.delivery:${esimId}`]);
  const [label] = await rows<{ priority: number }>(pool(), `SELECT priority FROM graphile_worker._private_jobs WHERE key = $1`, [`esims.label:${esimId}`]);
  expect(label?.priority).toBeGreaterThan(mail?.priority ?? 99);
});
