import type { HttpAnswer } from '@/lib/http/http-answer';
import { HttpFailure } from '@/lib/http/http-failure';
import { createHttpClient, type HttpRequest } from '@/lib/http/request';
import { accountKey } from '@/lib/providers/account-key';
import { ProviderError } from '@/lib/providers/provider-error';
import { createTokenStore, type AccessToken } from '@/lib/providers/token-store';
import type { OnenceConfig } from './env';
import { bodyOf, errorOfAnswer, errorOfFailure, errorOfToken, OnenceError, type Asked } from './errors';
import { onencePace } from './pace';
import { freshUntil } from './token';
import { tokenAnswer } from './wire';

export type Call = { method: HttpRequest['method']; path: string; asked: Asked; body?: unknown };

export type OnenceClient = {
  /** Any success; everything else is an `OnenceError`. */
  send: (call: Call) => Promise<HttpAnswer>;
};

/** What an absent `expires_in` is taken for (§2). */
const UNSTATED_LIFETIME_SECONDS = 600;
const JSON_TYPE = { 'content-type': 'application/json' };

/** §2: HTTP Basic and JSON. Each call gives a new token and spoils none, so it may be asked twice. */
const tokenRequest = ({ clientId, clientSecret }: OnenceConfig): HttpRequest => ({
  method: 'POST',
  path: '/oauth/token',
  headers: { ...JSON_TYPE, authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
  body: JSON.stringify({ grant_type: 'client_credentials' }),
  isRepeatable: true,
  deadlineMs: 10_000,
});

/** Speaks to 1NCE: authorised, in turn, 401 answered once with a fresh token, every failure an `OnenceError`. */
export function createOnenceClient(config: OnenceConfig): OnenceClient {
  const http = createHttpClient(config.apiUrl, { pace: onencePace(config) });
  const owner = `${config.clientId}@${config.apiUrl}`;

  async function fetchToken(): Promise<AccessToken> {
    const answer = await http.send(tokenRequest(config));
    if (answer.status !== 200 && answer.status !== 201) throw errorOfToken(answer);
    const { access_token: value, expires_in: lifetime } = bodyOf(answer, tokenAnswer);
    return { value, freshUntil: freshUntil(lifetime ?? UNSTATED_LIFETIME_SECONDS, Date.now()) };
  }

  const tokens = createTokenStore(accountKey('onence-token', owner), fetchToken);

  /** Whatever goes wrong here, nothing was asked for yet. */
  async function token(): Promise<string> {
    try {
      return await tokens.get();
    } catch (error) {
      if (error instanceof HttpFailure) throw errorOfFailure(error, 'read');
      if (!(error instanceof ProviderError)) throw new OnenceError('unavailable', null, { notAsked: true, message: 'onence: no token', cause: error });
      throw error.code === 'bad-response' ? new OnenceError('unavailable', null, { message: 'onence: no token' }) : error;
    }
  }

  const once = (call: Call, accessToken: string): Promise<HttpAnswer> =>
    http.send({
      method: call.method,
      path: call.path,
      headers: { authorization: `Bearer ${accessToken}`, ...(call.body === undefined ? {} : JSON_TYPE) },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      isRepeatable: call.asked === 'read' || call.asked === 'change',
    });

  async function authorised(call: Call): Promise<HttpAnswer> {
    const first = await token();
    const answer = await once(call, first);
    if (answer.status !== 401) return answer;
    await tokens.drop(first).catch(() => undefined);
    return once(call, await token());
  }

  return {
    send: async (call) => {
      let answer: HttpAnswer;
      try {
        answer = await authorised(call);
      } catch (error) {
        throw error instanceof HttpFailure ? errorOfFailure(error, call.asked) : error;
      }
      if (answer.status < 200 || answer.status > 299) throw errorOfAnswer(answer, call.asked);
      return answer;
    },
  };
}
