import { z } from 'zod';
import { flag, list, numericId, optionalInteger, pricing, rows, simPackage, text } from '@/lib/providers/airalo/wire';

/* What Airalo says of an eSIM that is there already (§8). */

const STATUSES = ['NOT_ACTIVE', 'ACTIVE', 'FINISHED', 'UNKNOWN', 'EXPIRED', 'RECYCLED'] as const;
/** A word we do not know says nothing, rather than something wrong. */
const status = z.preprocess((value) => (typeof value === 'string' ? value.trim().toUpperCase() : value), z.enum(STATUSES).nullish()).catch(null);
export type AiraloStatus = (typeof STATUSES)[number];

const usage = z.looseObject({
  remaining: optionalInteger, total: optionalInteger, expired_at: text, is_unlimited: flag, status,
  remaining_voice: optionalInteger, total_voice: optionalInteger, remaining_text: optionalInteger, total_text: optionalInteger,
});
export type AiraloUsage = z.infer<typeof usage>;
export const usageAnswer = z.object({ data: usage });

const priced = z.looseObject({ pricing: pricing.nullish().catch(null), data: rows });

export const bundlesAnswer = priced;
export const heldPackage = z.looseObject({
  id: z.union([z.number().int(), z.string().min(1)]).transform(String),
  status, remaining: optionalInteger, activated_at: text, expired_at: text, finished_at: text,
  package: simPackage.extend({ type: text, day: optionalInteger }),
});

export const topUpsAnswer = priced;
export const topUpPackage = simPackage;

/** An order of a top-up: that it exists, and what it says it is of. */
export const topUpAnswer = z.object({ data: z.looseObject({ id: numericId, package_id: text, type: text }) });

const numbered = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).catch({});
const part = z.looseObject({ steps: numbered, qr_code_data: text, smdp_address_and_activation_code: text }).nullish().catch(null);
export const guide = z.looseObject({ model: text, version: text, installation_via_qr_code: part, installation_manual: part, network_setup: part });
export const instructionsAnswer = z.object({
  data: z.looseObject({ instructions: z.looseObject({ language: text, ios: list, android: list }) }),
});
