import type { Hono } from 'hono';
import { success } from './answers.ts';
import type { Airalo } from './state.ts';

/** GET /balance: one object despite its plural; the text beside it speaks of a list that may be empty (§10.2). */
export function balanceRoutes(app: Hono, { world, settings }: Airalo) {
  app.get('/balance', world.faults('airalo', 'balance'), (c) => {
    const account = { name: 'balance', availableBalance: { amount: settings.creditUsd, currency: 'USD' } };
    return c.json(success({ balances: { object: account, array: [account], 'empty-array': [] }[settings.balances] }));
  });
}
