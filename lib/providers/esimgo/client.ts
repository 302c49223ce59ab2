import type { z } from 'zod';
import type { HttpAnswer } from '@/lib/http/http-answer';
import { HttpFailure } from '@/lib/http/http-failure';
import { createHttpClient, type HttpRequest } from '@/lib/http/request';
import { endpointOf, parseNoting } from '@/lib/providers/drift/note-drift';
import { isDocumented } from '@/lib/providers/esimgo/documented-fields';
import type { EsimGoConfig } from '@/lib/providers/esimgo/env';
import { esimGoPace } from '@/lib/providers/esimgo/pace';
import { errorOfAnswer, errorOfBody, errorOfFailure, type Asked } from '@/lib/providers/esimgo/errors';
import { parseJson } from '@/lib/providers/esimgo/parse-json';

export type EsimGoClient = {
  read: <Schema extends z.ZodType>(path: string, schema: Schema, options?: { maxRetryWaitMs?: number }) => Promise<z.infer<Schema>>;
  /** An answer of any status, not asked for again. */
  readRaw: (path: string, accept: string) => Promise<HttpAnswer>;
  /** A dry run: buys nothing, so it may be repeated. */
  quote: <Schema extends z.ZodType>(path: string, body: unknown, schema: Schema) => Promise<z.infer<Schema>>;
  /** Sent once: a lost answer is `outcome-unknown`. */
  order: <Schema extends z.ZodType>(path: string, body: unknown, schema: Schema) => Promise<z.infer<Schema>>;
  /** The same for anything else that leaves a mark, a GET with a side effect included. An empty success is `{}`. Asked as `read` it is a dry run. */
  change: <Schema extends z.ZodType>(change: Change, schema: Schema) => Promise<z.infer<Schema>>;
  /** The extra field that brings links for installing, by the version in the address (§8.1, §17). */
  installField: 'appleInstallUrl' | 'installUrl';
};

export type Change = { method: HttpRequest['method']; path: string; body?: object; asked?: 'change' | 'apply' | 'read' };

const ORDER_LIMITS = { deadlineMs: 65_000, maxRetryWaitMs: 2_000 };
const ARCHIVE_BYTES = 10 * 1024 * 1024;

/** Whether the address names version 2.5 or a later one. */
function isSince25(apiUrl: string): boolean {
  const [, major = '0', minor = '0'] = /\/v(\d+)(?:\.(\d+))?(?=\/|$)/.exec(apiUrl) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 5);
}

/** Speaks to eSIM Go; every failure is a `ProviderError`. */
export function createEsimGoClient(config: EsimGoConfig): EsimGoClient {
  const http = createHttpClient(config.apiUrl, { headers: { 'x-api-key': config.apiKey }, pace: esimGoPace(config) });

  async function answerOf(request: HttpRequest, asked: Asked): Promise<HttpAnswer> {
    try {
      return await http.send(request);
    } catch (error) {
      throw error instanceof HttpFailure ? errorOfFailure(error, asked) : error;
    }
  }

  async function ask<Schema extends z.ZodType>(request: HttpRequest, asked: Asked, schema: Schema): Promise<z.infer<Schema>> {
    const answer = await answerOf(request, asked);
    if (answer.status < 200 || answer.status > 299) throw errorOfAnswer(answer, asked);
    const isEmptySuccess = answer.bytes.length === 0 && asked === 'change';
    const parsed = parseNoting(schema, isEmptySuccess ? {} : parseJson(answer.bytes), { providerId: 'esimgo', endpoint: endpointOf(answer), isKnown: isDocumented });
    if (!parsed.success) throw errorOfBody(answer, asked, parsed.error);
    return parsed.data;
  }

  const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    read: (path, schema, options) => ask({ method: 'GET', path, deadlineMs: 30_000, ...options }, 'read', schema),
    readRaw: (path, accept) => answerOf({ method: 'GET', path, headers: { accept }, attempts: 1, maxBytes: ARCHIVE_BYTES }, 'read'),
    quote: (path, body, schema) => ask({ method: 'POST', path, ...json(body), isRepeatable: true }, 'quote', schema),
    order: (path, body, schema) => ask({ method: 'POST', path, ...json(body), ...ORDER_LIMITS }, 'order', schema),
    change: ({ method, path, body, asked = 'change' }, schema) => ask({ method, path, ...(body ? json(body) : {}), ...ORDER_LIMITS, isRepeatable: false }, asked, schema),
    installField: isSince25(config.apiUrl) ? 'installUrl' : 'appleInstallUrl',
  };
}
