import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface StripeErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  doc_url?: string;
  charge?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
}

/** `kept` says whether an idempotency key remembers this answer: refused parameters are forgotten, outcomes are not. */
export class StripeApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly body: StripeErrorBody;
  readonly kept: boolean;

  constructor(status: ContentfulStatusCode, body: StripeErrorBody, kept = false) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.kept = kept;
  }
}

export function invalid(message: string, details: { code?: string; param?: string } = {}): StripeApiError {
  return new StripeApiError(400, { type: 'invalid_request_error', message, ...withDocs(details) });
}

/** A request that was well formed, but that the object's state does not allow. */
export function conflict(code: string, message: string, extra: Partial<StripeErrorBody> = {}): StripeApiError {
  return new StripeApiError(400, { type: 'invalid_request_error', message, ...withDocs({ code }), ...extra }, true);
}

export function missing(kind: string, id: string, param = 'id'): StripeApiError {
  return new StripeApiError(param === 'id' || param === 'intent' ? 404 : 400, {
    type: 'invalid_request_error',
    message: `No such ${kind}: '${id}'`,
    ...withDocs({ code: 'resource_missing', param }),
  });
}

export function required(param: string): StripeApiError {
  return invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

function withDocs<T extends { code?: string }>(details: T): T & { doc_url?: string } {
  if (details.code === undefined) return details;
  return { ...details, doc_url: `https://stripe.com/docs/error-codes/${details.code.replaceAll('_', '-')}` };
}

export function answerError(error: unknown, c: Context): Response {
  if (error instanceof StripeApiError) return c.json({ error: error.body }, error.status);
  const message = `The sandbox itself failed (${randomUUID()}): ${String(error)}`;
  return c.json({ error: { type: 'api_error', message } satisfies StripeErrorBody }, 500);
}
