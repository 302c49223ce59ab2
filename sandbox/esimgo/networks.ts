import type { Hono } from 'hono';
import { countryName } from '../catalogue/destinations.ts';
import { networksOf } from '../catalogue/networks.ts';
import { SOLD_CODES } from '../catalogue/regions.ts';
import type { EsimGo } from './state.ts';

/** Networks of the countries asked for, by code or by name (§13). */
export function networkRoutes(app: Hono, { world, settings }: EsimGo) {
  app.get('/networks', world.faults('esimgo', 'networks'), (c) => {
    const isos = (c.req.query('isos') ?? '').toUpperCase().split(',').filter(Boolean);
    const names = (c.req.query('countries') ?? '').toLowerCase().split(',').filter(Boolean);
    const isAll = c.req.query('returnAll') === 'true';
    const codes = SOLD_CODES.filter((code) => isAll || isos.includes(code) || names.includes(countryName(code).toLowerCase()));
    const nameOf = (code: string) => (settings.networkNames === 'iso' ? code : countryName(code));
    return c.json({ countryNetworks: codes.map((code) => ({ name: nameOf(code), networks: wireNetworks(code) })) });
  });
}

/** Each network with its TADIG, under the key `tagid`. */
export function wireNetworks(code: string) {
  const mcc = String(200 + (SOLD_CODES.indexOf(code) % 550));
  return networksOf(code).map(({ name, radios }, index) => ({
    name,
    brandName: name,
    mcc,
    mnc: String(index + 1).padStart(2, '0'),
    tagid: `${code}X${String.fromCodePoint(65 + index)}1`,
    speed: radios.map((radio) => (radio === 'LTE' ? '4G' : radio)),
  }));
}
