import { z } from 'zod';
import { bundle, optionalInteger, text } from '@/lib/providers/esimgo/wire';

/* Bundles on an eSIM (§9). Quantities are bytes; ids are decimal text. */

const STATES = ['processing', 'queued', 'active', 'depleted', 'expired', 'revoked', 'lapsed'] as const;
/** A word we do not know says nothing, rather than something wrong. */
const state = z.preprocess((value) => (typeof value === 'string' ? value.trim().toLowerCase() : value), z.enum(STATES).nullish()).catch(null);

const list = z.unknown().optional().transform((value): unknown[] => (Array.isArray(value) ? value : []));

export const assignment = z.looseObject({
  id: z.union([z.string().min(1), z.number().int()]).transform(String),
  callTypeGroup: text, initialQuantity: optionalInteger, remainingQuantity: optionalInteger, assignmentDateTime: text, assignmentReference: text,
  bundleState: state, unlimited: z.boolean().nullish().catch(null), startTime: text, endTime: text, allowances: list,
});
export type EsimGoAssignment = z.infer<typeof assignment>;

export const heldBundle = z.looseObject({ name: z.string().min(1), description: text, assignments: list });
export const bundleOnEsimAnswer = z.looseObject({ assignments: z.array(z.unknown()) });
export const bundlesAnswer = z.looseObject({ bundles: z.array(z.unknown()) });
export const compatibleAnswer = z.looseObject({ compatible: z.boolean() });
export const bundleAnswer = bundle;
