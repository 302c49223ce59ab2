import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { iso, isRecord, readJson, refuse } from './answers.ts';
import { DAY, iccidAt } from './fleet.ts';
import { readPage, readSort, slice } from './paging.ts';
import { PRODUCTS } from './products.ts';

export type OrderType = 'FIRST_ORDER' | 'ADDITIONAL_ORDER' | 'TOPUP' | 'BULK_TOPUP' | 'TARIFF_CHANGE';

export interface Order {
  number: number;
  type: string;
  at: number;
  visibleAt: number;
  isDone: boolean;
  iccids: string[];
  products: { product_id: number; quantity: number }[];
  grossCents: number;
  address: Record<string, unknown>;
}

const ADDRESS = { salutation: '2', first_name: 'Sam', last_name: 'Sandbox', company: 'Sandbox Org', street: 'Example Street', house_number: '1', zip: '10115', city: 'Berlin', country: 'DE', phone: '+4930000000' };
export const FIRST_NUMBER = 2_000_000_000;
const VAT = 1.19;

interface NewOrder {
  type: string;
  iccids: string[];
  products: Order['products'];
  netCents: number;
  payment: string;
  address?: Record<string, unknown>;
  /** When it is paid and worked off; never for what is unpaid. */
  done(order: Order, at: number): void;
}

/** An order that is invoiced now and worked off later, by its method of payment (§7.10, §16). */
export function placeOrder(account: Account, asked: NewOrder): Order {
  const { settings, orders, timers } = account;
  const at = account.now();
  const number = FIRST_NUMBER + 100_001 + orders.length;
  const { type, iccids, products, netCents, payment } = asked;
  const order: Order = { number, type, at, visibleAt: at + settings.orderVisibleAfterMs, isDone: false, iccids, products, grossCents: Math.round(netCents * VAT), address: asked.address ?? ADDRESS };
  orders.push(order);
  account.world.record({ service: 'onence', type: 'purchase', reference: String(number), data: { type, iccids, products, payment } });
  const isUnpaid = [payment, String(number), ...iccids].some((key) => settings.unpaid[key]);
  const wait = settings.settlesAfterMs[payment] ?? 0;
  if (!isUnpaid) {
    timers.after(wait, () => {
      order.isDone = true;
      asked.done(order, at + wait);
    });
  }
  return order;
}

// What the account had before: never kept, counted back from the day the sandbox began.
function pastOrders({ settings, epoch }: Account): Order[] {
  return Array.from({ length: settings.pastOrders + 1 }, (_, index) => {
    const at = epoch - (settings.pastOrders + 1 - index) * DAY;
    const first = { type: 'FIRST_ORDER', iccids: [0, 1, 2].map(iccidAt), products: [{ product_id: 1001, quantity: 3 }] };
    const topUp = { type: 'TOPUP', iccids: [iccidAt(index - 1)], products: [{ product_id: 2001, quantity: 1 }] };
    return { number: FIRST_NUMBER + 1 + index, at, visibleAt: at, isDone: true, grossCents: 1_666, address: ADDRESS, ...(index === 0 ? first : topUp) };
  });
}

const COLUMNS = {
  order_number: ({ number }: Order) => number,
  order_status: ({ isDone }: Order) => Number(!isDone),
  order_date: ({ at }: Order) => at,
};

export function orderRoutes(app: Hono, account: Account) {
  const { world, settings } = account;
  const visible = () => [...pastOrders(account), ...account.orders.filter(({ visibleAt }) => visibleAt <= account.now())];
  app.get('/v1/orders', world.faults('onence', 'orders-list'), (c) => {
    const page = readPage(c, { usual: 10, most: 10 }, settings);
    if (page instanceof Response) return page;
    // Ascending only: a `-` is an unknown field, and there are no totals (§1.1, §6).
    const sort = c.req.query('sort')?.startsWith('-') && settings.unknownQuery === 'ignore' ? (orders: Order[]) => orders : readSort(c, COLUMNS, settings);
    if (sort instanceof Response) return sort;
    return c.json(slice(sort(visible()), page).map((order) => wireOrder(order, account)));
  });
  app.post('/v1/orders', world.faults('onence', 'order-create'), (c) => createOrder(c, account));
  app.get('/v1/orders/:number', world.faults('onence', 'order'), (c) => {
    const order = [...visible()].find(({ number }) => String(number) === c.req.param('number'));
    return order ? c.json(wireOrder(order, account)) : refuse(c, 404);
  });
}

// A letter more in the address than the API's own: nobody is meant to follow it (§9.1).
const link = (iccid: string) => ({ iccid, _links: [{ rel: 'self', href: `https://api.1nce.com/api/v1/sims/${iccid}` }] });

function wireOrder(order: Order, { settings }: Account) {
  return {
    order_number: order.number,
    order_type: order.type,
    order_date: iso(order.at),
    order_status: order.isDone ? 'COMPLETED' : settings.pendingOrderStatus,
    invoice_number: String(20_000_000 + (order.number % 1_000_000)),
    invoice_amount: (order.grossCents / 100).toFixed(2),
    currency: 'EUR',
    shipping_address: order.address,
    sims: order.iccids.map(link),
    products: order.products,
  };
}

/** Ships SIM cards; what comes back names no order (§9.2). */
async function createOrder(c: Context, account: Account): Promise<Response> {
  const body = await readJson(c);
  const wanted = isRecord(body) && Array.isArray(body.products) ? body.products.filter(isRecord) : [];
  if (!isRecord(body) || wanted.length === 0) return refuse(c, 400, 'products is required');
  const products: Order['products'] = [];
  let netCents = 0;
  for (const { productId, quantity } of wanted) {
    const product = PRODUCTS.find(({ id }) => id === productId);
    const count = Number(quantity);
    if (!product || !Number.isInteger(count) || count < product.minQuantity || count > product.maxQuantity) return refuse(c, 400, 'Product or quantity is not valid.');
    products.push({ product_id: product.id, quantity: count });
    netCents += count * product.one_time_charges.reduce((sum, { amount_net }) => sum + Math.round(amount_net * 100), 0);
  }
  const address = isRecord(body.delivery_address) ? { address: body.delivery_address } : {};
  const done = (order: Order) => {
    order.iccids = account.fleet.addNew(products.reduce((sum, { quantity }) => sum + quantity, 0));
  };
  placeOrder(account, { type: 'ADDITIONAL_ORDER', iccids: [], products, netCents, payment: 'banktransfer', ...address, done });
  return account.settings.orderAnswer === 'echo' ? c.json(body, 200) : c.body(null, 201);
}
