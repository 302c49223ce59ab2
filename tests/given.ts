import { randomInt, randomUUID } from 'node:crypto';
import { seal } from '@/lib/crypto/sealed-text';
import { db, pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import { storeEsims } from '@/lib/esims/store-esims';

const AIRALO = { providerId: 'airalo', providerPlanId: 'fado-mobile-7days-1gb', costMinor: 100_000, dataMegabytes: 1024 };
const ESIMGO = { providerId: 'esimgo', providerPlanId: 'esim_1GB_7D_PT_V2', costMinor: 100_000, dataMegabytes: 1000 };
type PlanFacts = Partial<typeof AIRALO> & { priceMinor?: number; slug?: string };

async function plan(facts: PlanFacts = {}) {
  await db().destination.upsert({ where: { slug: 'portugal' }, create: { slug: 'portugal', kind: 'country', countryCode: 'PT', name: 'Portugal' }, update: {} });
  const given = { ...AIRALO, ...facts };
  return db().plan.upsert({
    where: { providerId_providerPlanId: { providerId: given.providerId, providerPlanId: given.providerPlanId } },
    update: {},
    create: {
      slug: facts.slug ?? `portugal-${given.providerId}`, destinationSlug: 'portugal', title: '1 GB - 7 days', isUnlimited: false, validityDays: 7,
      priceMinor: 450, currency: 'USD', infoTexts: [], contentHash: 'given', ...given,
    },
  });
}

type OrderFacts = { provider?: 'airalo' | 'esimgo'; quantity?: number; status?: 'AWAITING_PAYMENT' | 'PAID' | 'CANCELLED'; email?: string };

/** An order with one line; paid ones have their succeeded payment. */
async function order({ provider = 'airalo', quantity = 1, status = 'PAID', email = 'ana@example.com' }: OrderFacts = {}) {
  const sold = await plan(provider === 'airalo' ? AIRALO : ESIMGO);
  const id = randomUUID();
  const isPaid = status === 'PAID';
  await db().order.create({
    data: {
      id, number: id.slice(0, 10).toUpperCase(), attemptKey: id, status, email, totalMinor: sold.priceMinor * quantity, currency: 'USD', paidAt: isPaid ? new Date() : null,
      payments: { create: { paymentIntentId: `pi_${id}`, amountMinor: sold.priceMinor * quantity, currency: 'USD', status: isPaid ? 'succeeded' : 'created', capturedMinor: isPaid ? sold.priceMinor * quantity : 0 } },
      lines: {
        create: {
          planId: sold.id, providerId: sold.providerId, providerPlanId: sold.providerPlanId, quantity, unitPriceMinor: sold.priceMinor, unitCostMinor: sold.costMinor,
          planSnapshot: {
            slug: sold.slug, title: sold.title, destinationSlug: 'portugal', destinationName: 'Portugal', countryCode: 'PT', operatorName: null, dataMegabytes: sold.dataMegabytes,
            isUnlimited: false, fairUseText: null, voiceMinutes: null, textMessages: null, validityDays: 7, activationPolicy: null, isTopUpPossible: null, isRoaming: null, apnIos: null, apnAndroid: null,
            fairUseMegabytesPerDay: null, reducedSpeedKbps: null, isIdentityCheckNeeded: null, hasPhoneNumber: null, isHotspotAllowed: null,
          },
        },
      },
    },
  });
  return { id, paymentIntentId: `pi_${id}`, totalMinor: sold.priceMinor * quantity };
}

type EsimFacts = { provider?: 'airalo' | 'esimgo'; iccid?: string; email?: string };

/** A delivered order with one eSIM. */
async function esim({ provider = 'airalo', iccid = `89351${Array.from({ length: 14 }, () => randomInt(10)).join('')}`, email = 'ana@example.com' }: EsimFacts = {}) {
  const bought = await order({ provider, email });
  const line = await db().orderLine.findFirstOrThrow({ where: { orderId: bought.id } });
  const purchase = await db().purchase.create({
    data: { lineId: line.id, providerId: provider, providerPlanId: line.providerPlanId, quantity: 1, reference: randomUUID(), status: 'READY', providerOrderId: randomUUID() },
  });
  const profile = {
    iccid, smdpAddress: 'rsp.example.io', matchingId: 'AAAAA-BBBBB', lpa: 'LPA:1$rsp.example.io$AAAAA-BBBBB', confirmationCode: null,
    appleInstallUrl: null, androidInstallUrl: null, apnIos: null, apnAndroid: null, isRoaming: null, msisdn: null,
  };
  const [id = ''] = await storeEsims(pool(), {
    lineId: line.id, purchaseId: purchase.id, providerId: provider, providerPlanId: line.providerPlanId, dataMegabytes: 1000, isUnlimited: false, validityDays: 7, profiles: [profile],
  });
  await rows(pool(), `UPDATE "Order" SET status = 'FULFILLED', "fulfilledAt" = now() WHERE id = $1::uuid`, [bought.id]);
  return { id, iccid, orderId: bought.id, lineId: line.id, providerId: provider };
}

/** What a provider is said to have told of an eSIM just now. */
async function reading(esimId: string, kind: string, value: unknown) {
  const facts = { sealedValue: seal(JSON.stringify(value), { table: 'EsimReading', row: `${esimId}/${kind}`, column: 'sealedValue' }), readAt: new Date(), lookingUntil: null };
  await db().esimReading.upsert({ where: { esimId_kind: { esimId, kind } }, create: { esimId, kind, ...facts }, update: facts });
  return true;
}

export const given = { plan, order, esim, reading };

/** What the shop knows of an order now. */
export async function stateOf(orderId: string) {
  const found = await db().order.findUniqueOrThrow({
    where: { id: orderId },
    include: { lines: { include: { purchases: { orderBy: { intendedAt: 'asc' } }, esims: true } }, payments: { include: { refunds: true } }, events: { orderBy: { id: 'asc' } } },
  });
  const [line] = found.lines;
  return { ...found, purchases: line?.purchases ?? [], esims: line?.esims ?? [], refunds: found.payments.flatMap((payment) => payment.refunds) };
}

/** The newest event of its case; 0 = none. */
export const newestCase = async (orderId: string) => (await stateOf(orderId)).events.findLast(({ kind }) => kind === 'case')?.id ?? 0n;

type JobRow = { task_identifier: string; payload: Record<string, unknown> };

export const jobs = async (name: string, text: string): Promise<JobRow[]> =>
  (await rows<JobRow>(pool(), `SELECT t.identifier AS task_identifier, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = $1`, [name])).filter((job) =>
    JSON.stringify(job.payload).includes(text),
  );

/** Lets an order that waits for its next look be looked at now. */
export const letTimePass = (orderId: string) => rows(pool(), `UPDATE "Order" SET "leaseToken" = NULL, "leaseExpiresAt" = NULL WHERE id = $1::uuid`, [orderId]);
