import type { Context, Hono } from 'hono';
import type { Bundle } from '../catalogue/bundles.ts';
import { denied, readCount, readTextFilter, refuse } from './answers.ts';
import { priceCents } from './catalogue.ts';
import type { EsimGo, Version } from './state.ts';
import { basePlaces, roamingPlaces, wireBundle, wireCatalogueBundle } from './wire-bundles.ts';
import { wirePrices } from './wire-prices.ts';

export function catalogueRoutes(app: Hono, { world, settings, catalogue }: EsimGo, version: Version) {
  app.get('/catalogue', world.faults('esimgo', 'catalogue'), (c) => {
    const asked = readCount(c, 'perPage', 50);
    if (asked > settings.mostPerPage && settings.perPageTooBig === '400') return refuse(c, 400, `perPage must not exceed ${settings.mostPerPage}`);
    const bundles = sort(c, catalogue.onSale().filter(readFilter(c)), settings);
    const page = readCount(c, 'page', 1);
    const pageSize = Math.min(asked, settings.mostPerPage);
    const rows = bundles.slice((page - 1) * pageSize, page * pageSize).map((bundle) => wireCatalogueBundle(bundle, { settings, version }));
    if (settings.catalogueEnvelope === 'array') return c.json(rows);
    return c.json({ bundles: rows, pageCount: Math.ceil(bundles.length / pageSize), rows: bundles.length, pageSize });
  });
  app.get('/catalogue/bundle/:name', world.faults('esimgo', 'bundle'), (c) => {
    const bundle = catalogue.find(c.req.param('name'));
    if (!bundle) return refuse(c, settings.unknownBundleStatus, 'no bundles available');
    return c.json({ ...wireBundle(bundle, { settings, version }), ...(version === '2.5' ? { group: [bundle.group] } : {}) });
  });
  if (version === '2.4') return;
  app.get('/catalogue/prices', world.faults('esimgo', 'catalogue-prices'), (c) => (settings.consumptionBilled ? c.json(wirePrices(settings)) : denied(c)));
}

function readFilter(c: Context): (bundle: Bundle) => boolean {
  const description = readTextFilter(c.req.query('description') ?? '');
  const group = c.req.query('group');
  const countries = c.req.query('countries')?.toUpperCase().split(',').filter(Boolean);
  const region = c.req.query('region')?.toLowerCase();
  return (bundle) =>
    description(bundle.description) &&
    (!group || bundle.group === group) &&
    (!countries?.length || basePlaces(bundle).some(({ iso }) => countries.includes(iso.toUpperCase()))) &&
    (!region || basePlaces(bundle).some((base) => base.region.toLowerCase() === region));
}

type Column = (bundle: Bundle, settings: EsimGo['settings']) => string | number;

const COLUMNS: Record<string, Column> = {
  bundleName: ({ name }) => name,
  name: ({ name }) => name,
  description: ({ description }) => description,
  dataAmount: ({ gigabytes }) => gigabytes ?? -1,
  duration: ({ days }) => days,
  autostart: ({ isAutostart }) => Number(isAutostart),
  roamingEnabled: (bundle) => roamingPlaces(bundle).length,
  price: priceCents,
};

function sort(c: Context, bundles: Bundle[], settings: EsimGo['settings']): Bundle[] {
  const sign = c.req.query('direction') === 'desc' ? -1 : 1;
  const column = COLUMNS[c.req.query('orderBy') ?? ''];
  if (!column) return sign === 1 ? bundles : bundles.toReversed();
  const keyed = bundles.map((bundle) => ({ bundle, key: column(bundle, settings) }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0)).map(({ bundle }) => bundle);
}
