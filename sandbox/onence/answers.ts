import type { Context } from 'hono';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import type { OnenceSettings } from './settings.ts';

export const isV2 = (c: Context) => c.req.path.includes('/v2/');

export const empty = (c: Context, status: number) => c.body(null, status as StatusCode);

const TOKENS: Record<number, { code: number; token: string; message: string }> = {
  400: { code: 1_002, token: 'BadRequest', message: 'Bad request' },
  401: { code: 1_003, token: 'Unauthorized', message: 'Unauthorized' },
  403: { code: 1_004, token: 'Forbidden', message: 'SIM does not belong to user.' },
  404: { code: 1_000, token: 'NotFound', message: 'Element not found' },
  409: { code: 1_005, token: 'Conflict', message: 'Another change is still in progress' },
  422: { code: 1_006, token: 'UnprocessableEntity', message: 'SIM expired' },
};

/** v1 says nothing in its errors, v2 has a body (§4). A v1 400 carries a message where there is one. */
export function refuse(c: Context, status: number, message?: string): Response {
  if (isV2(c)) {
    const known = TOKENS[status];
    const body = { error_code: known?.code ?? 1_001, error_token: known?.token ?? 'InternalServerError', message: message ?? known?.message ?? 'Internal error' };
    return c.json(body, status as ContentfulStatusCode);
  }
  return status === 400 && message !== undefined ? c.json({ message }, 400) : empty(c, status);
}

/** v1 prints both forms of its dates (§5); which one is a setting. */
export function v1Stamp(at: number, { v1Dates }: OnenceSettings): string {
  const text = new Date(at).toISOString();
  return v1Dates === 'z' ? text : text.replace('Z', '+0000');
}

export const iso = (at: number) => new Date(at).toISOString();

export const spaceStamp = (at: number) => iso(at).slice(0, 19).replace('T', ' ');

export async function readJson(c: Context): Promise<unknown> {
  return c.req.json().catch(() => null);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
