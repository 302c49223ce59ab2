import { Hono } from 'hono';
import type { World } from '../core.ts';
import { raiseAlerts } from './alerts.ts';
import { denied } from './answers.ts';
import { applyRoutes } from './apply.ts';
import { assignmentRoutes } from './assignments.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import { esimToolRoutes } from './esim-tools.ts';
import { esimRoutes } from './esims.ts';
import { gate } from './gate.ts';
import { inventoryRoutes } from './inventory.ts';
import { networkRoutes } from './networks.ts';
import { orderRoutes } from './orders.ts';
import { organisationRoutes } from './organisation.ts';
import { revokeRoutes } from './revoke.ts';
import { createState, type EsimGo, type Version } from './state.ts';
import { suspensionRoutes } from './suspension.ts';

export type { EsimGo } from './state.ts';
export const createEsimGoState = createState;

const ALERT_EVERY_MS = 5_000;
const VERSIONS: readonly Version[] = ['2.4', '2.5'];

/** The eSIM Go API, under /v2.4 and /v2.5; what falls due is told when the clock is advanced, and every few seconds. */
export function createEsimGo(world: World, esimgo: EsimGo = createState(world)): Hono {
  const { timers } = esimgo.callbacks;
  const tick = () => {
    raiseAlerts(esimgo);
    timers.after(ALERT_EVERY_MS, tick);
  };
  timers.after(ALERT_EVERY_MS, tick);
  world.onAdvance(() => raiseAlerts(esimgo));
  world.onReset(() => timers.after(ALERT_EVERY_MS, tick));
  // One window of tokens for both versions.
  const guard = gate(world, esimgo.settings);
  const app = new Hono();
  for (const version of VERSIONS) app.use(`/v${version}/*`, guard).route(`/v${version}`, createApi(esimgo, version));
  app.notFound(denied);
  return app;
}

function createApi(esimgo: EsimGo, version: Version): Hono {
  const api = new Hono();
  catalogueRoutes(api, esimgo, version);
  networkRoutes(api, esimgo);
  orderRoutes(api, esimgo, version);
  assignmentRoutes(api, esimgo, version);
  applyRoutes(api, esimgo);
  esimRoutes(api, esimgo, version);
  esimToolRoutes(api, esimgo);
  revokeRoutes(api, esimgo);
  inventoryRoutes(api, esimgo);
  organisationRoutes(api, esimgo);
  if (version === '2.5') suspensionRoutes(api, esimgo);
  return api;
}
