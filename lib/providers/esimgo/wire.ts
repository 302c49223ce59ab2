import { z } from 'zod';

/* eSIM Go's answers, read permissively; where documents and live service differ, both shapes are taken. Unknown keys are kept. */

export const text = z.string().nullish().catch(null);
const decimal = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).nullish().catch(null);
export const optionalInteger = z.preprocess((value) => (value === null || value === '' ? undefined : value), z.coerce.number().int().optional()).catch(undefined);
const unknownList = z.unknown().optional().transform((value): unknown[] => (Array.isArray(value) ? value : []));

export const country = z.looseObject({ name: text, region: text, iso: text });

export const bundle = z.looseObject({
  name: z.string().min(1),
  description: text,
  groups: unknownList,
  countries: unknownList,
  /** Countries; a boolean where a proxy stands between, then it names none. */
  roamingEnabled: unknownList,
  dataAmount: optionalInteger,
  duration: z.coerce.number().int().positive(),
  autostart: z.boolean().nullish().catch(null),
  unlimited: z.boolean().nullish().catch(null),
  price: decimal,
});
export type EsimGoBundle = z.infer<typeof bundle>;

const envelope = z.looseObject({ bundles: z.array(z.unknown()), pageCount: optionalInteger });
/** The live envelope, or the bare list of the documents. */
export const cataloguePage = z.union([envelope, z.array(z.unknown()).transform((bundles) => ({ bundles, pageCount: undefined }))]);

const organisation = z.object({ currency: z.string().regex(/^[A-Za-z]{3}$/).transform((code) => code.toUpperCase()), balance: z.union([z.number(), z.string()]).nullish() });
/** Only these two fields are ever read: the answer also holds our API key. */
export const organisationAnswer = z.union([
  z.object({ organisations: z.array(organisation).min(1) }).transform(({ organisations }) => organisations[0]),
  organisation,
]);

export const esim = z.looseObject({
  iccid: z.string().min(1),
  matchingId: text,
  smdpAddress: text,
  /** An older schema's name for the same host. */
  rspUrl: text,
  appleInstallUrl: text,
  /** v2.5: the links for both kinds of phone, in a form the documents do not show. */
  androidInstallUrl: text,
  installUrl: z.unknown().optional(),
  profileStatus: text,
  /** v2.5: active, suspended or deactivated. */
  state: text,
});
export type EsimGoEsim = z.infer<typeof esim>;

export const orderItem = z.looseObject({
  type: text,
  item: text,
  quantity: optionalInteger,
  pricePerUnit: decimal,
  subTotal: decimal,
  esims: z.array(esim).nullish(),
});

export const validateAnswer = z.looseObject({ order: z.array(orderItem).nullish(), total: decimal, valid: z.boolean().nullish(), currency: text });

export const order = z.looseObject({
  orderReference: z.string().min(1),
  order: z.array(orderItem),
  status: text,
  statusMessage: text,
  createdDate: text,
  /** v2.5, as text. */
  runningBalance: decimal,
  assigned: z.boolean().nullish().catch(null),
});
export type EsimGoOrder = z.infer<typeof order>;

/** The list also holds balance top-ups and the like, which are no orders to us. */
const orderRows = z.array(z.unknown()).transform((rows) =>
  rows.flatMap((row) => {
    const parsed = order.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  }),
);
const counted = (list: z.infer<typeof orderRows>, received: number) => ({ orders: list, received });
export const ordersAnswer = z.unknown().transform((body, context) => {
  const raw = Array.isArray(body) ? body : typeof body === 'object' && body !== null && 'orders' in body && Array.isArray(body.orders) ? body.orders : null;
  const rows = raw ?? (order.safeParse(body).success ? [body] : null);
  if (rows === null) {
    context.addIssue({ code: 'custom', message: 'no list of orders' });
    return z.NEVER;
  }
  return counted(orderRows.parse(rows), rows.length);
});

/** One eSIM, a list, or a list in an envelope. */
export const assignmentsAnswer = z.union([
  z.array(esim),
  z.object({ esims: z.array(esim) }).transform(({ esims }) => esims),
  esim.transform((one) => [one]),
]);

export const errorAnswer = z.looseObject({ message: text });
