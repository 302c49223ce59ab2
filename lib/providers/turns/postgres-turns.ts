import { pool } from '@/lib/db/client';
import { rows } from '@/lib/db/sql';
import type { Alignment, OpenFor, Slot, Taking, TurnStore } from '@/lib/providers/turns/turn-store';

const seconds = (expression: string) => `make_interval(secs => ${expression})`;
const milliseconds = (instant: string) => `(1000 * extract(epoch FROM ${instant}))::float`;

const NOW = 'clock_timestamp()';
const SHIFT = seconds('coalesce(t."shiftSeconds", 0)');
const OWN_NOW = `greatest(${NOW}, t."heldUntil") - ${SHIFT}`;
/** $2 block, $3 before, $4 ahead, $5 burst, in seconds; $6 how long the line has been open. */
const OPENED = `${NOW} - ${seconds('$6::float')} + ${seconds('$5::float + $2::float')}`;
const FROM = `greatest(t."nextAt", ${OPENED} - ${SHIFT})`;
const LEAVES = (slot: string) => `greatest(${slot} + ${SHIFT}, CASE WHEN t."heldUntil" > ${NOW} THEN t."heldUntil" END)`;

const TAKE = `WITH taken AS (INSERT INTO "ProviderTurn" AS t (account, "nextAt") SELECT $1, greatest(${NOW}, ${OPENED}) + ${seconds('$2::float')} WHERE ${OPENED} <= ${NOW} + ${seconds('$4::float + $5::float')}
  ON CONFLICT (account) DO UPDATE SET "nextAt" = greatest(${FROM} + ${seconds('$3::float')}, ${OWN_NOW}) + ${seconds('$2::float')}
  WHERE ${FROM} + ${SHIFT} <= ${NOW} + ${seconds('$4::float + $5::float')} AND coalesce(t."heldUntil" <= ${NOW} + ${seconds('$4::float')}, true)
  RETURNING *, "nextAt" - ${seconds('$2::float + $5::float')} AS slot)
SELECT ${milliseconds('slot')} AS at, ${milliseconds(`${LEAVES('slot')} - ${NOW}`)} AS "waitMs" FROM taken t
UNION ALL SELECT NULL, ${milliseconds(`greatest(t."heldUntil", ${FROM} + ${SHIFT} - ${seconds('$5::float')}) - ${NOW}`)} FROM (VALUES ($1)) asked (account)
  LEFT JOIN "ProviderTurn" t USING (account) WHERE NOT EXISTS (SELECT FROM taken)`;
const LOOK = `SELECT ${milliseconds(`${LEAVES('to_timestamp($2::float / 1000)')} - ${NOW}`)} AS "waitMs" FROM "ProviderTurn" t WHERE account = $1`;

/** How many whole spacings lie between now and the end of the line. */
const WAITING = `floor(greatest(0, extract(epoch FROM t."nextAt" + ${SHIFT} - ${NOW})) / $3::float)`;
const HOLD = `INSERT INTO "ProviderTurn" AS t (account, "nextAt", "heldUntil") VALUES ($1, ${NOW}, ${NOW} + ${seconds('$2::float')})
  ON CONFLICT (account) DO UPDATE SET "heldUntil" = greatest(t."heldUntil", excluded."heldUntil"), "shiftSeconds" = t."shiftSeconds" + greatest(0, extract(epoch FROM
    excluded."heldUntil" - greatest(${NOW}, t."heldUntil", t."nextAt" + ${SHIFT} - ${seconds(`$3::float * ${WAITING}`)})))`;
const ALIGN = `UPDATE "ProviderTurn" SET "shiftSeconds" = greatest("shiftSeconds", extract(epoch FROM ${NOW})::float + ($4::float - $3::float - $2::float) / 1000) WHERE account = $1`;

type Told = { at: number | null; waitMs: number };

/** The line as one row per account. */
export function postgresTurns(openFor: () => OpenFor = () => null): TurnStore {
  const line = {};
  return {
    take: async (account, { blockMs, beforeMs, aheadMs, burstMs }: Taking) => {
      const open = openFor();
      const given = [blockMs, beforeMs, aheadMs, burstMs].map((value) => value / 1_000);
      const [told] = await rows<Told>(pool(), TAKE, [account, ...given, open === null ? 1e9 : open / 1_000]);
      return { slot: told?.at === null || told === undefined ? null : { at: told.at, line }, waitMs: told?.waitMs ?? 0 };
    },
    look: async (account, { at }: Slot) => (await rows<Told>(pool(), LOOK, [account, at]))[0]?.waitMs ?? 0,
    hold: async (account, forMs, spacingMs) => {
      await rows(pool(), HOLD, [account, forMs / 1_000, spacingMs / 1_000]);
    },
    align: async (account, { slot, spanMs, endsInMs }: Alignment) => {
      await rows(pool(), ALIGN, [account, slot.at, spanMs, endsInMs]);
    },
  };
}
