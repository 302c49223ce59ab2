import { Hono } from 'hono';
import type { World } from '../core.ts';
import { watchTravellers } from './alerts.ts';
import { balanceRoutes } from './balance.ts';
import { deviceRoutes } from './devices.ts';
import { exchangeRateRoutes } from './exchange-rates.ts';
import { futureOrderRoutes } from './future-orders.ts';
import { checkCaller, turnRobotsAway } from './gate.ts';
import { notificationRoutes } from './notifications.ts';
import { ordersRoutes } from './orders.ts';
import { packagesRoutes } from './packages.ts';
import { productInformationRoutes } from './product-information.ts';
import { refundRoutes } from './refunds.ts';
import { simsRoutes } from './sims.ts';
import { simulatorRoutes } from './simulator.ts';
import { type Airalo, createState } from './state.ts';
import { requireToken, tokenRoutes } from './token.ts';
import { voucherRoutes } from './vouchers.ts';

/** The Airalo Partner API, under /v2, and the account behind it. */
export function createAiralo(world: World, airalo: Airalo = createState(world)): Hono {
  watchTravellers(airalo);
  const open = new Hono();
  open.use(turnRobotsAway(airalo));
  tokenRoutes(open, airalo);
  packagesRoutes(open, airalo);
  productInformationRoutes(open, airalo);

  const closed = new Hono();
  closed.use(requireToken(airalo), checkCaller(airalo));
  ordersRoutes(closed, airalo);
  futureOrderRoutes(closed, airalo);
  simsRoutes(closed, airalo);
  deviceRoutes(closed, airalo);
  balanceRoutes(closed, airalo);
  voucherRoutes(closed, airalo);
  exchangeRateRoutes(closed, airalo);
  refundRoutes(closed, airalo);
  notificationRoutes(closed, airalo);
  simulatorRoutes(closed, airalo);

  const app = new Hono();
  app.route('/v2', open);
  app.route('/v2', closed);
  app.notFound((c) => c.json({ message: `The route ${c.req.path.slice(1)} could not be found.` }, 404));
  return app;
}

export { createState as createAiraloState } from './state.ts';
export type { Airalo } from './state.ts';
