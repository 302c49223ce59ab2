import type { Context, Hono } from 'hono';
import { countryName } from '../catalogue/destinations.ts';
import { denied, iso, refuse } from './answers.ts';
import { giveBack } from './balance.ts';
import { parseBody } from './read-body.ts';
import type { EsimGo } from './state.ts';
import type { Batch } from './stock.ts';
import { describe, wireAllowances } from './wire-bundles.ts';

/** Stock bought without an eSIM, and its way back into the balance, where eSIM Go enabled that (§11). */
export function inventoryRoutes(app: Hono, esimgo: EsimGo) {
  const { world, stock } = esimgo;
  app.get('/inventory', world.faults('esimgo', 'inventory'), (c) => {
    const batches = stock.inDate();
    const names = new Set(batches.map(({ bundle }) => bundle.name));
    return c.json({ bundles: [...names].map((name) => wireStock(batches.filter(({ bundle }) => bundle.name === name))) });
  });
  app.post('/inventory/refund', world.faults('esimgo', 'inventory-refund'), (c) => refund(c, esimgo));
}

async function refund(c: Context, esimgo: EsimGo): Promise<Response> {
  const { settings, stock } = esimgo;
  const body = parseBody(await c.req.text());
  const { usageid, quantity } = body ?? {};
  if (typeof usageid !== 'number' || typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1) return refuse(c, 400, 'failed to parse request body');
  if (!settings.refundsToBalance) return refuse(c, settings.notRefundableStatus, 'Refunds to balance are not enabled');
  const batch = stock.find(usageid);
  if (!batch) return denied(c);
  if (batch.remaining < quantity) return refuse(c, 400, 'not enough bundles left');
  batch.remaining -= quantity;
  giveBack(batch.unitCents * quantity, String(batch.id), esimgo);
  return c.json({ status: 'Successfully refunded bundles to balance' });
}

function wireStock(batches: readonly Batch[]) {
  const bundle = batches[0]?.bundle;
  if (!bundle) return {};
  const { name, days, isAutostart, gigabytes, speeds, destination } = bundle;
  return {
    name,
    desc: describe(bundle),
    useDms: false,
    available: batches.map(({ id, total, remaining, expiresAt }) => ({ id, total, remaining, expiry: iso(expiresAt).slice(0, 10) })),
    countries: destination.codes.map((code) => countryName(code)),
    data: gigabytes === null ? -1 : gigabytes * 1_000,
    duration: days,
    durationUnit: 'day',
    autostart: isAutostart,
    unlimited: gigabytes === null,
    speed: speeds,
    allowances: wireAllowances(bundle),
  };
}
