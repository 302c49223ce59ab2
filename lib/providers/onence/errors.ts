import type { z } from 'zod';
import type { HttpAnswer } from '@/lib/http/http-answer';
import type { HttpFailure } from '@/lib/http/http-failure';
import { retryAfterMs } from '@/lib/http/retry-after';
import { redact } from '@/lib/log';
import { plainText } from '@/lib/providers/plain-text';
import { ProviderError, type ProviderErrorCode, type ProviderErrorDetails } from '@/lib/providers/provider-error';
import { endpointOf, parseNoting } from '@/lib/providers/drift/note-drift';
import { isDocumented } from './documented-fields';
import { errorBody, tokenError } from './wire';

/** `change` may be asked twice; `send` and `order` may not, and an `order` costs money. */
export type Asked = 'read' | 'change' | 'send' | 'order';

type Details = ProviderErrorDetails & { message?: string };

export class OnenceError extends ProviderError {
  constructor(code: ProviderErrorCode, answered: { status: number; token: string | null } | null, details: Details = {}) {
    super(code, 'onence', { message: `onence: ${code}`, ...details });
    this.status = answered?.status ?? null;
    this.token = answered?.token ?? null;
  }

  /** Null = no answer. */
  readonly status: number | null;
  /** v2's word for it; null where the body says nothing, as v1's do. */
  readonly token: string | null;
}

/** `undefined` = not JSON, or said not to be. */
function jsonOf(answer: HttpAnswer): unknown {
  return (answer.header('content-type') ?? '').includes('json') ? parseJson(answer.bytes) : undefined;
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function codeOf(status: number, asked: Asked): ProviderErrorCode {
  if (status === 403 && asked === 'order') return 'rejected';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 409) return 'unavailable';
  if (status >= 500 || status === 408) return asked === 'read' ? 'unavailable' : 'outcome-unknown';
  return status >= 400 ? 'rejected' : 'bad-response';
}

const WORDS: Record<number, string> = {
  404: 'not found',
  409: 'another change is pending',
  410: 'this call is retired',
  422: 'the SIM has expired: it can only be extended',
};

/** An answer that is not a success; decided on the status, bodies are optional (§4). */
export function errorOfAnswer(answer: HttpAnswer, asked: Asked): OnenceError {
  const { status } = answer;
  const parsed = errorBody.safeParse(jsonOf(answer));
  const token = (parsed.success ? parsed.data.error_token : undefined) ?? null;
  const code = codeOf(status, asked);
  const wait = retryAfterMs(answer.header('retry-after'));
  const said = plainText(redact(parsed.success ? (parsed.data.message ?? '') : ''), 200);
  return new OnenceError(code, { status, token }, {
    message: `onence: ${code} (${[status, WORDS[status], said].filter(Boolean).join(', ')})`,
    ...(wait === null ? {} : { retryAfterMs: wait }),
    ...(code === 'rejected' ? { refusal: { reason: 'invalid-request' as const } } : {}),
    ...(code === 'outcome-unknown' || code === 'bad-response' ? { rawAnswer: answer.bytes.toString('utf8') } : {}),
  });
}

/** No answer at all. A read leaves no doubt behind. */
export function errorOfFailure(failure: HttpFailure, asked: Asked): OnenceError {
  const isUnknown = asked !== 'read' && failure.kind === 'outcome-unknown';
  return new OnenceError(isUnknown ? 'outcome-unknown' : 'unavailable', null, { message: `onence: ${failure.message}`, cause: failure });
}

/** The token call has an error shape of its own, and its 400 is what others answer as 401 (§2). */
export function errorOfToken(answer: HttpAnswer): OnenceError {
  if (answer.status !== 400 && answer.status !== 401 && answer.status !== 403) return errorOfAnswer(answer, 'read');
  const parsed = tokenError.safeParse(jsonOf(answer));
  const why = parsed.success ? plainText(parsed.data.errorCode, 60) : 'no reason given';
  return new OnenceError('unauthorized', { status: answer.status, token: null }, { message: `onence: no token (${why})` });
}

/** Asked for something that cannot be: nothing left this machine. */
export const refused = (message: string): OnenceError => new OnenceError('rejected', null, { notAsked: true, message: `onence: ${message}`, refusal: { reason: 'invalid-request' } });

/** The body of a success, or `bad-response`. */
export function bodyOf<Schema extends z.ZodType>(answer: HttpAnswer, schema: Schema): z.infer<Schema> {
  const parsed = parseNoting(schema, parseJson(answer.bytes), { providerId: 'onence', endpoint: endpointOf(answer), isKnown: isDocumented });
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.')).join(', ');
  throw new OnenceError('bad-response', { status: answer.status, token: null }, { rawAnswer: answer.bytes.toString('utf8'), message: `onence: answer does not fit (${where})` });
}

/** Gone for good, as v1 will be. */
export const isGone = (error: unknown): boolean => error instanceof OnenceError && error.status === 410;

/** 404 without v2's body, or gone: the call is missing rather than the SIM (§4, §8). */
export const isRouteMissing = (error: unknown): boolean => isGone(error) || (error instanceof OnenceError && error.status === 404 && error.token === null);

/** The call or the SIM: either way nothing was done. */
export const isMissing = (error: unknown): boolean => isGone(error) || (error instanceof OnenceError && error.status === 404);
