import type { Hono } from 'hono';
import { refuseFields, success } from './answers.ts';
import type { Airalo } from './state.ts';
import { RATES } from './wire-prices.ts';

const rateOf = (currency: string): number | null => RATES[currency]?.[0] ?? null;

/** GET /finance/exchange-rates: from the dollar, as texts; known from the SDKs alone (§10.5). */
export function exchangeRateRoutes(app: Hono, { world }: Airalo) {
  app.get('/finance/exchange-rates', world.faults('airalo', 'exchange-rates'), (c) => {
    const today = world.now().toISOString().slice(0, 10);
    const date = c.req.query('date') || today;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date))) return refuseFields(c, { date: 'The date does not match the format Y-m-d.' });
    const wanted = (c.req.query('to') || Object.keys(RATES).join(',')).split(',').map((currency) => currency.trim().toUpperCase());
    const unknown = wanted.findIndex((currency) => rateOf(currency) === null);
    if (unknown !== -1) return refuseFields(c, { to: `The selected currency ${wanted[unknown]} is invalid.` });
    const rates = wanted.map((currency) => ({ from: 'USD', mid: String(rateOf(currency)), to: currency }));
    return c.json(success({ date, rates }));
  });
}
