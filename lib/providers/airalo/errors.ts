import { inspect } from 'node:util';
import { z } from 'zod';
import type { HttpFailure } from '@/lib/http/http-failure';
import type { HttpAnswer } from '@/lib/http/http-answer';
import { retryAfterMs } from '@/lib/http/retry-after';
import { redact } from '@/lib/log';
import { plainText } from '@/lib/providers/plain-text';
import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '@/lib/providers/provider-error';
import { errorAnswer } from '@/lib/providers/airalo/wire';

/** Why an order request failed; the `reason` label of `airalo_order_requests_total`. */
export type AiraloReason =
  | 'invalid_package' | 'quantity_unavailable' | 'quantity_over_limit' | 'brand_missing' | 'validation'
  | 'insufficient_credit' | 'maintenance' | 'top_up_disabled' | 'recycled' | 'rate_limited' | 'unauthorized' | 'not_found'
  | 'server_error' | 'bad_response' | 'outcome_unknown' | 'never_sent';

/** `order` may have bought something when it fails half-way, `change` may have changed something; `read` has not. */
export type Asked = 'order' | 'change' | 'read';

type Meaning = { code: ProviderErrorCode; reason: AiraloReason } & Pick<ProviderErrorDetails, 'refusal' | 'fields'>;

export class AiraloError extends ProviderError {
  constructor(
    meaning: Meaning,
    details: ProviderErrorDetails & { message?: string } = {},
  ) {
    const { refusal, fields } = meaning;
    super(meaning.code, 'airalo', { ...(refusal ? { refusal } : {}), ...(fields ? { fields } : {}), message: `airalo: ${meaning.code} (${meaning.reason})`, ...details });
    this.reason = meaning.reason;
  }

  readonly reason: AiraloReason;
}

/** As it came; what is nested deeper than anything can be written is cut there. */
function wholeOf(answer: unknown): string {
  try {
    return JSON.stringify(answer);
  } catch {
    return inspect(answer, { depth: 50, maxArrayLength: null, maxStringLength: null });
  }
}

/** A success that cannot be what was asked for: kept whole for a person. */
export const unreadable = (answer: unknown, why = 'an eSIM cannot be read') =>
  new AiraloError({ code: 'bad-response', reason: 'bad_response' }, { rawAnswer: wholeOf(answer), message: `airalo: ${why}` });

const withdrawn = { reason: 'plan-withdrawn' as const };
const invalid = { reason: 'invalid-request' as const };
const rejected = (reason: AiraloReason, refusal: NonNullable<ProviderErrorDetails['refusal']>): Meaning => ({ code: 'rejected', reason, refusal });

const availableIn = (words: string): number | undefined => {
  const [, count] = /available(?:\s+\w+)?(?:\s+is)?\s*:?\s*(\d{1,4})\b/i.exec(words) ?? [];
  return count === undefined ? undefined : Number(count);
};

function shortStock(words: string): Meaning {
  const availableQuantity = availableIn(words);
  return rejected('quantity_unavailable', { reason: 'not-enough-stock', ...(availableQuantity === undefined ? {} : { availableQuantity }) });
}

function fromCode(code: number, words: string): Meaning {
  switch (code) {
    case 11:
      return { code: 'out-of-funds', reason: 'insufficient_credit' };
    case 13:
      return { code: 'unavailable', reason: 'maintenance', refusal: { reason: 'maintenance' } };
    case 33:
      return shortStock(words);
    case 34:
      return rejected('invalid_package', withdrawn);
    case 14:
    case 43:
      return rejected('validation', invalid);
    case 23:
      return rejected('top_up_disabled', invalid);
    case 73:
      return rejected('recycled', invalid);
    case 53:
      return { code: 'outcome-unknown', reason: 'server_error' };
    case 89:
      return { code: 'unauthorized', reason: 'unauthorized' };
    default:
      return { code: 'bad-response', reason: 'bad_response' };
  }
}

function fromFields(fields: Record<string, string>): Meaning {
  const quantity = fields['quantity'];
  if (fields['package_id'] !== undefined) return { ...rejected('invalid_package', withdrawn), fields };
  if (quantity !== undefined && /not available|available quantity/i.test(quantity)) return { ...shortStock(quantity), fields };
  if (quantity !== undefined && /greater than 50|less than or equal to 50/i.test(quantity)) return { ...rejected('quantity_over_limit', invalid), fields };
  if (fields['brand_settings_name'] !== undefined) return { ...rejected('brand_missing', invalid), fields };
  return { ...rejected('validation', invalid), fields };
}

