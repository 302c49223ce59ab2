import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { networksOf } from '../catalogue/networks.ts';
import type { FoundPackage } from './catalogue.ts';
import { refuseFields } from './answers.ts';
import { checkCaller } from './gate.ts';
import type { Airalo } from './state.ts';
import { requireToken } from './token.ts';
import { planTitle } from './wire-packages.ts';
import { centsOf, inCurrencies } from './wire-prices.ts';

const UNLIMITED = 'Unbegrenzt';
const PDF = 'https://pib.sandbox.example';

/** GET /packages/{slug}/product-information: a regulator's summary in German, numbers partly as text, no meta (§6.6). */
export function productInformationRoutes(app: Hono, airalo: Airalo) {
  const { world, settings, catalogue, limit } = airalo;
  const path = '/packages/:slug/product-information';
  app.get(path, world.faults('airalo', 'product-information'), requireToken(airalo, () => settings.productInfoUnauthorized), checkCaller(airalo), (c) => {
    const slug = c.req.param('slug');
    const limited = limit(c, `facts ${slug}`, settings.factsPerMinute);
    if (limited) return limited;
    if (slug.length > 100) return refuseFields(c, { package_slug: 'The package slug may not be greater than 100 characters.' });
    const found = catalogue.find(slug);
    if (!found) return c.json({ data: [], meta: { message: `Package not found for slug: ${slug}` } }, 404);
    return c.json({ data: wireFacts(found, airalo) });
  });
}

function wireFacts({ id, operator, offer }: FoundPackage, { settings }: Airalo) {
  const networks = operator.destination.codes.flatMap((code) => networksOf(code));
  const isLimited = offer.gigabytes !== null;
  const throttle = /After (\d+) GB.*reduced to ([\d.]+ \w+)/.exec(offer.fairUse ?? '');
  const display = isLimited ? `${offer.gigabytes} GB` : UNLIMITED;
  const facts = {
    package_id: id, product_name: planTitle(offer), product_description: planTitle(offer), date_marketed: null,
    service_internet: true, service_telephony: offer.minutes !== null, service_sms: offer.texts !== null,
    network_providers: [...new Set(networks.map(({ name }) => name))],
    network_technologies: [...new Set(networks.flatMap(({ radios }) => radios))],
    data_allowance_mb: isLimited ? String((offer.gigabytes ?? 0) * 1024) : UNLIMITED, data_allowance_display: display,
    validity_days: offer.days, voice_minutes: offer.minutes ?? 0, sms_included: offer.texts ?? 0,
    retail_price_eur: (inCurrencies(centsOf(offer, settings).retail).EUR ?? 0).toFixed(2),
    max_download_speed_mbit: '20000', max_upload_speed_mbit: '10000',
    throttled_download_speed_mbit: throttle?.[2] ?? null, throttled_upload_speed_mbit: throttle?.[2] ?? null,
    throttle_threshold_mb: throttle ? Number(throttle[1]) * 1024 : null,
    is_unlimited: !isLimited, is_fair_usage_policy: offer.fairUse !== null, fair_usage_policy: offer.fairUse,
    out_of_bundle_rate_eur_per_mb: 'Nicht verfügbar', activation_policy: operator.activationPolicy, is_roaming: operator.isRoaming,
    auto_renewal: 'Keine automatische Verlängerung', terms_url: `${PDF}/agb`, partner_brand_name: settings.brands[0] ?? '', partner_logo_url: `${PDF}/logo.png`,
    legal_entity_name: 'Sandbox Partner Ltd', legal_address: 'Musterweg 1, 10115 Berlin',
    pib_version: 1, pib_version_date: '2026-06-29T11:34:59+00:00',
  };
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return { ...facts, version_hash: hash, pib_version_pdf_link: `${PDF}/${id}/1.pdf` };
}
