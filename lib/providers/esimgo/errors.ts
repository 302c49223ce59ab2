import type { z } from 'zod';
import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpFailure } from '@/lib/http/http-failure';
import { retryAfterMs } from '@/lib/http/retry-after';
import { plainText } from '@/lib/providers/plain-text';
import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '@/lib/providers/provider-error';
import { parseJson } from '@/lib/providers/esimgo/parse-json';
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
export const notAsked = (why: string): ProviderError => esimGoError(invalid, { notAsked: true, message: `esimgo: ${why}` });

/** What they say in words: a `message`, or plain text. Other JSON and markup say nothing, and may hold what no log may. */
function wordsOf(bytes: Buffer): string {
  const body = bytes.toString('utf8').trim();
  const parsed = errorAnswer.safeParse(parseJson(bytes));
  return plainText(parsed.success ? parsed.data.message : /^[[{<"]/.test(body) ? '' : body, 200);
}

/** Activation codes, keys and numbers of eSIMs and orders: long, or with a digit or a `$` among letters, or groups of capitals. */
const CODES = /\S*\$\S*|\S{20,}|(?=\S*\d)\S{8,}|[A-Z0-9]{2,}(?:-[A-Z0-9]{2,})+/g;

/** The same words as they may stand in a log. */
const withoutCodes = (words: string): string => words.replace(CODES, '…');

const NOTHING_PAID = /no payment taken/i;
const FUNDS = /\b(funds?|balance|credits?)\b/i;
const STOCK = /no (available )?bundles?|out of stock|(bundle|plan|item).* (not available|unavailable)|unknown bundle|bundle .*not|invalid (bundle|item)/i;
const OUTAGE = /\bservice\b.*\bunavailable|temporarily unavailable/i;
const MISFIT = /compatib/i;

const isUnknownPath = (status: number) => status === 404 || status === 405;

/** "No payment taken" and talk of money are the prepaid balance, whatever the status. */
export const isAboutFunds = (words: string) => NOTHING_PAID.test(words) || FUNDS.test(words);

/** What a bundle they do not have means, by what was wanted of it; null = they talk of something else. */
function aboutStock(words: string, asked: Asked): Meaning | null {
  if (!STOCK.test(words) || MISFIT.test(words)) return null;
  if (isBuying(asked)) return withdrawn;
  return asked === 'apply' ? noStock : null;
}

function fromForbidden(words: string, asked: Asked): Meaning {
  if (!isBuying(asked) && /iccid|order|not (accessible|found)/i.test(words)) return invalid;
  return aboutStock(words, asked) ?? { code: 'unauthorized' };
}

const failed = (asked: Asked): Meaning => ({ code: mayHaveActed(asked) ? 'outcome-unknown' : 'unavailable' });

function meaningOf(status: number, words: string, asked: Asked): Meaning {
  if (status === 429) return { code: 'rate-limited' };
  if (status === 401) return { code: 'unauthorized' };
  if (isBuying(asked) && (status < 500 ? isAboutFunds(words) : NOTHING_PAID.test(words))) return { code: 'out-of-funds' };
  if (status < 500 && OUTAGE.test(words)) return failed(asked);
  if (status === 403) return fromForbidden(words, asked);
  if (status === 400) return aboutStock(words, asked) ?? invalid;
  if (status >= 500 || status === 408) return failed(asked);
  if (!isBuying(asked) && (isUnknownPath(status) || status === 410)) return invalid;
  return { code: 'bad-response' };
}

/** An answer that is not a success, in our words: by status first, by text second. What may have acted and says nothing we can read is kept for a person. */
export function errorOfAnswer(answer: HttpAnswer, asked: Asked): ProviderError {
  const words = wordsOf(answer.bytes);
  const meaning = meaningOf(answer.status, words, asked);
  const wait = retryAfterMs(answer.header('retry-after'));
  const isUnderstood = meaning.code !== 'bad-response' && (words !== '' || answer.bytes.length === 0);
  const isKept = !isUnderstood && (meaning.code === 'bad-response' || meaning.code === 'outcome-unknown');
  return esimGoError(meaning, {
    message: `esimgo: ${meaning.code} (${answer.status}${words ? `: ${withoutCodes(words)}` : ''})`,
    ...(wait === null ? {} : { retryAfterMs: wait }),
    ...(isUnknownPath(answer.status) ? { fields: { path: 'unknown' } } : {}),
    ...(isKept ? { rawAnswer: answer.bytes.toString('utf8') } : {}),
  });
}

/** No answer at all. Only what may have left and acted leaves a doubt. */
export function errorOfFailure(failure: HttpFailure, asked: Asked): ProviderError {
  const isUnknown = mayHaveActed(asked) && failure.kind === 'outcome-unknown';
  return esimGoError({ code: isUnknown ? 'outcome-unknown' : 'unavailable' }, { message: `esimgo: ${failure.message}`, cause: failure });
}

/** A success whose body is not what it should be: not JSON → look the purchase up; other JSON → a person must look. A quote bought nothing and is asked for again. */
export function errorOfBody(answer: HttpAnswer, asked: Asked, cause: z.ZodError): ProviderError {
  const isCut = parseJson(answer.bytes) === undefined;
  const where = cause.issues.slice(0, 3).map((issue) => issue.path.join('.')).join(', ');
  return esimGoError(
    { code: asked === 'quote' ? 'unavailable' : mayHaveActed(asked) && isCut ? 'outcome-unknown' : 'bad-response' },
    { rawAnswer: answer.bytes.toString('utf8'), message: `esimgo: answer does not fit (${isCut ? 'not JSON' : where})` },
  );
}

/** An answer as text again; one that is nested beyond telling is told as nothing. */
export function tellAnswer(answer: unknown): string {
  try {
    return JSON.stringify(answer) ?? '';
  } catch {
    return '';
  }
}
