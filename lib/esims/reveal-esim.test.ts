import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderViewer } from '@/lib/auth/order-access-rule';
import { orderToken } from '@/lib/auth/order-token';
import { db } from '@/lib/db/client';
import { transaction } from '@/lib/db/sql';
import { revealEsim } from '@/lib/esims/reveal-esim';
import { storeEsims } from '@/lib/esims/store-esims';
import { findOrderForViewer, findOrderStatus } from '@/lib/orders/queries';
import type { EsimProfile } from '@/lib/providers/provider';
import { given } from '@/tests/given';

const nobody: OrderViewer = { customerId: null, isStaff: false, orderAccess: [] };

const profile = (): EsimProfile => {
  const iccid = `89${String(Math.trunc(Math.random() * 1e17)).padStart(17, '0')}`;
  return {
    iccid, smdpAddress: 'rsp.example.net', matchingId: 'AB12C-3DE45', lpa: 'LPA:1$rsp.example.net$AB12C-3DE45', confirmationCode: '7413', appleInstallUrl: null, androidInstallUrl: null,
    apnIos: null, apnAndroid: null, isRoaming: null, msisdn: null,
  };
};

async function deliveredOrder() {
  const order = await given.order();
  const line = await db().orderLine.findFirstOrThrow({ where: { orderId: order.id } });
  const purchase = await db().purchase.create({
    data: { lineId: line.id, providerId: line.providerId, providerPlanId: line.providerPlanId, quantity: 1, reference: randomUUID(), status: 'READY' },
  });
  const made = profile();
  const [esimId = ''] = await transaction((sql) =>
    storeEsims(sql, {
      lineId: line.id, purchaseId: purchase.id, providerId: line.providerId, providerPlanId: line.providerPlanId, dataMegabytes: 1024, isUnlimited: false, validityDays: 7, profiles: [made],
    }),
  );
  return { orderId: order.id, esimId, profile: made };
}

const linkOf = async (orderId: string) => ({ orderId, token: orderToken(await db().order.findUniqueOrThrow({ where: { id: orderId } })) });
const bearer = async (orderId: string): Promise<OrderViewer> => ({ ...nobody, orderAccess: [await linkOf(orderId)] });

describe('an eSIM’s secrets', () => {
  let mine: Awaited<ReturnType<typeof deliveredOrder>>;
  let theirs: Awaited<ReturnType<typeof deliveredOrder>>;
  beforeAll(async () => {
    [mine, theirs] = [await deliveredOrder(), await deliveredOrder()];
  });

  test('are shown whole to who holds the order’s link', async () => {
    expect(await revealEsim(mine.esimId, await bearer(mine.orderId))).toEqual(mine.profile);
  });

  test('are shown to the order’s customer and to no other', async () => {
    const [customer, other] = await Promise.all([db().user.create({ data: {} }), db().user.create({ data: {} })]);
    const order = await deliveredOrder();
    await db().order.update({ where: { id: order.orderId }, data: { customerId: customer.id } });
    expect(await revealEsim(order.esimId, { ...nobody, customerId: customer.id })).toEqual(order.profile);
    expect(await revealEsim(order.esimId, { ...nobody, customerId: other.id })).toBeNull();
  });

  test('are for nobody else: not strangers, not holders of another order’s link, not staff outside of the back office', async () => {
    expect(await revealEsim(mine.esimId, nobody)).toBeNull();
    expect(await revealEsim(mine.esimId, await bearer(theirs.orderId))).toBeNull();
    expect(await revealEsim(mine.esimId, { ...nobody, isStaff: true })).toBeNull();
    const { token } = await linkOf(theirs.orderId);
    expect(await revealEsim(mine.esimId, { ...nobody, orderAccess: [{ orderId: mine.orderId, token }] })).toBeNull();
  });

  test('end with the link: revoked or expired it opens nothing', async () => {
    const order = await deliveredOrder();
    const viewer = await bearer(order.orderId);
    await db().order.update({ where: { id: order.orderId }, data: { guestLinkVersion: 2 } });
    expect(await revealEsim(order.esimId, viewer)).toBeNull();
    const renewed = await bearer(order.orderId);
    await db().order.update({ where: { id: order.orderId }, data: { guestLinkExpiresAt: new Date(0) } });
    expect(await revealEsim(order.esimId, renewed)).toBeNull();
  });

  test('not there and not an id look like not yours', async () => {
    const viewer = await bearer(mine.orderId);
    for (const id of [randomUUID(), 'x', '', "' OR 1=1"]) expect(await revealEsim(id, viewer)).toBeNull();
  });

  test('moved to another row they do not open', async () => {
    const [from, to] = [await deliveredOrder(), await deliveredOrder()];
    const { sealedProfile } = await db().esim.findUniqueOrThrow({ where: { id: from.esimId } });
    await db().esim.update({ where: { id: to.esimId }, data: { sealedProfile } });
    await expect(revealEsim(to.esimId, await bearer(to.orderId))).rejects.toThrow();
  });

  test('are not readable in the database', async () => {
    const row = JSON.stringify(await db().esim.findUniqueOrThrow({ where: { id: mine.esimId } }));
    for (const secret of [mine.profile.matchingId, mine.profile.iccid, mine.profile.smdpAddress]) expect(row).not.toContain(secret);
  });
});

test('an order and its status are for its owner, and what is read of it holds no secret', async () => {
  const order = await deliveredOrder();
  const viewer = await bearer(order.orderId);
  const found = await findOrderForViewer(order.orderId, viewer);
  expect(found?.lines[0]?.esims).toEqual([{ id: order.esimId, iccidLast4: order.profile.iccid.slice(-4) }]);
  expect(JSON.stringify(found)).not.toContain(order.profile.matchingId);
  expect(await findOrderStatus(order.orderId, viewer)).toMatchObject({ status: 'PAID', esimCount: 1, reviewOpened: false });
  for (const id of [order.orderId, randomUUID(), 'x']) {
    expect(await findOrderForViewer(id, nobody)).toBeNull();
    expect(await findOrderStatus(id, nobody)).toBeNull();
  }
});
