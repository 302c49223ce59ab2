import { z } from 'zod';
import { optionalInteger, rows, text } from '@/lib/providers/esimgo/wire';

/* Answers about eSIMs that are there, stock and networks, read permissively: where the documents leave a gap, both readings are taken. */

const unknownList = z.unknown().optional().transform((value): unknown[] => (Array.isArray(value) ? value : []));
const flag = z.boolean().nullish().catch(null);

/** `{"status":"…"}`: words for a person. */
export const statusAnswer = z.looseObject({ status: text, message: text });

/** Documented as one object, shown as a list (§8.7). */
export const historyAnswer = z.union([z.array(z.unknown()), z.looseObject({ name: z.string() }).transform((one): unknown[] => [one])]);
export const historyEntry = z.looseObject({ name: z.string().min(1), bundleName: text, date: z.string(), alertType: text });

export const locationAnswer = z.looseObject({ mobileNetworkCode: text, networkName: text, networkBrandName: text, country: text, lastSeen: text });

export const suspendedAnswer = z.looseObject({ suspended: z.boolean() });

/** The envelope, or a bare list; how many pages there are is not in the documents. */
export const esimsPage = z.union([
  z.looseObject({ esims: rows, pageCount: optionalInteger }).transform(({ esims, pageCount }) => ({ rows: esims, pageCount })),
  rows.transform((esims) => ({ rows: esims, pageCount: undefined })),
]);
export const listedEsim = z.looseObject({ iccid: z.string(), customerRef: text, lastAction: text, actionDate: text, physical: flag, assignedDate: text });

export const stockAnswer = z.looseObject({ bundles: z.array(z.unknown()) });
export const stockedBundle = z.looseObject({ name: z.string().min(1), desc: text, available: unknownList });
export const stockLot = z.looseObject({ id: z.union([z.number().int(), z.string().regex(/^\d{1,15}$/)]).transform(String), total: optionalInteger, remaining: optionalInteger, expiry: text });

export const appliedAnswer = z.looseObject({
  applyReference: z.string().min(1),
  esims: z.array(z.looseObject({ iccid: z.string(), status: text, bundle: text })).nullish().catch(null),
});

export const networksAnswer = z.looseObject({ countryNetworks: z.array(z.unknown()) });
export const countryNetworks = z.looseObject({ name: z.string().min(1), networks: unknownList });
export const network = z.looseObject({ name: text, brandName: text, mcc: text, mnc: text, tagid: text, speed: unknownList });

/** v2.5, on bundles of the catalogue and of an eSIM. What is left is not documented: read where it is stated. */
export const allowance = z.looseObject({
  type: text, service: text, description: text, amount: optionalInteger, unit: text, unlimited: flag, remaining: optionalInteger, remainingQuantity: optionalInteger,
});
