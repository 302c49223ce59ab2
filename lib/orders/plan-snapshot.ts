import { z } from 'zod';
import { isSlug } from '@/lib/catalog/queries';
import { db } from '@/lib/db/client';

/** The plan's facts as the customer saw them when ordering. */
export const planSnapshot = z.object({
  slug: z.string(),
  title: z.string(),
  destinationSlug: z.string(),
  destinationName: z.string(),
  countryCode: z.string().nullable(),
  operatorName: z.string().nullable(),
  dataMegabytes: z.number().nullable(),
  isUnlimited: z.boolean(),
  fairUseText: z.string().nullable(),
  voiceMinutes: z.number().nullable(),
  textMessages: z.number().nullable(),
  validityDays: z.number(),
  activationPolicy: z.string().nullable(),
  isTopUpPossible: z.boolean().nullable(),
  isRoaming: z.boolean().nullable(),
  apnIos: z.string().nullable(),
  apnAndroid: z.string().nullable(),
  // Absent in orders of earlier days.
  fairUseMegabytesPerDay: z.number().nullish(),
  reducedSpeedKbps: z.number().nullish(),
  isIdentityCheckNeeded: z.boolean().nullish(),
  hasPhoneNumber: z.boolean().nullish(),
  isHotspotAllowed: z.boolean().nullish(),
  /** Radio types by country code; read when the order is placed. */
  places: z.record(z.string(), z.array(z.string())).nullish(),
});
export type PlanSnapshot = z.infer<typeof planSnapshot>;

export type SellablePlan = {
  id: string;
  providerId: string;
  providerPlanId: string;
  priceMinor: number;
  costMinor: number;
  currency: string;
  snapshot: PlanSnapshot;
};

/** The plan as it may be sold this moment, price from the database; null when it is not on sale. */
export async function findSellablePlan(slug: string): Promise<SellablePlan | null> {
  if (!isSlug(slug)) return null;
  const plan = await db().plan.findUnique({ where: { slug }, include: { destination: { select: { name: true, countryCode: true } } } });
  if (!plan?.isOnSale) return null;
  const snapshot = planSnapshot.parse({ ...plan, destinationName: plan.destination.name, countryCode: plan.destination.countryCode });
  return {
    id: plan.id, providerId: plan.providerId, providerPlanId: plan.providerPlanId,
    priceMinor: plan.priceMinor, costMinor: plan.costMinor, currency: plan.currency, snapshot,
  };
}

const networks = z.array(z.looseObject({ radioTypes: z.array(z.string()) }));

/** What an order holds of a plan: its facts, and where it works this moment, with which radio types. */
export async function promisedBy({ id, snapshot }: SellablePlan): Promise<PlanSnapshot> {
  const coverage = await db().planCoverage.findMany({ where: { planId: id }, select: { countryCode: true, networks: true } });
  const radioTypesOf = (place: unknown) => [...new Set(networks.parse(place).flatMap(({ radioTypes }) => radioTypes))];
  return { ...snapshot, places: Object.fromEntries(coverage.map((place) => [place.countryCode, radioTypesOf(place.networks)])) };
}
