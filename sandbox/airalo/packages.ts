import type { Context, Hono, MiddlewareHandler } from 'hono';
import { refuseFields } from './answers.ts';
import type { Listing } from './catalogue.ts';
import { checkCaller } from './gate.ts';
import { pageOf, readPaging } from './paging.ts';
import type { Airalo } from './state.ts';
import { requireToken } from './token.ts';
import { wireListing } from './wire-packages.ts';
import { wirePricing } from './wire-prices.ts';

/** GET /packages: pages count destinations, not packages. */
export function packagesRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, limit, catalogue } = airalo;
  const limited: MiddlewareHandler = async (c, next) => limit(c, `packages ${c.req.header('Authorization') ?? ''}`, settings.packagesPerMinute) ?? next();
  // What its rows look like is unpublished (§6.7), so this account has none.
  app.get('/packages/overrides', world.faults('airalo', 'overrides'), limited, requireToken(airalo), checkCaller(airalo), (c) => {
    const paging = readPaging(c);
    if (paging instanceof Response) return paging;
    const page = pageOf([], paging, { path: '/v2/packages/overrides' });
    return c.json({ data: page.rows, links: page.links, meta: page.meta });
  });
  // Counted even without a token, as the live service does.
  app.get('/packages', world.faults('airalo', 'packages'), limited, requireToken(airalo), checkCaller(airalo), (c) => {
    const paging = readPaging(c, settings.limitOmitted === 'page' ? 25 : Math.max(1, catalogue.listings().length));
    if (paging instanceof Response) return paging;
    const listings = readFilter(c, catalogue.listings());
    if (listings instanceof Response) return listings;
    const language = /^[a-z]{2,3}/i.exec(c.req.header('Accept-Language') ?? '')?.[0] ?? 'en';
    const view = { settings, language, withTopUps: (c.req.query('include') ?? '').split(',').includes('topup') };
    const page = pageOf(listings, paging, { path: '/v2/packages', extra: `&language=${language}` });
    const rows = page.rows.map((listing) => wireListing(listing, view));
    const isKeyed = settings.objectPages && paging.page > 1;
    return c.json({
      ...wirePricing(settings),
      data: isKeyed ? Object.fromEntries(rows.map((row, index) => [page.from + index, row])) : rows,
      links: page.links,
      meta: { ...page.meta, per_page: settings.perPageAsNumber ? paging.limit : String(paging.limit) },
    });
  });
}

function readFilter(c: Context, listings: Listing[]): Listing[] | Response {
  const type = c.req.query('filter[type]');
  const country = c.req.query('filter[country]')?.toUpperCase();
  const fields: Record<string, string> = {};
  if (type !== undefined && type !== 'local' && type !== 'global') fields['filter.type'] = 'The selected filter.type is invalid.';
  if (country !== undefined && !listings.some(({ destination }) => destination.code === country)) {
    fields['filter.country'] = 'The selected filter.country is invalid.';
  }
  if (Object.keys(fields).length > 0) return refuseFields(c, fields);
  return listings.filter(
    ({ destination }) =>
      (type === undefined || (destination.kind === 'local') === (type === 'local')) &&
      (country === undefined || destination.code === country),
  );
}
