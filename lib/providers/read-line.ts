import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { ProviderLimit } from '@/lib/providers/provider';

export type LineNow = ProviderLimit & {
  /** How long a call that came now would wait, milliseconds; null = each eSIM has a line of its own. */
  waitMs: number | null;
  /** The provider asked to stay away until then; null = it did not. */
  heldUntil: Date | null;
};

const LINES = `SELECT t.account, t."heldUntil", greatest(0, 1000 * extract(epoch FROM greatest(t."heldUntil", t."nextAt" + make_interval(secs => t."shiftSeconds" - l."burstSeconds")) - clock_timestamp()))::float AS "waitMs"
  FROM jsonb_to_recordset($1::jsonb) AS l(account text, "burstSeconds" float) JOIN "ProviderTurn" t USING (account)`;

/** Each limit with its line as it is over all processes; nobody who never called stands in it. */
export async function readLines(limits: readonly ProviderLimit[]): Promise<LineNow[]> {
  const shared = limits.filter(({ account }) => account !== null);
  const asked = shared.map(({ account, perSecond, burst }) => ({ account, burstSeconds: (burst - 1) / perSecond }));
  const found = await rows<{ account: string; heldUntil: Date | null; waitMs: number }>(pool(), LINES, [JSON.stringify(asked)]);
  const now = Date.now();
  return limits.map((limit) => {
    const line = found.find(({ account }) => account === limit.account);
    const heldUntil = line?.heldUntil && line.heldUntil.getTime() > now ? line.heldUntil : null;
    return { ...limit, waitMs: limit.account === null ? null : (line?.waitMs ?? 0), heldUntil };
  });
}
