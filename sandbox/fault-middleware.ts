import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import type { Fault, FaultQueue } from './faults.ts';
import type { Service } from './service.ts';

const GARBAGE = '<html><body><h1>It works!</h1></body></html>';

/** Takes the next queued fault of (service, operation) and applies it around the handler. */
export function faultMiddleware(queue: FaultQueue, service: Service, operation: string): MiddlewareHandler {
  return async (c, next) => {
    if (!queue.waiting(service, operation)) return next();
    const fault = queue.take(service, operation, `${c.req.url}\n${await bodyText(c)}`);
    if (!fault) return next();
    const early = await answerInstead(c, fault);
    if (early) return early;
    await next();
    if (fault.kind === 'act-then-hang-up') replaceAnswer(c, hangUp(c));
    if (fault.kind === 'garbage') replaceAnswer(c, garbage(fault.body));
    return undefined;
  };
}

async function answerInstead(c: Context, fault: Fault): Promise<Response | null> {
  switch (fault.kind) {
    case 'status':
      return Response.json(fault.body ?? { message: 'A fault queued in the sandbox.' }, {
        status: fault.status,
        headers: fault.headers ?? {},
      });
    case 'rate-limit':
      return Response.json(
        { message: 'Too many requests.' },
        { status: 429, headers: fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter } },
      );
    case 'hang-up-before-acting':
      return hangUp(c);
    case 'garbage-before-acting':
      return garbage(fault.body);
    case 'delay':
      await wait(fault.ms, undefined, { ref: false });
      return null;
    case 'act-then-hang-up':
    case 'garbage':
      return null;
  }
}

const garbage = (body = GARBAGE) => new Response(body, { status: 200, headers: { 'Content-Type': 'text/html' } });

function replaceAnswer(c: Context, answer: Response) {
  c.res = undefined;
  c.res = answer;
}

function hangUp(c: Context): Response {
  const incoming: unknown = c.env?.incoming;
  if (hasSocket(incoming)) incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function hasSocket(value: unknown): value is { socket: { destroy(): void } } {
  return typeof value === 'object' && value !== null && 'socket' in value;
}

// A clone, because the handler reads the body again and in its own format (multipart, form, JSON).
async function bodyText(c: Context): Promise<string> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return '';
  return c.req.raw.clone().text();
}
