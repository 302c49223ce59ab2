import { Hono } from 'hono';
import type { World } from '../core.ts';
import { denied } from './answers.ts';
import { assignmentRoutes } from './assignments.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { esimRoutes } from './esims.ts';
import { gate } from './gate.ts';
import { orderRoutes } from './orders.ts';
import { organisationRoutes } from './organisation.ts';
import { createState } from './state.ts';

/** The eSIM Go API, under /v2.4. */
export function createEsimGo(world: World): Hono {
  const esimgo = createState(world);
  const api = new Hono();
  api.use(gate(world, esimgo.settings));
  catalogueRoutes(api, esimgo);
  orderRoutes(api, esimgo);
  assignmentRoutes(api, esimgo);
  esimRoutes(api, esimgo);
  organisationRoutes(api, esimgo);

  const app = new Hono();
  app.route('/v2.4', api);
  app.notFound(denied);
  return app;
}
