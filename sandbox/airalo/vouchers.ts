import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { placeAirmoney } from './airmoney.ts';
import { refuseBusiness, refuseFields, success } from './answers.ts';
import { spend } from './buy.ts';
import type { FoundPackage } from './catalogue.ts';
import type { Fields } from './order-checks.ts';
import { isRecord, readJson } from './read-json.ts';
import type { Airalo } from './state.ts';
import { costCents } from './wire-prices.ts';

const MOST = 100;
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export const voucherCode = (): string => [...randomBytes(8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

interface Item {
  found: FoundPackage;
  quantity: number;
  reference: unknown;
}

export function voucherRoutes(app: Hono, airalo: Airalo) {
  const { world } = airalo;
  app.post('/voucher/esim', world.faults('airalo', 'voucher-esim'), (c) => placeVouchers(c, airalo));
  app.post('/voucher/airmoney', world.faults('airalo', 'voucher-airmoney'), (c) => placeAirmoney(c, airalo, voucherCode));
}

/** POST /voucher/esim: codes a traveller redeems in the wholesaler's own app (§10.3). */
async function placeVouchers(c: Context, airalo: Airalo): Promise<Response> {
  const { world, settings } = airalo;
  const { vouchers } = await readJson(c);
  if (!Array.isArray(vouchers) || vouchers.length === 0) return refuseFields(c, { vouchers: 'The vouchers field is required.' });
  const { items, fields } = readItems(vouchers, airalo);
  if (Object.keys(fields).length > 0) return refuseFields(c, fields);
  const cents = items.reduce((sum, { found, quantity }) => sum + costCents(found.offer, settings) * quantity, 0);
  if (!spend(airalo, cents)) return refuseBusiness(c, 11);
  const data = items.map(({ found, quantity, reference }) => ({
    package_id: found.id,
    codes: Array.from({ length: quantity }, voucherCode),
    ...(reference === undefined ? {} : { booking_reference: reference }),
  }));
  for (const { found, quantity, reference } of items) {
    const entry = { package_id: found.id, quantity, costUsdCents: costCents(found.offer, settings) * quantity };
    world.record({ service: 'airalo', type: 'purchase', reference: typeof reference === 'string' ? reference : '', data: { kind: 'voucher', ...entry } });
  }
  return c.json(success(data));
}

function readItems(vouchers: unknown[], { catalogue }: Airalo): { items: Item[]; fields: Fields } {
  const fields: Fields = {};
  const items = vouchers.flatMap((voucher, index): Item[] => {
    const given = isRecord(voucher) ? voucher : {};
    const found = typeof given.package_id === 'string' ? catalogue.find(given.package_id) : null;
    const quantity = Number(given.quantity);
    const isCounted = Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST;
    if (found?.type !== 'sim') fields[`vouchers.${index}.package_id`] = `The selected vouchers.${index}.package_id is invalid`;
    if (!isCounted) fields[`vouchers.${index}.quantity`] = `The vouchers.${index}.quantity must be between 1 and ${MOST}.`;
    return found?.type === 'sim' && isCounted ? [{ found, quantity, reference: given.booking_reference ?? undefined }] : [];
  });
  return { items, fields };
}
