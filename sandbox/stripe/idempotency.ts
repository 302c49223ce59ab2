import { setTimeout as wait } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import { StripeApiError } from './api-error.ts';
import type { StripeSandbox } from './sandbox.ts';

interface Remembered {
  fingerprint: string;
  startedAt: number;
  answer: { status: number; body: string } | null;
}

const KEPT_MS = 24 * 3_600_000;

/** Honours Idempotency-Key as Stripe does: the same request gets the first answer again, a different one is refused. */
export function idempotency(sandbox: StripeSandbox): MiddlewareHandler {
  const remembered = new Map<string, Remembered>();
  sandbox.world.onReset(() => remembered.clear());

  return async (c, next) => {
    const given = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
    if (given === undefined || given === '') return next();
    if (given.length > 255) throw refused(400, 'Idempotency keys can be at most 255 characters long.');
    const key = `${c.req.header('authorization')} ${given}`;
    const now = sandbox.world.now().getTime();
    const fingerprint = `${c.req.method} ${c.req.path}\n${await c.req.text()}`;
    const earlier = remembered.get(key);
    if (earlier && now - earlier.startedAt < KEPT_MS) return replay(earlier, { fingerprint, given });

    const mine: Remembered = { fingerprint, startedAt: now, answer: null };
    remembered.set(key, mine);
    if (sandbox.settings.latencyMs > 0) await wait(sandbox.settings.latencyMs);
    await next();
    if (isForgotten(c)) remembered.delete(key);
    else mine.answer = { status: c.res.status, body: await c.res.clone().text() };
    return undefined;
  };
}

function replay(earlier: Remembered, asked: { fingerprint: string; given: string }): Response {
  if (earlier.fingerprint !== asked.fingerprint) {
    throw refused(
      400,
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${asked.given}' if you meant to execute a different request.`,
    );
  }
  if (!earlier.answer) {
    throw refused(
      409,
      `There is currently another in-progress request using this Idempotency-Key (that probably means you submitted twice, and the other request is still going through): ${asked.given}. Please try again later.`,
    );
  }
  return new Response(earlier.answer.body, {
    status: earlier.answer.status,
    headers: { 'Content-Type': 'application/json', 'Idempotent-Replayed': 'true' },
  });
}

function isForgotten(c: Context): boolean {
  return c.error instanceof StripeApiError && !c.error.kept;
}

function refused(status: 400 | 409, message: string): StripeApiError {
  return new StripeApiError(status, {
    type: 'idempotency_error',
    message,
    ...(status === 409 ? { code: 'idempotency_key_in_use' } : {}),
  });
}
