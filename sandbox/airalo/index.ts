import { Hono } from 'hono';
import type { World } from '../core.ts';
import { success } from './answers.ts';
import { notificationRoutes } from './notifications.ts';
import { ordersRoutes } from './orders.ts';
import { packagesRoutes } from './packages.ts';
import { simsRoutes } from './sims.ts';
import { createState } from './state.ts';
import { requireToken, tokenRoutes } from './token.ts';

/** The Airalo Partner API, under /v2. */
export function createAiralo(world: World): Hono {
  const airalo = createState(world);
  const open = new Hono();
  tokenRoutes(open, airalo);
  packagesRoutes(open, airalo);

  const closed = new Hono();
  closed.use(requireToken(airalo));
  ordersRoutes(closed, airalo);
  simsRoutes(closed, airalo);
  notificationRoutes(closed, airalo);
  closed.get('/balance', world.faults('airalo', 'balance'), (c) =>
    c.json(success({ balances: { name: 'balance', availableBalance: { amount: airalo.settings.creditUsd, currency: 'USD' } } })),
  );

  const app = new Hono();
  app.route('/v2', open);
  app.route('/v2', closed);
  app.notFound((c) => c.json({ message: `The route ${c.req.path.slice(1)} could not be found.` }, 404));
  return app;
}
