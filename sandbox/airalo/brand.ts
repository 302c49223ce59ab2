import type { Context } from 'hono';
import { notFound, refuseFields } from './answers.ts';
import { checkBrand } from './order-checks.ts';
import { readForm } from './read-form.ts';
import type { Airalo } from './state.ts';

/** PUT /sims/{iccid}/brand: nothing named takes the brand away (§8.8). */
export async function changeBrand(c: Context, { sims, settings }: Airalo) {
  const sim = sims.get(c.req.param('iccid') ?? '');
  if (!sim) return notFound(c);
  const brand = (await readForm(c))?.text('brand_settings_name') || null;
  const fields = checkBrand(brand, settings);
  if (Object.keys(fields).length > 0) return refuseFields(c, fields);
  sim.brand = brand;
  return c.json({ data: { brand_settings_name: brand }, meta: { message: 'succes' } });
}
