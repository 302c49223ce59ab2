import { pool } from '@/lib/db/client';
import { rows, type Sql } from '@/lib/db/sql';
import { LONGEST_HOLD_MS } from '@/lib/providers/order-hold';
import type { EsimProvider, LimitPurpose } from '@/lib/providers/provider';
import { readLines } from '@/lib/providers/read-line';
import { listProviders } from '@/lib/providers/registry';

/** Why nothing of a provider is sold to new customers for now. */
export type OffSale = 'switched-off' | 'left-alone' | 'key-refused' | 'out-of-funds' | 'held';

const REASON = `CASE WHEN "isSwitchedOff" THEN 'switched-off' WHEN "circuitOpenUntil" IS NOT NULL THEN 'left-alone'
  WHEN "keyRefusedSince" IS NOT NULL THEN 'key-refused'
  WHEN "outOfFundsSince" IS NOT NULL OR "balanceMinor" <= 0 THEN 'out-of-funds'
  WHEN "ordersHeldUntil" > now() + interval '${LONGEST_HOLD_MS} milliseconds' THEN 'held' END`;
const READ = `SELECT "providerId", ${REASON} AS reason FROM "ProviderState" WHERE ${REASON} IS NOT NULL`;
const EMPTY = `INSERT INTO "ProviderState" ("providerId", "outOfFundsSince") VALUES ($1, now())
  ON CONFLICT ("providerId") DO UPDATE SET "outOfFundsSince" = coalesce("ProviderState"."outOfFundsSince", now()), "outOfFundsBalanceMinor" = NULL`;
/** The first balance read after a refusal is what was too little; more than that puts the provider back on sale. */
const KEEP_BALANCE = `INSERT INTO "ProviderState" AS s ("providerId", "balanceMinor", currency, "balanceReadAt") VALUES ($1, $2::int, $3, now())
  ON CONFLICT ("providerId") DO UPDATE SET "balanceMinor" = excluded."balanceMinor", currency = excluded.currency, "balanceReadAt" = now(),
    "outOfFundsSince" = CASE WHEN excluded."balanceMinor" > s."outOfFundsBalanceMinor" THEN NULL ELSE s."outOfFundsSince" END,
    "outOfFundsBalanceMinor" = CASE WHEN s."outOfFundsSince" IS NULL OR excluded."balanceMinor" > s."outOfFundsBalanceMinor" THEN NULL ELSE coalesce(s."outOfFundsBalanceMinor", excluded."balanceMinor") END`;

const OF_ORDERS: ReadonlySet<LimitPurpose> = new Set(['orders', 'everything']);

/** Looking takes no turn. */
async function isLineHeld({ limits = [] }: EsimProvider): Promise<boolean> {
  const lines = await readLines(limits.filter(({ purpose }) => OF_ORDERS.has(purpose)));
  return lines.some(({ waitMs }) => (waitMs ?? 0) > LONGEST_HOLD_MS);
}

/** Which providers are off sale, and why. Those whose order would have to wait for long are back by themselves when the wait is over. */
export async function readOffSale(): Promise<Map<string, OffSale>> {
  const states = await rows<{ providerId: string; reason: OffSale }>(pool(), READ);
  const offSale = new Map(states.map(({ providerId, reason }) => [providerId, reason]));
  const onSale = listProviders().filter(({ id }) => !offSale.has(id));
  await Promise.all(onSale.map(async (provider) => (await isLineHeld(provider)) && offSale.set(provider.id, 'held')));
  return offSale;
}

const MAY = 'SELECT "mayBeReplaced" AS may FROM "ProviderState" WHERE "providerId" = $1';

/** Whether an order this provider refused may move to an equivalent plan of another; off unless staff switched it on. */
export const mayBeReplaced = async (providerId: string): Promise<boolean> => (await rows<{ may: boolean }>(pool(), MAY, [providerId]))[0]?.may ?? false;

/** It refused for want of our money: off sale until its balance grows. */
export const noteOutOfFunds = (sql: Sql, providerId: string): Promise<unknown> => rows(sql, EMPTY, [providerId]);

/** A balance was read, minor units. */
export const keepBalance = (providerId: string, { amountMinor, currency }: { amountMinor: number; currency: string }): Promise<unknown> =>
  rows(pool(), KEEP_BALANCE, [providerId, amountMinor, currency]);
