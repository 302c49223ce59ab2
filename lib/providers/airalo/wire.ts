import { z } from 'zod';

/*
 * Airalo's answers, read permissively: numbers that are strings in some places, flags that are 0/1, lists that are objects
 * keyed by index, keys that come and go. Unknown keys are kept.
 */

/** A decimal as it came; `null` for everything that is none. */
export const decimal = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).nullish().catch(null);
/** Digits of any of the forms in use; nothing else becomes a number, least of all a flag or an empty list. */
const writtenInteger = z.string().trim().regex(/^\d{1,15}(?:\.0+)?$/).transform(Number);
const integerFrom = (least: number) => z.union([z.number().int().min(least), writtenInteger.pipe(z.number().min(least))]);
export const positiveInteger = integerFrom(1);
export const optionalInteger = z.preprocess((value) => (value === null || value === '' ? undefined : value), integerFrom(0).optional()).catch(undefined);
/** Orders and their like are numbered from one. */
export const numericId = z.union([z.number().int().positive(), z.string().regex(/^[1-9]\d{0,18}$/)]).transform(String);
export const flag = z.union([z.boolean(), z.literal(0), z.literal(1)]).nullish().transform((value) => (value === null || value === undefined ? null : Boolean(value))).catch(null);
export const text = z.string().nullish().catch(null);

/** A list, or an object keyed by index; anything else is empty. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

export const list = z.unknown().optional().transform(listOf);
/** The same where an answer is none without it. */
export const rows = z.unknown().refine((value) => typeof value === 'object' && value !== null, 'no data').transform(listOf);

const apn = z.looseObject({ apn_type: text, apn_value: text });
const apnPair = z.looseObject({ ios: apn.optional().catch(undefined), android: apn.optional().catch(undefined) }).nullish().catch(null);

export const tokenAnswer = z.object({
  data: z.looseObject({ access_token: z.string().min(10), expires_in: z.coerce.number().positive().catch(86_400) }),
});

export const pricing = z.looseObject({ model: text, discount_percentage: z.union([z.number(), z.string().regex(/^\d{1,3}(\.\d+)?$/).transform(Number)]).pipe(z.number().min(0).max(100)).nullish().catch(null) });

export const packagesPage = z.looseObject({
  pricing: pricing.nullish().catch(null),
  data: rows,
  meta: z.looseObject({ last_page: optionalInteger, current_page: optionalInteger }).nullish().catch(null),
});

export const destination = z.looseObject({ slug: z.string().min(1), country_code: text, title: z.string(), operators: list });

export const operator = z.looseObject({
  title: text,
  plan_type: text,
  activation_policy: text,
  is_kyc_verify: flag,
  rechargeability: flag,
  is_roaming: flag,
  warning: text,
  other_info: text,
  info: list,
  install_window_days: optionalInteger,
  apn_value: text,
  apn: apnPair,
  coverages: list,
  countries: list,
  packages: list,
});

export const coverage = z.looseObject({ code: text, name: text, networks: list });
export const network = z.looseObject({ name: z.string(), types: list });
export const coveredCountry = z.looseObject({ country_code: z.string() });

export const simPackage = z.looseObject({
  id: z.string().min(1),
  type: z.string(),
  price: decimal,
  net_price: decimal,
  amount: optionalInteger,
  day: positiveInteger,
  is_unlimited: flag,
  title: z.string(),
  data: text,
  voice: optionalInteger,
  text: optionalInteger,
  short_info: text,
  fair_usage_policy: text,
});

export type AiraloDestination = z.infer<typeof destination>;
export type AiraloOperator = z.infer<typeof operator>;
export type AiraloPackage = z.infer<typeof simPackage>;
export type AiraloPricing = z.infer<typeof pricing>;

export const sim = z.looseObject({
  iccid: z.string().min(1),
  lpa: text,
  matching_id: text,
  qrcode: text,
  confirmation_code: text,
  direct_apple_installation_url: text,
  apn_value: text,
  apn: apnPair,
  is_roaming: flag,
  msisdn: z.union([z.string(), z.number()]).nullish().catch(null),
  recycled: flag,
});
export type AiraloSim = z.infer<typeof sim>;

export const order = z.looseObject({
  id: numericId,
  package_id: text,
  quantity: positiveInteger,
  type: text,
  description: text,
  sims: z.array(sim).nullish(),
  status: z.looseObject({ slug: text }).nullish().catch(null),
});
export type AiraloOrder = z.infer<typeof order>;

export const orderAnswer = z.object({ data: order });
export const ordersAnswer = z.object({
  data: rows.pipe(z.array(order)),
  meta: z.looseObject({ last_page: optionalInteger }).nullish().catch(null),
});
export const simAnswer = z.object({ data: sim });

const account = z.looseObject({ availableBalance: z.looseObject({ amount: z.union([z.number(), z.string()]), currency: z.string() }) });
export const balanceAnswer = z.object({ data: z.looseObject({ balances: z.union([account, z.array(account).transform((all) => all[0] ?? null)]) }) });

export const errorAnswer = z.looseObject({
  code: z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)]).nullish().catch(null),
  reason: text,
  message: text,
  error: text,
  data: z.unknown().optional(),
  meta: z.looseObject({ message: text }).nullish().catch(null),
});
