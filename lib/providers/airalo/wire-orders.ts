import { z } from 'zod';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { numericId, optionalInteger, positiveInteger, rows, text } from '@/lib/providers/airalo/wire';

/* Orders that come later, and orders as the account lists them (§7.2–7.7). */

/** 25 characters of `A-Za-z0-9_-`; the length is theirs to change. */
export const requestId = z.string().regex(/^[\w-]{10,60}$/);

export const acceptedAnswer = z.object({ data: z.looseObject({ request_id: requestId, accepted_at: text }) });
export const plannedAnswer = z.object({ data: z.looseObject({ request_id: requestId, due_date: text, latest_cancellation_date: text }) });

export const plannedRow = z.looseObject({
  request_id: requestId, package_id: z.string().min(1), quantity: positiveInteger, due_date: z.string().transform(readMoment).pipe(z.date()), latest_cancellation_date: text, status: text, description: text,
});

const listedSim = z.looseObject({ iccid: z.union([z.string(), z.number()]).transform(String).nullish().catch(null) });
/** Rows of other times and kinds: nothing but the number is needed. */
export const listedOrder = z.looseObject({
  id: numericId, package_id: text, type: text, quantity: optionalInteger, description: text, created_at: text,
  status: z.looseObject({ slug: text }).nullish().catch(null), sims: z.array(listedSim).nullish().catch(null),
});

export const listedEsim = z.looseObject({ iccid: z.string().min(1), created_at: text });

export const page = z.looseObject({ data: rows, meta: z.looseObject({ last_page: optionalInteger }).nullish().catch(null) });
/** Only that it was done; what stands in it differs (§16). */
export const anyAnswer = z.unknown();
