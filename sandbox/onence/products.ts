import type { Hono } from 'hono';
import type { Account } from './account.ts';

const product = (id: number, name: string, net: number) => ({
  id,
  product: `1NCE IoT FlexSIM - ${name}`,
  material: '1NCE FlexSIM',
  package_size: 1,
  minQuantity: 1,
  maxQuantity: 1_000,
  maxQuantityPerCustomer: 5_000,
  min_contract_duration: 120,
  one_time_charges: [{ name: 'provisionCharge', amount_net: net, currency: 'EUR' }],
  recurring_charges: [],
});

/** SIM articles with a ten-year contract, not data plans (§10). */
export const PRODUCTS = [product(1001, 'Standard', 10), product(1002, 'Industrial', 12.5), product(1003, 'Chip', 13)];

export function productRoutes(app: Hono, { world }: Account) {
  app.get('/v1/products', world.faults('onence', 'products'), (c) => c.json(PRODUCTS));
}
