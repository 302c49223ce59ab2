import { Agent, request as undiciRequest, type Dispatcher } from 'undici';
import type { HttpAnswer } from '@/lib/http/http-answer';
import { HttpFailure, reasonOf } from '@/lib/http/http-failure';
import { withRetries } from '@/lib/http/retry';

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Appended to the base address: `/v2/orders?limit=10`. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** GET may always be asked twice; say so here for a POST that changes nothing. */
  isRepeatable?: boolean;
  attempts?: number;
  maxRetryWaitMs?: number;
  /** The whole attempt, from queueing to the last byte. */
  deadlineMs?: number;
  maxBytes?: number;
};

/** Asked before each attempt leaves, and told each answer: keeps a caller within what the other side allows. */
export type Pace = { before: (request: HttpRequest) => Promise<void>; after: (request: HttpRequest, answer: HttpAnswer) => Promise<void> };

export type HttpClient = { send: (request: HttpRequest) => Promise<HttpAnswer>; close: () => Promise<void> };

const CONNECT_MS = 5_000;
const DEADLINE_MS = 20_000;
const MAX_BYTES = 5 * 1024 * 1024;
const USER_AGENT = 'Simplify/0.1 (eSIM storefront)';

/**
 * The only way out to a provider: one keep-alive pool for one address. Never follows a redirect, never leaves that
 * address, never reads more than `maxBytes`. Throws `HttpFailure`; any status is an answer.
 */
export function createHttpClient(baseUrl: string, options: { headers?: Record<string, string>; connections?: number; pace?: Pace } = {}): HttpClient {
  const base = new URL(baseUrl);
  const agent = new Agent({ connections: options.connections ?? 16, connect: { timeout: CONNECT_MS }, keepAliveTimeout: 4_000 });
  return {
    close: () => agent.close(),
    send: async (request) => {
      const url = addressOf(base, request.path);
      const headers = { accept: 'application/json', 'user-agent': USER_AGENT, ...options.headers, ...request.headers };
      const isRepeatable = request.isRepeatable ?? request.method === 'GET';
      const attempt = async () => {
        await options.pace?.before(request);
        const answer = await sendOnce(agent, url, { ...request, headers });
        await options.pace?.after(request, answer);
        return answer;
      };
      return withRetries(attempt, {
        attempts: request.attempts ?? 3,
        isRepeatable,
        maxWaitMs: request.maxRetryWaitMs ?? 5_000,
      });
    },
  };
}

function addressOf(base: URL, path: string): URL {
  const url = new URL(`${base.origin}${base.pathname.replace(/\/$/, '')}${path}`);
  if (!path.startsWith('/') || url.origin !== base.origin) throw new HttpFailure('never-sent', 'foreign-address');
  return url;
}

async function sendOnce(agent: Agent, url: URL, request: HttpRequest): Promise<HttpAnswer> {
  const progress = { hasLeft: false };
  const deadlineMs = request.deadlineMs ?? DEADLINE_MS;
  try {
    const response = await undiciRequest(url, {
      dispatcher: agent.compose(notingDeparture(progress)),
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
      signal: AbortSignal.timeout(deadlineMs),
    });
    const bytes = await readCapped(response.body, request.maxBytes ?? MAX_BYTES);
    return { status: response.statusCode, header: (name) => headerOf(response.headers, name), bytes, asked: { method: request.method, path: request.path } };
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw new HttpFailure(progress.hasLeft ? 'outcome-unknown' : 'never-sent', reasonOf(error));
  }
}

/** undici announces a request on a connected socket just before it writes the first byte: until then nothing has left. */
function notingDeparture(progress: { hasLeft: boolean }): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        progress.hasLeft = true;
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

async function readCapped(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpFailure('outcome-unknown', 'body-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function headerOf(headers: Record<string, string | string[] | undefined>, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
