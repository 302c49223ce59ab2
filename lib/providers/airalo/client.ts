import type { z } from 'zod';
import type { HttpAnswer } from '@/lib/http/http-answer';
import { HttpFailure } from '@/lib/http/http-failure';
import { createHttpClient, type HttpRequest } from '@/lib/http/request';
import type { AiraloConfig } from '@/lib/providers/airalo/env';
import { encodeBody, type Body } from '@/lib/providers/airalo/encode-body';
import { AiraloError, errorOfAnswer, errorOfBody, errorOfFailure, isForeign, parseJson, type Asked } from '@/lib/providers/airalo/errors';
import { isDocumented } from '@/lib/providers/airalo/documented-fields';
import { airaloPace } from '@/lib/providers/airalo/pace';
import { freshUntil } from '@/lib/providers/airalo/token';
import { tokenAnswer } from '@/lib/providers/airalo/wire';
import { accountKey } from '@/lib/providers/account-key';
import { ProviderError } from '@/lib/providers/provider-error';
import { createTokenStore, type AccessToken } from '@/lib/providers/token-store';
import { endpointOf, parseNoting } from '@/lib/providers/drift/note-drift';

export type AiraloClient = {
  read: <Schema extends z.ZodType>(path: string, schema: Schema, options?: { maxRetryWaitMs?: number; headers?: Record<string, string> }) => Promise<z.infer<Schema>>;
  /** Spends: sent once, a lost answer is `outcome-unknown`. */
  order: <Schema extends z.ZodType>(path: string, body: Body, schema: Schema) => Promise<z.infer<Schema>>;
  /** Changes without spending: sent once as well. */
  change: <Schema extends z.ZodType>(request: { method: 'POST' | 'PUT'; path: string; body: Body }, schema: Schema) => Promise<z.infer<Schema>>;
};

/** Orders of many eSIMs take their time. */
const ORDER_LIMITS = { deadlineMs: 65_000, maxRetryWaitMs: 2_000 };

/** Speaks to Airalo: authorised, 401 answered once with a fresh token, every failure a `ProviderError`. */
export function createAiraloClient(config: AiraloConfig): AiraloClient {
  const http = createHttpClient(config.apiUrl, { pace: airaloPace(config) });

  async function fetchToken(): Promise<AccessToken> {
    const form = { client_id: config.clientId, client_secret: config.clientSecret, grant_type: 'client_credentials' };
    const answer = await http.send({
      method: 'POST',
      path: '/v2/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      deadlineMs: 10_000,
    });
    // A 422 here can only be about the credentials.
    if (answer.status === 422) throw new AiraloError({ code: 'unauthorized', reason: 'unauthorized' });
    if (answer.status !== 200) throw errorOfAnswer(answer, 'read');
    const parsed = tokenAnswer.safeParse(parseJson(answer.bytes));
    if (!parsed.success) throw new AiraloError({ code: 'unavailable', reason: 'bad_response' }, { message: 'airalo: token answer does not fit' });
    return { value: parsed.data.data.access_token, freshUntil: freshUntil(parsed.data.data.expires_in, Date.now()) };
  }

  const tokens = createTokenStore(accountKey('airalo-token', config.clientId), fetchToken);

  /** Whatever goes wrong here, nothing was ordered yet. */
  async function token(): Promise<string> {
    try {
      return await tokens.get();
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      if (error instanceof HttpFailure) throw errorOfFailure(error, 'read');
      throw new AiraloError({ code: 'unavailable', reason: 'never_sent' }, { notAsked: true, message: 'airalo: no token', cause: error });
    }
  }

  async function authorised(request: HttpRequest): Promise<HttpAnswer> {
    const first = await token();
    const send = (value: string) => http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${value}` } });
    const answer = await send(first);
    if (answer.status !== 401 || isForeign(answer)) return answer;
    await tokens.drop(first).catch(() => undefined);
    return send(await token());
  }

  async function ask<Schema extends z.ZodType>(request: HttpRequest, asked: Asked, schema: Schema): Promise<z.infer<Schema>> {
    let answer: HttpAnswer;
    try {
      answer = await authorised(request);
    } catch (error) {
      throw error instanceof HttpFailure ? errorOfFailure(error, asked) : error;
    }
    if (answer.status < 200 || answer.status > 299) throw errorOfAnswer(answer, asked);
    const parsed = parseNoting(schema, parseJson(answer.bytes), { providerId: 'airalo', endpoint: endpointOf(answer), isKnown: isDocumented });
    if (!parsed.success) throw errorOfBody(answer, asked, parsed.error);
    return parsed.data;
  }

  async function send<Schema extends z.ZodType>({ body, ...request }: Omit<HttpRequest, 'body'> & { body: Body }, asked: Asked, schema: Schema): Promise<z.infer<Schema>> {
    const encoded = await encodeBody(body);
    return ask({ ...request, headers: { 'content-type': encoded.contentType }, body: encoded.body }, asked, schema);
  }

  return {
    read: (path, schema, options) => ask({ method: 'GET', path, ...options }, 'read', schema),
    order: (path, body, schema) => send({ method: 'POST', path, body, ...ORDER_LIMITS }, 'order', schema),
    change: (request, schema) => send(request, 'change', schema),
  };
}
