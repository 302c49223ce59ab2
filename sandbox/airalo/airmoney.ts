import type { Context } from 'hono';
import { refuseFields, stamp, success } from './answers.ts';
import type { Fields } from './order-checks.ts';
import { readJson } from './read-json.ts';
import type { Airalo } from './state.ts';

const MOST = 100_000;
const MOST_CODES = 100;

/** POST /voucher/airmoney: known from the SDKs alone, which disagree on the answer (§10.4). */
export async function placeAirmoney(c: Context, { world, settings, nextId }: Airalo, makeCode: () => string): Promise<Response> {
  const body = await readJson(c);
  const code = typeof body.voucher_code === 'string' && body.voucher_code !== '' ? body.voucher_code : null;
  const [amount, quantity, usageLimit] = [body.amount, body.quantity, body.usage_limit ?? 1].map(Number);
  const fields: Fields = {
    ...checkRange('amount', amount, MOST),
    ...checkRange('quantity', quantity, MOST_CODES),
    ...checkRange('usage_limit', usageLimit, MOST),
    ...(code !== null && code.length > 255 ? { voucher_code: 'The voucher code may not be greater than 255 characters.' } : {}),
    ...(code !== null && Number(quantity) > 1 ? { quantity: 'The selected voucher code allows a maximum quantity of 1' } : {}),
  };
  if (Object.keys(fields).length > 0) return refuseFields(c, fields);
  const vouchers = Array.from({ length: Number(quantity) }, () => ({
    id: nextId(), code: code ?? makeCode(), usage_limit: usageLimit, amount, is_paid: body.is_paid === true, created_at: stamp(world.now().getTime()),
  }));
  return c.json(success(settings.airmoneyData === 'object' ? vouchers[0] : [vouchers]));
}

function checkRange(name: string, value: number | undefined, most: number): Fields {
  const isWithin = value !== undefined && Number.isInteger(value) && value >= 1 && value <= most;
  return isWithin ? {} : { [name]: `The ${name.replace('_', ' ')} must be between 1 and ${most}.` };
}
