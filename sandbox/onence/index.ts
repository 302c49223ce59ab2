import { Hono } from 'hono';
import type { World } from '../core.ts';
import { createAccount } from './account.ts';
import { refuse } from './answers.ts';
import { bulkRoutes } from './bulk.ts';
import { connectivityRoutes } from './connectivity.ts';
import { consumptionRoutes } from './consumption.ts';
import { eventRoutes } from './events.ts';
import { extensionRoutes, transferRoutes } from './extension.ts';
import { requireToken, sunset } from './gate.ts';
import { limitRoutes } from './limits.ts';
import { orderRoutes } from './orders.ts';
import { productRoutes } from './products.ts';
import { createRateLimit } from './rate-limit.ts';
import { simRoutes } from './sims.ts';
import { smsRoutes } from './sms.ts';
import { createStreamer } from './streamer.ts';
import { supportRoutes } from './support.ts';
import { tokenRoutes } from './token.ts';
import { fleetTopUpRoutes, topUpRoutes } from './top-ups.ts';

export type Onence = ReturnType<typeof createOnence>;

/** 1NCE: the Management API under /management-api, and the Data Streamer that no API sets up. */
export function createOnence(world: World) {
  const account = createAccount(world);
  const streamer = createStreamer(account);
  const { settings } = account;
  const limit = createRateLimit(account);
  const api = new Hono();
  api.use(async (_c, next) => {
    account.count('requests');
    return next();
  });
  tokenRoutes(api, account, limit);

  // SIMs are limited per customer, so after the token; the others per address, so before it (§3).
  api.use('/v1/sims/*', sunset(account));
  for (const path of ['/v1/sims/*', '/v2/sims/*']) {
    api.use(path, requireToken(account), limit('sims', () => ({ most: settings.simsPerSecond, windowMs: 1_000 })));
  }
  for (const noun of ['orders', 'products', 'support']) {
    const rule = () => ({ most: settings.ordersPerFiveMinutes, windowMs: 300_000 });
    const [each, shared] = [limit(noun, rule), limit('orders, products, support', rule)];
    api.use(`/v1/${noun}/*`, (c, next) => (settings.ordersWindow === 'each' ? each(c, next) : shared(c, next)), requireToken(account));
  }

  // Fixed words first: /sims/{iccid} would take them for an ICCID (§7 route-order trap).
  limitRoutes(api, account);
  fleetTopUpRoutes(api, account);
  extensionRoutes(api, account);
  transferRoutes(api, account);
  bulkRoutes(api, account);
  simRoutes(api, account);
  consumptionRoutes(api, account);
  connectivityRoutes(api, account);
  eventRoutes(api, account);
  smsRoutes(api, account);
  topUpRoutes(api, account);
  orderRoutes(api, account);
  productRoutes(api, account);
  supportRoutes(api, account);

  const app = new Hono();
  app.route('/management-api', api);
  app.notFound((c) => refuse(c, 404));
  return { app, account, streamer };
}
