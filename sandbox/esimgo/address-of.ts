import type { Context } from 'hono';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Who calls, by the connection; in one process without a connection, a made-up address. */
export function addressOf(c: Context): string {
  const incoming: unknown = isObject(c.env) ? c.env.incoming : null;
  const socket = isObject(incoming) ? incoming.socket : null;
  return isObject(socket) && typeof socket.remoteAddress === 'string' ? socket.remoteAddress : '203.0.113.9';
}
