import type { Context, Hono } from 'hono';
import { denied, iso, readCount, refuse } from './answers.ts';
import { findEsim, isOurs } from './idle.ts';
import { parseBody } from './read-order.ts';
import type { Esim, EsimGo } from './state.ts';
import { appleUrl, profileOf, wireBundlesOn } from './wire-esims.ts';

/** Routes of single eSIMs; one that is not ours is denied, never "not found". */
export function esimRoutes(app: Hono, esimgo: EsimGo) {
  const { world, catalogue } = esimgo;
  const withEsim = (answer: (c: Context, esim: Esim) => Response) => (c: Context) => {
    const esim = findEsim(c.req.param('iccid') ?? '', esimgo);
    return esim ? answer(c, esim) : denied(c);
  };
  app.get('/esims', world.faults('esimgo', 'esims'), (c) => listEsims(c, esimgo));
  app.put('/esims', world.faults('esimgo', 'esim-update'), async (c) => {
    const body = parseBody(await c.req.text());
    const esim = findEsim(textOf(body?.iccid), esimgo);
    if (!body) return refuse(c, 400, 'failed to parse request body');
    if (!esim) return denied(c);
    esim.customerRef = textOf(body.customerref);
    return c.json({ status: 'success' });
  });
  app.get('/esims/:iccid', world.faults('esimgo', 'esim'), withEsim((c, esim) => c.json(wireEsim(c, esim, esimgo))));
  app.get(
    '/esims/:iccid/bundles',
    world.faults('esimgo', 'bundles'),
    withEsim((c, esim) => {
      const view = { withUsed: c.req.query('includeUsed') === 'true', limit: Math.min(readCount(c, 'limit', 15), 200) };
      return c.json({ bundles: wireBundlesOn(esim, esimgo, view) });
    }),
  );
  app.get(
    '/esims/:iccid/bundles/:name',
    world.faults('esimgo', 'bundles'),
    withEsim((c, esim) => {
      const bundle = wireBundlesOn(esim, esimgo, { withUsed: true, limit: 200 }).find(({ name }) => name === c.req.param('name'));
      return bundle ? c.json({ assignments: bundle.assignments.slice(0, 1) }) : denied(c);
    }),
  );
  app.get(
    '/esims/:iccid/compatible/:bundle',
    world.faults('esimgo', 'compatible'),
    withEsim((c) => (catalogue.find(c.req.param('bundle') ?? '') ? c.json({ compatible: !esimgo.settings.incompatible[c.req.param('bundle') ?? ''] }) : denied(c))),
  );
  app.get(
    '/esims/:iccid/history',
    world.faults('esimgo', 'history'),
    withEsim((c, esim) =>
      c.json(esim.bundles.map(({ bundle, assignedAt }) => ({ name: 'Bundle Applied', bundleName: bundle.name, date: iso(assignedAt) })).toReversed()),
    ),
  );
}

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function wireEsim(c: Context, esim: Esim, esimgo: EsimGo) {
  const { status, installedAt } = profileOf(esim, esimgo);
  const { iccid, pin, puk, matchingId, smdpAddress, customerRef } = esim;
  return {
    iccid,
    pin,
    puk,
    matchingId,
    smdpAddress,
    profileStatus: status,
    firstInstalledDateTime: installedAt,
    customerRef: customerRef ?? '',
    ...(c.req.query('additionalFields')?.includes('nstallUrl') ? { appleInstallUrl: appleUrl(esim) } : {}),
  };
}

function listEsims(c: Context, esimgo: EsimGo) {
  const filterBy = c.req.query('filterBy');
  const filter = c.req.query('filter') ?? '';
  const all = [...esimgo.esims.values()]
    .filter((esim) => isOurs(esim, esimgo))
    .filter((esim) => (filterBy === 'iccid' ? esim.iccid.includes(filter) : filterBy === 'customerRef' ? esim.customerRef === filter : true))
    .toReversed();
  const pageSize = readCount(c, 'perPage', 10);
  const start = (readCount(c, 'page', 1) - 1) * pageSize;
  const rows = all.slice(start, start + pageSize).map(({ iccid, customerRef, assignedAt }) => ({
    iccid,
    customerRef: customerRef ?? '',
    lastAction: 'Bundle Applied',
    actionDate: iso(assignedAt),
    physical: false,
    assignedDate: iso(assignedAt),
  }));
  return c.json({ esims: rows, pageCount: Math.ceil(all.length / pageSize), pageSize, rows: all.length });
}
