import { z } from 'zod';
import { readDate } from './read-date';
import { readDecimal } from './read-decimal';

/** Read permissively: unknown fields stay, a field that does not fit is one they do not state. */
const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null).transform((value) => value ?? null);
const asText = lenient(z.union([z.string(), z.number()]).transform(String));
const date = z.unknown().optional().transform(readDate);
const decimal = z.unknown().optional().transform(readDecimal);
const flag = lenient(z.boolean());
const described = z.looseObject({ id: asText, description: asText });
const iccid = z.string().regex(/^\d{18,22}$/);

export const tokenAnswer = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive().optional().catch(undefined) });
export const tokenError = z.looseObject({ errorCode: z.string() });
export const errorBody = z.looseObject({ error_token: z.string().optional().catch(undefined), message: z.string().optional().catch(undefined) });

export const simCard = z.looseObject({
  iccid,
  label: asText,
  status: asText,
  imsi: asText,
  msisdn: asText,
  imei: asText,
  imei_lock: flag,
  ip_address: asText,
  activation_date: date,
  quota_status: lenient(described),
  quota_status_SMS: lenient(described),
});
export const simCards = z.array(z.unknown());

const country = z.looseObject({ iso_code: asText, 'iso-code': asText });
const pdpContext = z.looseObject({ created: date, rat_type: lenient(z.looseObject({ description: asText })) });
export const connectivity = z.looseObject({
  status: lenient(z.union([z.string(), z.looseObject({ description: z.string() }).transform(({ description }) => description)])),
  location: lenient(
    z.looseObject({
      last_updated: date,
      operator: lenient(z.looseObject({ name: asText, country: lenient(country) })),
      country: lenient(country),
    }),
  ),
  pdp_context: lenient(pdpContext),
  pdp_contexts: lenient(z.array(pdpContext)),
});

export const quota = z.looseObject({
  volume: decimal,
  total_volume: decimal,
  last_volume_added: decimal,
  threshold_percentage: decimal,
  expiry_date: date,
});

const volumes = z.looseObject({ volume_rx: decimal, volume_tx: decimal });
const usageDays = z.array(z.looseObject({ date, data: lenient(volumes), sms: lenient(volumes) }));
/** v1 wraps the days; whether v2 does is not documented (§8). */
export const usage = z.union([z.looseObject({ stats: usageDays }), usageDays.transform((stats) => ({ stats }))]);

/** v1: flat, its type a text. v2 and the stream: nested, with an id. */
export const event = z.looseObject({
  id: asText,
  timestamp: date,
  event_type: z.union([z.string(), z.looseObject({ description: z.string() }).transform(({ description }) => description)]),
  description: asText,
  alert: flag,
  iccid: asText,
  sim: lenient(z.looseObject({ iccid: asText })),
  detail: lenient(z.looseObject({ data_service_failure_cause: asText })),
});
export const eventList = z.union([z.array(z.unknown()), z.looseObject({ events: z.array(z.unknown()) }).transform(({ events }) => events)]);

export const usageRecord = z.looseObject({
  id: asText,
  start_timestamp: date,
  end_timestamp: date,
  sim: z.looseObject({ iccid }),
  traffic_type: lenient(z.looseObject({ description: asText })),
  volume: z.looseObject({ rx: decimal, tx: decimal, total: decimal }),
});

export const order = z.looseObject({
  order_number: z.union([z.string().regex(/^\d+$/), z.number().int()]).transform(String),
  order_type: asText,
  order_status: asText,
  order_date: date,
  invoice_number: asText,
  invoice_amount: lenient(z.union([z.string(), z.number()])),
  currency: asText,
  sims: lenient(z.array(z.looseObject({ iccid }))),
});
export const orders = z.array(order);

export const products = z.array(z.looseObject({ id: z.coerce.number().int(), product: asText, minQuantity: decimal, maxQuantity: decimal }));

export const sentText = z.looseObject({ id: asText });
export const text = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  payload: asText,
  status: lenient(described),
  sms_type: lenient(described),
  submit_date: date,
});
export const texts = z.array(z.unknown());

const limit = z.looseObject({ id: z.unknown().optional().transform(readDecimal), limit: decimal });
export const limits = z.looseObject({ data: lenient(limit), smsMt: lenient(limit), smsMo: lenient(limit) });
export const selectableLimits = z.union([z.array(limit), limit.transform((one) => [one])]);

const cellFacts = { current_location_retrieved: flag, cell_global_id: lenient(z.looseObject({ cid: asText, lac: asText, mcc: asText, mnc: asText })) };
export const connectivityInfo = z.looseObject({ subscriber_info: lenient(z.looseObject({ success: flag, state: asText, ...cellFacts, location: lenient(z.looseObject(cellFacts)) })) });

export type WireSim = z.infer<typeof simCard>;
export type WireEvent = z.infer<typeof event>;
export type WireLimit = z.infer<typeof limit>;
export type WireOrder = z.infer<typeof order>;
