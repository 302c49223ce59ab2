import type { Context } from 'hono';
import type { Account } from './account.ts';
import { empty, isV2, refuse } from './answers.ts';
import { isListedIn } from './platform.ts';
import type { Line } from './line.ts';

type Answer = (c: Context, line: Line) => Response | Promise<Response>;

/** The SIM of the path, or why not: foreign, of Platform 2.0 only, or expired (§4, §16). */
export function withLine(account: Account, answer: Answer) {
  return (c: Context) => {
    const iccid = c.req.param('iccid') ?? '';
    const line = account.find(iccid);
    const refused = line ? refusalOf(c, account, line) : foreign(c, account);
    return refused ?? (line ? answer(c, line) : refuse(c, 404));
  };
}

function refusalOf(c: Context, account: Account, line: Line): Response | null {
  const { settings } = account;
  if (!isListedIn(isV2(c) ? 'v2' : 'v1', settings, line)) return refuse(c, 404);
  if (!account.isExpired(line)) return null;
  if (!isV2(c)) return empty(c, 422);
  if (settings.expiredV2 === '422') return refuse(c, 422);
  return c.req.method === 'GET' ? null : refuse(c, 400, 'SIM expired');
}

function foreign(c: Context, { settings }: Account): Response {
  if (c.req.path.endsWith('/topup')) return refuse(c, 403);
  return refuse(c, settings.foreignStatus);
}
