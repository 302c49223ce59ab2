import { z } from 'zod';
import { getViewer, type Viewer } from '@/lib/auth/viewer';
import { AppError, isAppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { addressIn } from '@/lib/web/client-address';
import { requireOwnOrigin } from '@/lib/web/own-origin';
import { readRawBody } from '@/lib/web/raw-body';
import { failureOf, faultsOf, type Failure } from '@/lib/web/refusal';

const nothing = z.unknown();
type Nothing = typeof nothing;

export type RouteOptions<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = { params?: Params; query?: Query; body?: Body };
export type RouteInput<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> = {
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  viewer: Viewer;
  clientAddress: string;
  request: Request;
};
type Context = { params: Promise<unknown> };

const STATUS: Record<string, number> = {
  'invalid-input': 400, 'invalid-json': 400, 'bad-signature': 400, 'sign-in-needed': 401, 'wrong-origin': 403,
  'not-found': 404, 'body-too-large': 413, 'too-many-requests': 429, unexpected: 500,
};

const PRIVATE = { 'cache-control': 'no-store' };

export function answerFailure({ code, data }: Failure, fields?: Record<string, string>): Response {
  const status = STATUS[code] ?? 422;
  const retryAfter = typeof data?.retryAfterMs === 'number' ? { 'retry-after': String(Math.ceil(data.retryAfterMs / 1_000)) } : {};
  return Response.json({ error: code, ...(fields ? { fields } : {}) }, { status, headers: { ...PRIVATE, ...retryAfter } });
}

async function readJson(request: Request): Promise<unknown> {
  const text = (await readRawBody(request)).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid-json');
  }
}

const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** A JSON route. Params, query and body are parsed by their schemas; unsafe methods must come from our own pages; errors are `{ error: code }`. */
export function apiRoute<Params extends z.ZodType = Nothing, Query extends z.ZodType = Nothing, Body extends z.ZodType = Nothing>(
  options: RouteOptions<Params, Query, Body>,
  handler: (input: RouteInput<Params, Query, Body>) => Promise<unknown>,
): (request: Request, context: Context) => Promise<Response> {
  const shape = z.object({ params: options.params ?? nothing, query: options.query ?? nothing, body: options.body ?? nothing });
  return async (request, context) => {
    try {
      if (!isSafe(request.method)) requireOwnOrigin(request.headers);
      const body = options.body ? await readJson(request) : undefined;
      const parsed = shape.safeParse({ params: await context.params, query: Object.fromEntries(new URL(request.url).searchParams), body });
      if (!parsed.success) return answerFailure({ code: 'invalid-input' }, faultsOf(parsed.error));
      const given = parsed.data as Pick<RouteInput<Params, Query, Body>, 'params' | 'query' | 'body'>;
      const output = await handler({ ...given, viewer: await getViewer(), clientAddress: addressIn(request.headers), request });
      return output instanceof Response ? output : Response.json(output ?? {}, { headers: PRIVATE });
    } catch (error) {
      return answerFailure(failureOf(error, 'route'));
    }
  };
}

/** A webhook: gets the bytes as they came. 200 once the handler is done, 400 when they are not to be believed, 500 on anything else so that the sender tries again. */
export function webhookRoute(handler: (body: Buffer, headers: Headers) => Promise<unknown>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const output = await handler(await readRawBody(request), request.headers);
      return Response.json(output ?? {}, { headers: PRIVATE });
    } catch (error) {
      if (isAppError(error, 'bad-signature') || isAppError(error, 'body-too-large')) return answerFailure({ code: error.code });
      log.error({ error }, 'webhook.failed');
      return Response.json({ error: 'unexpected' }, { status: 500, headers: PRIVATE });
    }
  };
}
