import { z } from 'zod';
import { rows, text } from '@/lib/providers/airalo/wire';

/* Devices, vouchers, rates, refunds, notifications and brands (§8.8, §10, §11). */

const plainNumber = z.union([z.string().regex(/^\d{1,12}(?:\.\d{1,18})?$/), z.number().positive().max(1e12).transform(String).pipe(z.string().regex(/^\d+(?:\.\d+)?$/))]);

export const listAnswer = z.looseObject({ data: rows });
export const device = z.looseObject({ os: z.enum(['ios', 'android']), brand: z.string().min(1), name: z.string().min(1) });

/** Codes are secrets: they are read as they are or not at all. */
export const voucher = z.looseObject({ package_id: z.string().min(1), codes: z.array(z.string().regex(/^[A-Za-z0-9-]{4,64}$/)).min(1), booking_reference: text });

export const ratesAnswer = z.object({ data: z.looseObject({ date: text, rates: rows }) });
export const rate = z.looseObject({ from: text, to: z.string().regex(/^[A-Z]{3}$/), mid: plainNumber });

export const refundAnswer = z.object({ data: z.looseObject({ refund_id: z.union([z.string().regex(/^[\w-]{1,64}$/), z.number().int().positive()]).transform(String), created_at: text }) });

export const brandAnswer = z.object({ data: z.looseObject({ brand_settings_name: z.string().nullable() }) });

const notification = z.looseObject({ type: z.string().min(1), contact_point: z.string().min(1) });
export const subscribedAnswer = z.object({ data: z.looseObject({ notification }) });
/** What stands here when nothing is switched on is not published. */
export const subscriptionAnswer = z.looseObject({ data: z.looseObject({ notification: z.union([notification, z.array(notification)]).nullish().catch(null) }).nullish().catch(null) });

export const specimenAnswer = z.looseObject({ success: z.string() });

const sharing = z.looseObject({ link: text, access_code: z.union([z.string(), z.number()]).transform(String).nullish().catch(null) }).nullish().catch(null);
export const sharedSimAnswer = z.object({ data: z.looseObject({ iccid: text, sharing, simable: z.looseObject({ sharing }).nullish().catch(null) }) });

/** Whatever is stated; which facts they are is ours to choose. */
export const factsAnswer = z.object({ data: z.looseObject({ package_id: z.string().min(1) }) });
