import type { z } from 'zod';
import { isAppError } from '@/lib/errors';
import { log } from '@/lib/log';

export type RefusalData = Record<string, unknown>;
const mark = Symbol('refusal');
export type Refusal<Code extends string = string> = { [mark]: true; code: Code; data?: RefusalData };

/** What a handler returns when the answer is no: `code` picks the text at the edge. */
export const refuse = <Code extends string>(code: Code, data?: RefusalData): Refusal<Code> => ({ [mark]: true, code, ...(data ? { data } : {}) });

export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && mark in value;

export type Failure = { code: string; data?: RefusalData };

/** Codes of errors people may learn of; all else is `unexpected` to them and a log line to us. */
export function failureOf(error: unknown, where: string): Failure {
  if (!isAppError(error)) {
    log.error({ error, where }, 'request.unexpected');
    return { code: 'unexpected' };
  }
  if (error.cause) log.warn({ error, where }, 'request.refused');
  return { code: error.code, ...(error.details.data ? { data: error.details.data } : {}) };
}

/** Field → code of its first fault. */
export function faultsOf(error: z.ZodError): Record<string, string> {
  const entries = error.issues.map((issue) => [issue.path.join('.') || 'form', issue.code === 'custom' ? issue.message : issue.code] as const);
  return Object.fromEntries(entries.toReversed());
}