/** For what cannot be asked as it is: said before anything leaves. */
export const notAsked = (fields: Record<string, string>, meaning: Meaning = rejected('validation', invalid)): AiraloError => new AiraloError({ ...meaning, fields }, { notAsked: true });

/** Field → words, plain and short and without personal data; a list of words is joined. */
function fieldMap(data: unknown): Record<string, string> | null {
  const parsed = z.record(z.string(), z.union([z.string(), z.array(z.string()).transform((all) => all.join(' '))])).safeParse(data);
  if (!parsed.success || Array.isArray(data)) return null;
  const entries = Object.entries(parsed.data).slice(0, 20);
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([field, words]) => [plainText(field, 60), plainText(redact(words), 200)]));
}

/** A 422 says why in one of four places; in this order. */
function fromUnprocessable(body: unknown): Meaning {
  const error = errorAnswer.safeParse(body);
  if (!error.success) return { code: 'bad-response', reason: 'bad_response' };
  const { code, reason, data, meta } = error.data;
  const words = reason ?? meta?.message ?? '';
  if (typeof code === 'number') return fromCode(code, words);
  if (reason) return rejected('validation', invalid);
  const fields = fieldMap(data);
  if (fields) return fromFields(fields);
  return words ? rejected('validation', invalid) : { code: 'bad-response', reason: 'bad_response' };
}

/** Somebody else's order: a 401 that says nothing against our token (§4.1). */
export const isForeign = ({ status, bytes }: HttpAnswer): boolean =>
  status === 401 && /^this action is unauthorized/i.test(errorAnswer.safeParse(parseJson(bytes)).data?.meta?.message ?? '');

/** The simulator says why in a place of its own. */
function fromBadRequest(body: unknown): Meaning {
  const words = plainText(redact(errorAnswer.safeParse(body).data?.error ?? ''), 200);
  return { ...rejected('validation', invalid), ...(words ? { fields: { error: words } } : {}) };
}

function meaningOf(answer: HttpAnswer, body: unknown, asked: Asked): Meaning {
  const { status } = answer;
  if (asked === 'read' && isForeign(answer)) return rejected('not_found', invalid);
  if (status === 401 || status === 403) return { code: 'unauthorized', reason: 'unauthorized' };
  if (status === 429) return { code: 'rate-limited', reason: 'rate_limited' };
  if (status === 422) return fromUnprocessable(body);
  if (status >= 500 || status === 408) return { code: asked === 'read' ? 'unavailable' : 'outcome-unknown', reason: 'server_error' };
  if (status === 404 && asked !== 'order') return rejected('not_found', invalid);
  if (status === 400 && asked !== 'order') return fromBadRequest(body);
  return { code: 'bad-response', reason: 'bad_response' };
}

/** An answer that is not a success, in our words. */
export function errorOfAnswer(answer: HttpAnswer, asked: Asked): AiraloError {
  const meaning = meaningOf(answer, parseJson(answer.bytes), asked);
  const wait = retryAfterMs(answer.header('retry-after'));
  // A server error says nothing a person could read more out of.
  const isUnclear = answer.status < 500 && (meaning.code === 'outcome-unknown' || meaning.code === 'bad-response');
  return new AiraloError(meaning, {
    ...(wait === null ? {} : { retryAfterMs: wait }),
    ...(isUnclear ? { rawAnswer: answer.bytes.toString('utf8') } : {}),
  });
}

/** No answer at all. Only an order or a change that may have left leaves a doubt. */
export function errorOfFailure(failure: HttpFailure, asked: Asked): AiraloError {
  const isUnknown = asked !== 'read' && failure.kind === 'outcome-unknown';
  const meaning: Meaning = isUnknown ? { code: 'outcome-unknown', reason: 'outcome_unknown' } : { code: 'unavailable', reason: 'never_sent' };
  return new AiraloError(meaning, { message: `airalo: ${failure.message}`, cause: failure });
}

/** A success whose body is not what it should be: not JSON → look the purchase up; other JSON → a person must look. */
export function errorOfBody(answer: HttpAnswer, asked: Asked, cause?: unknown): AiraloError {
  const isCut = parseJson(answer.bytes) === undefined;
  const code = asked !== 'read' && isCut ? 'outcome-unknown' : 'bad-response';
  const where = cause instanceof z.ZodError ? cause.issues.slice(0, 3).map((issue) => issue.path.join('.')).join(', ') : 'not JSON';
  return new AiraloError({ code, reason: 'bad_response' }, { rawAnswer: answer.bytes.toString('utf8'), message: `airalo: answer does not fit (${where})` });
}

/** `undefined` = not JSON. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
