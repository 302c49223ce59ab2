import type { Context } from 'hono';

const CRASH_PAGE = '<!DOCTYPE html><html><head><title>Server Error</title></head><body><h1>500 | Server Error</h1></body></html>';

const wantsJson = (c: Context) => /[/+]json/i.test(c.req.header('Accept') ?? '');

export const crash = (c: Context) => c.html(CRASH_PAGE, 500);

/** A field map; without `Accept: application/json` the framework behind it crashes into HTML instead. */
export function refuseFields(c: Context, fields: Record<string, string>) {
  if (!wantsJson(c)) return crash(c);
  return c.json({ data: fields, meta: { message: 'the parameter is invalid' } }, 422);
}

const REASONS: Record<number, string> = {
  11: 'Insufficient Airalo credit. Please add credit to your account to continue.',
  13: 'The operator is currently under maintenance. Please try again later.',
  14: 'The request carries an invalid checksum.',
  23: 'Top-up is disabled by the operator for this eSIM.',
  33: 'Insufficient stock of eSIMs remaining for the requested package.',
  34: 'The requested eSIM package is invalid or currently out of stock.',
  43: 'Bad request.',
  53: 'An unexpected error occurred.',
  73: 'The eSIM with the requested ICCID has been recycled. It can no longer be used or topped up.',
  89: 'The IP address of this request is not in the list of allowed addresses.',
};

export const reasonOf = (code: number): string => REASONS[code] ?? 'An unexpected error occurred.';

export const refuseBusiness = (c: Context, code: number) => c.json({ code, reason: reasonOf(code) }, code === 89 ? 403 : 422);

export const notFound = (c: Context) => c.json({ data: [], meta: { message: 'messages.resource_not_found' } }, 404);

export const foreign = (c: Context) => c.json({ data: [], meta: { message: 'This action is unauthorized.' } }, 401);

export const success = (data: unknown) => ({ data, meta: { message: 'success' } });

/** `YYYY-MM-DD HH:MM:SS` in UTC, without saying so. */
export const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
