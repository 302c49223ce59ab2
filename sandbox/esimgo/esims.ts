import type { Context, Hono } from 'hono';
import { denied, readCount, refuse } from './answers.ts';
import { fits } from './fits.ts';
import { noteEvent, wireHistory } from './history.ts';
import { findEsim } from './idle.ts';
import { listEsims } from './list-esims.ts';
import { parseBody, textOf } from './read-body.ts';
import type { EsimGo, Version } from './state.ts';
import { withEsim } from './with-esim.ts';
import { wireBundlesOn, wireLinks, wireProfile, wireState } from './wire-esims.ts';

const MOST_ASSIGNMENTS = 200;

/** Reading eSIMs and the bundles on them, and writing our own reference on one. */
export function esimRoutes(app: Hono, esimgo: EsimGo, version: Version) {
  const { world, settings, catalogue } = esimgo;
  const ours = withEsim(esimgo);
  app.get('/esims', world.faults('esimgo', 'esims'), (c) => listEsims(c, esimgo, version));
  app.put('/esims', world.faults('esimgo', 'esim-update'), (c) => update(c, esimgo));
  app.get(
    '/esims/:iccid',
    world.faults('esimgo', 'esim'),
    ours((c, esim) => {
      if (version === '2.5' && esim.deactivatedAt !== null) return refuse(c, 410, 'eSIM is deactivated');
      const more = { customerRef: esim.customerRef ?? '', ...wireLinks(c, esim, { settings, version }), ...(version === '2.5' ? wireState(esim) : {}) };
      return c.json({ ...wireProfile(esim, esimgo, 'ms'), ...more });
    }),
  );
  app.get('/esims/:iccid/history', world.faults('esimgo', 'history'), ours((c, esim) => c.json(wireHistory(esim, esimgo))));
  app.get(
    '/esims/:iccid/bundles',
    world.faults('esimgo', 'bundles'),
    ours((c, esim) => {
      const view = { withUsed: c.req.query('includeUsed') === 'true', limit: Math.min(readCount(c, 'limit', 15), MOST_ASSIGNMENTS), version };
      return c.json({ bundles: wireBundlesOn(esim, esimgo, view) });
    }),
  );
  app.get(
    '/esims/:iccid/bundles/:name',
    world.faults('esimgo', 'bundle-on-esim'),
    ours((c, esim) => {
      const held = wireBundlesOn(esim, esimgo, { withUsed: true, limit: Infinity, version });
      const bundle = held.find(({ name }) => name === c.req.param('name'));
      return bundle ? c.json({ assignments: bundle.assignments.slice(0, 1) }) : denied(c);
    }),
  );
  app.get(
    '/esims/:iccid/compatible/:bundle',
    world.faults('esimgo', 'compatible'),
    ours((c, esim) => {
      const bundle = catalogue.find(c.req.param('bundle') ?? '');
      return bundle ? c.json({ compatible: fits(esim, bundle, esimgo) }) : denied(c);
    }),
  );
}

/** By the body; the schema lists both values as query parameters too (§8.6). */
async function update(c: Context, esimgo: EsimGo): Promise<Response> {
  const text = await c.req.text();
  const body = text === '' ? {} : parseBody(text);
  if (!body) return refuse(c, 400, 'failed to parse request body');
  const esim = findEsim(textOf(body.iccid) || (c.req.query('iccid') ?? ''), esimgo);
  if (!esim) return denied(c);
  esim.customerRef = textOf(body.customerref) || (c.req.query('customerRef') ?? '');
  noteEvent(esim, 'eSIM Updated', { esimgo });
  return c.json({ status: 'success' });
}
