import type { z } from 'zod';
import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpFailure } from '@/lib/http/http-failure';
import { retryAfterMs } from '@/lib/http/retry-after';
import { plainText } from '@/lib/providers/plain-text';
import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '@/lib/providers/provider-error';
import { errorAnswer } from '@/lib/providers/esimgo/wire';

/** `order`, `apply` (stock) and `change` may have happened when they fail half-way; a `quote` or a `read` has done nothing. */
export type Asked = 'order' | 'quote' | 'apply' | 'change' | 'read';

type Meaning = { code: ProviderErrorCode; refusal?: NonNullable<ProviderErrorDetails['refusal']> };

export const esimGoError = (meaning: Meaning, details: ProviderErrorDetails & { message?: string } = {}): ProviderError =>
  new ProviderError(meaning.code, 'esimgo', { ...(meaning.refusal ? { refusal: meaning.refusal } : {}), ...details });

export const withdrawn: Meaning = { code: 'rejected', refusal: { reason: 'plan-withdrawn' } };
const invalid: Meaning = { code: 'rejected', refusal: { reason: 'invalid-request' } };
const noStock: Meaning = { code: 'rejected', refusal: { reason: 'not-enough-stock' } };
const mayHaveActed = (asked: Asked) => asked === 'order' || asked === 'apply' || asked === 'change';
const isBuying = (asked: Asked) => asked === 'order' || asked === 'quote';

/** For what cannot be asked at all: said before anything leaves. */
export const notAsked = (why: string): ProviderError => esimGoError(invalid, { message: `esimgo: ${why}` });

/** JSON with a message, plain text, or nothing. */
export function wordsOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const parsed = errorAnswer.safeParse(parseJson(bytes));
  return plainText(parsed.success ? parsed.data.message : text, 200);
}

const NOTHING_PAID = /no payment taken/i;
const FUNDS = /insufficient|not enough (funds|balance|credit)|\b(funds|balance|credit)\b/i;
const STOCK = /no (available )?bundles?|out of stock|not available|unavailable|unknown bundle|bundle .*not|invalid (bundle|item)/i;

const isUnknownPath = (status: number) => status === 404 || status === 405;

/** "No payment taken" and talk of money are the prepaid balance, whatever the status. */
const isAboutFunds = (words: string) => NOTHING_PAID.test(words) || FUNDS.test(words);

/** What a bundle they do not have means, by what was wanted of it; null = they talk of something else. */
function aboutStock(words: string, asked: Asked): Meaning | null {
  if (!STOCK.test(words)) return null;
  if (isBuying(asked)) return withdrawn;
  return asked === 'apply' ? noStock : null;
}

function fromForbidden(words: string, asked: Asked): Meaning {
  if (!isBuying(asked) && /iccid|order|not (accessible|found)/i.test(words)) return invalid;
  return aboutStock(words, asked) ?? { code: 'unauthorized' };
}

function meaningOf(status: number, words: string, asked: Asked): Meaning {
  if (status === 429) return { code: 'rate-limited' };
  if (status === 401) return { code: 'unauthorized' };
  if (isBuying(asked) && (status < 500 ? isAboutFunds(words) : NOTHING_PAID.test(words))) return { code: 'out-of-funds' };
  if (status === 403) return fromForbidden(words, asked);
  if (status === 400) return aboutStock(words, asked) ?? invalid;
  if (status >= 500 || status === 408) return { code: mayHaveActed(asked) ? 'outcome-unknown' : 'unavailable' };
  if (!isBuying(asked) && (isUnknownPath(status) || status === 410)) return invalid;
  return { code: 'bad-response' };
}

/** An answer that is not a success, in our words: by status first, by text second. */
export function errorOfAnswer(answer: HttpAnswer, asked: Asked): ProviderError {
  const words = wordsOf(answer.bytes);
  const meaning = meaningOf(answer.status, words, asked);
  const wait = retryAfterMs(answer.header('retry-after'));
  const isUnclear = meaning.code === 'outcome-unknown' || meaning.code === 'bad-response';
  return esimGoError(meaning, {
    message: `esimgo: ${meaning.code} (${answer.status}${words ? `: ${words}` : ''})`,
    ...(wait === null ? {} : { retryAfterMs: wait }),
    ...(isUnknownPath(answer.status) ? { fields: { path: 'unknown' } } : {}),
    ...(isUnclear ? { rawAnswer: answer.bytes.toString('utf8') } : {}),
  });
}

/** No answer at all. Only what may have left and acted leaves a doubt. */
export function errorOfFailure(failure: HttpFailure, asked: Asked): ProviderError {
  const isUnknown = mayHaveActed(asked) && failure.kind === 'outcome-unknown';
  return esimGoError({ code: isUnknown ? 'outcome-unknown' : 'unavailable' }, { message: `esimgo: ${failure.message}`, cause: failure });
}

/** A success whose body is not what it should be: not JSON → look the purchase up; other JSON → a person must look. */
export function errorOfBody(answer: HttpAnswer, asked: Asked, cause: z.ZodError): ProviderError {
  const isCut = parseJson(answer.bytes) === undefined;
  const where = cause.issues.slice(0, 3).map((issue) => issue.path.join('.')).join(', ');
  return esimGoError(
    { code: mayHaveActed(asked) && isCut ? 'outcome-unknown' : 'bad-response' },
    { rawAnswer: answer.bytes.toString('utf8'), message: `esimgo: answer does not fit (${isCut ? 'not JSON' : where})` },
  );
}

/** `undefined` = not JSON. */
export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** An answer as text again; one that is nested beyond telling is told as nothing. */
export function tellAnswer(answer: unknown): string {
  try {
    return JSON.stringify(answer) ?? '';
  } catch {
    return '';
  }
}
