import { z } from 'zod';

/* eSIM Go's answers, read permissively; where documents and live service differ, both shapes are taken. Unknown keys are kept. */

export const text = z.string().nullish().catch(null);
const decimal = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).nullish().catch(null);
/** A whole number, or the text of one. No flag and no list is a figure. */
const figure = z.union([z.number(), z.string().trim().regex(/^-?\d{1,15}$/).transform(Number)]).pipe(z.number().int());
export const optionalInteger = figure.optional().catch(undefined);
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
  duration: figure.pipe(z.number().positive()),
  autostart: z.boolean().nullish().catch(null),
  unlimited: z.boolean().nullish().catch(null),
  price: decimal,
});
export type EsimGoBundle = z.infer<typeof bundle>;

/** A list; where it is empty it may be nothing. */
export const rows = z.array(z.unknown()).nullable().transform((list): unknown[] => list ?? []);
/** The live envelope, or the bare list of the documents. */
export const cataloguePage = z.union([
  z.looseObject({ bundles: rows, pageCount: optionalInteger }).transform(({ bundles, pageCount }) => ({ rows: bundles, pageCount })),
  rows.transform((bundles) => ({ rows: bundles, pageCount: undefined })),
]);

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

/** One that cannot be read stands for one that is not there yet: its order is not complete. */
const notYet = { iccid: '', matchingId: null, smdpAddress: null, rspUrl: null, appleInstallUrl: null, androidInstallUrl: null, profileStatus: null, state: null };

export const orderItem = z.looseObject({
  type: text,
  item: text,
  quantity: optionalInteger,
  pricePerUnit: decimal,
  subTotal: decimal,
  esims: z.array(esim.catch(notYet)).nullish().catch(null),
});

export const validateAnswer = z.looseObject({ order: z.array(orderItem).nullish(), total: decimal, valid: z.boolean().nullish(), message: text, currency: text });

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

/** The live envelope, a bare list, or as documented a single order; `{}` is an order that is not there. */
export const ordersAnswer = z.union([
  z.looseObject({ orders: rows }).transform(({ orders }) => ({ rows: orders })),
  rows.transform((orders) => ({ rows: orders })),
  z.looseObject({ order: z.array(z.unknown()) }).transform((one) => ({ rows: [one] })),
  z.strictObject({}).transform(() => ({ rows: [] })),
]);

/** One eSIM, a list, or a list in an envelope. */
export const assignmentsAnswer = z.union([
  z.array(esim),
  z.object({ esims: z.array(esim) }).transform(({ esims }) => esims),
  esim.transform((one) => [one]),
]);

export const errorAnswer = z.looseObject({ message: text });
