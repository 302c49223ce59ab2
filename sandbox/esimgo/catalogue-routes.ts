import type { Context, Hono } from 'hono';
import type { Bundle } from '../catalogue/bundles.ts';
import { networksOf } from '../catalogue/networks.ts';
import { countryName } from '../catalogue/destinations.ts';
import { SOLD_CODES } from '../catalogue/regions.ts';
import { readCount, refuse } from './answers.ts';
import type { EsimGo } from './state.ts';
import { basePlaces, wireBundle, wireCatalogueBundle } from './wire-bundles.ts';

const MOST_PER_PAGE = 1_000;

export function catalogueRoutes(app: Hono, { world, settings, catalogue }: EsimGo) {
  app.get('/catalogue', world.faults('esimgo', 'catalogue'), (c) => {
    const bundles = sort(c, catalogue.onSale().filter(readFilter(c)));
    const page = readCount(c, 'page', 1);
    const pageSize = Math.min(readCount(c, 'perPage', 50), MOST_PER_PAGE);
    const rows = bundles.slice((page - 1) * pageSize, page * pageSize).map((bundle) => wireCatalogueBundle(bundle, settings));
    if (settings.catalogueEnvelope === 'array') return c.json(rows);
    return c.json({ bundles: rows, pageCount: Math.ceil(bundles.length / pageSize), rows: bundles.length, pageSize });
  });
  app.get('/catalogue/bundle/:name', world.faults('esimgo', 'bundle'), (c) => {
    const bundle = catalogue.find(c.req.param('name'));
    return bundle ? c.json(wireBundle(bundle, settings)) : refuse(c, settings.unknownBundleStatus, 'no bundles available');
  });
  app.get('/networks', world.faults('esimgo', 'networks'), (c) => {
    const isos = (c.req.query('isos') ?? '').toUpperCase().split(',').filter(Boolean);
    const names = (c.req.query('countries') ?? '').toLowerCase().split(',').filter(Boolean);
    const isAll = c.req.query('returnAll') === 'true';
    const codes = SOLD_CODES.filter((code) => isAll || isos.includes(code) || names.includes(countryName(code).toLowerCase()));
    return c.json({ countryNetworks: codes.map(wireNetworks) });
  });
}

function wireNetworks(code: string) {
  const mcc = String(200 + (SOLD_CODES.indexOf(code) % 550));
  const networks = networksOf(code).map(({ name, radios }, index) => ({
    name,
    brandName: name,
    mcc,
    mnc: String(index + 1).padStart(2, '0'),
    tagid: `${code}X${String.fromCodePoint(65 + index)}1`,
    speed: radios.map((radio) => (radio === 'LTE' ? '4G' : radio)),
  }));
  return { name: code, networks };
}

function readFilter(c: Context): (bundle: Bundle) => boolean {
  const description = c.req.query('description')?.replaceAll('*', '').toLowerCase();
  const group = c.req.query('group');
  const countries = c.req.query('countries')?.toUpperCase().split(',').filter(Boolean);
  const region = c.req.query('region')?.toLowerCase();
  return (bundle) =>
    (!description || bundle.description.toLowerCase().includes(description)) &&
    (!group || bundle.group === group) &&
    (!countries?.length || basePlaces(bundle).some(({ iso }) => countries.includes(iso.toUpperCase()))) &&
    (!region || basePlaces(bundle).some((base) => base.region.toLowerCase() === region));
}

const COLUMNS: Record<string, (bundle: Bundle) => string | number> = {
  bundleName: ({ name }) => name,
  name: ({ name }) => name,
  dataAmount: ({ gigabytes }) => gigabytes ?? -1,
  duration: ({ days }) => days,
  price: ({ priceCents }) => priceCents,
};

function sort(c: Context, bundles: Bundle[]): Bundle[] {
  const column = COLUMNS[c.req.query('orderBy') ?? ''];
  if (!column) return bundles;
  const sign = c.req.query('direction') === 'desc' ? -1 : 1;
  return bundles.toSorted((a, b) => (column(a) < column(b) ? -sign : column(a) > column(b) ? sign : 0));
}
