import type { Context } from 'hono';
import { SERVICES, type Service } from '../service.ts';

export class BadRequest extends Error {}

export async function readObject(c: Context): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => null);
  if (!isRecord(body)) throw new BadRequest('Send a JSON object.');
  return body;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function serviceOf(name: unknown): Service {
  const service = SERVICES.find((known) => known === name);
  if (!service) throw new BadRequest(`service must be one of ${SERVICES.join(', ')}`);
  return service;
}
