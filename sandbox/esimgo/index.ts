import { Hono } from 'hono';
import type { World } from '../core.ts';
import { raiseAlerts } from './alerts.ts';
import { denied } from './answers.ts';
import { assignmentRoutes } from './assignments.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { esimRoutes } from './esims.ts';
import { gate } from './gate.ts';
import { orderRoutes } from './orders.ts';
import { organisationRoutes } from './organisation.ts';
import { createState, type EsimGo } from './state.ts';

export type { EsimGo } from './state.ts';
export const createEsimGoState = createState;

const ALERT_EVERY_MS = 5_000;

/** The eSIM Go API, under /v2.4; what falls due is told when the clock is advanced, and every few seconds. */
export function createEsimGo(world: World, esimgo: EsimGo = createState(world)): Hono {
  const { timers } = esimgo.callbacks;
  const tick = () => {
    raiseAlerts(esimgo);
    timers.after(ALERT_EVERY_MS, tick);
  };
  timers.after(ALERT_EVERY_MS, tick);
  world.onAdvance(() => raiseAlerts(esimgo));
  world.onReset(() => timers.after(ALERT_EVERY_MS, tick));
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
