import { countryName } from '../catalogue/destinations.ts';
import { networksOf } from '../catalogue/networks.ts';
import type { Offer, Operator } from '../catalogue/operators.ts';
import { type Listing, topUpId } from './catalogue.ts';
import type { AiraloSettings } from './settings.ts';
import { infoOf, manualHtml, otherInfoOf, qrHtml, warningOf } from './texts.ts';
import { centsOf, dollars, inCurrencies, wirePrices } from './wire-prices.ts';

export interface PackagesView {
  settings: AiraloSettings;
  withTopUps: boolean;
  language: string;
}

const IMAGES = 'https://images.sandbox.example';
const flag = (code: string) => ({ width: 132, height: 99, url: `${IMAGES}/flags/${code.toLowerCase()}.png` });

export const dataText = (offer: Offer) => (offer.gigabytes === null ? 'Unlimited' : `${offer.gigabytes} GB`);

export const planTitle = (offer: Offer) =>
  [dataText(offer), offer.texts && `${offer.texts} SMS`, offer.minutes && `${offer.minutes} Mins`, `${offer.days} ${offer.days === 365 ? 'Days' : 'days'}`]
    .filter(Boolean)
    .join(' - ');

export function wireListing({ destination, operators }: Listing, view: PackagesView) {
  const { code, codes } = destination;
  const cheapest = operators.flatMap(({ offers }) => offers).toSorted((a, b) => a.retailCents - b.retailCents)[0];
  return {
    slug: destination.slug,
    country_code: code ?? '',
    title: code === null ? destination.title : countryName(code, view.language),
    image: flag(code ?? destination.slug),
    ...(cheapest && view.settings.minPrice !== 'absent' ? { min_price: wireMinimum(cheapest, view.settings) } : {}),
    operators: operators.map((operator) => wireOperator(operator, view, codes)),
  };
}

function wireMinimum(offer: Offer, settings: AiraloSettings) {
  const { retail, net } = centsOf(offer, settings);
  const recommended = { recommended_retail_price: inCurrencies(retail) };
  return settings.pricingModel === 'net_pricing' || settings.minPrice === 'both' ? { net_price: inCurrencies(net), ...recommended } : recommended;
}

function wireOperator(operator: Operator, view: PackagesView, codes: readonly string[]) {
  return {
    id: operator.id,
    style: operator.index % 3 === 0 ? 'dark' : 'light',
    gradient_start: `#${colour(operator.index * 7919)}`,
    gradient_end: `#${colour(operator.index * 104_729 + 4_660)}`,
    type: operator.destination.kind === 'local' ? 'local' : 'global',
    is_prepaid: false,
    title: operator.title,
    esim_type: 'Prepaid',
    warning: warningOf(operator),
    apn_type: operator.apn === null ? 'automatic' : 'manual',
    apn_value: operator.apn,
    is_roaming: operator.isRoaming,
    info: infoOf(operator),
    image: { width: 1035, height: 653, url: `${IMAGES}/operators/${operator.id}.png` },
    plan_type: operator.hasVoice ? view.settings.voicePlanType : 'data',
    activation_policy: activationOf(operator, view.settings),
    is_kyc_verify: operator.isKyc,
    rechargeability: operator.isRechargeable,
    other_info: otherInfoOf(operator),
    coverages: codes.map((code) => ({
      name: code,
      code,
      networks: networksOf(code).map(({ name, radios }) => ({ name, types: radios })),
    })),
    install_window_days: operator.installWindowDays,
    topup_grace_window_days: operator.graceDays,
    apn: wireApn(operator),
    packages: wirePackages(operator, view),
    countries: codes.map((code) => ({ country_code: code, title: countryName(code, view.language), image: flag(code) })),
  };
}

// The two misspellings of the documentation.
const activationOf = ({ activationPolicy }: Operator, { activationTypos }: AiraloSettings) =>
  activationTypos ? activationPolicy.replace('first', 'fist').replace('installation', 'instalation') : activationPolicy;

const colour = (seed: number) => (seed % 0xffffff).toString(16).padStart(6, '0');

export function wireApn({ apn, androidApn }: Operator, absent: string | null = null) {
  const side = (value: string | null) => ({ apn_type: value === null ? 'automatic' : 'manual', apn_value: value ?? absent });
  return { ios: side(apn), android: side(androidApn) };
}

function wirePackages(operator: Operator, view: PackagesView) {
  const isOnSale = (id: string) => view.settings.withdrawn[id] !== true;
  const plans = operator.offers.filter(({ id }) => isOnSale(id)).map((offer) => wirePackage(operator, offer, view.settings));
  if (!view.withTopUps || !operator.isRechargeable) return plans;
  return [...plans, ...operator.offers.filter((offer) => isOnSale(topUpId(offer, operator))).map((offer) => wireTopUp(operator, offer, view.settings))];
}

function wirePackage(operator: Operator, offer: Offer, settings: AiraloSettings) {
  return {
    ...basics(offer, settings, offer.id, 'sim'),
    title: planTitle(offer),
    short_info: operator.hasVoice ? null : "This eSIM doesn't come with a phone number.",
    qr_installation: qrHtml(operator),
    manual_installation: manualHtml(operator),
    ...fairUse(offer, settings),
    data: dataText(offer),
    voice: offer.minutes,
    text: offer.texts,
    ...wirePrices(offer, settings),
  };
}

/** A top-up as the catalogue lists it: the flag of fair use is missing on these. */
export function wireTopUp(operator: Operator, offer: Offer, settings: AiraloSettings) {
  const { prices, ...net } = wirePrices(offer, settings);
  return {
    ...basics(offer, settings, topUpId(offer, operator), 'topup'),
    title: planTitle(offer),
    data: dataText(offer),
    short_info: null,
    voice: offer.minutes,
    text: offer.texts,
    ...net,
    ...(settings.topUpPrices ? { prices } : {}),
    ...(settings.pricingModel === 'discount_pricing' ? { net_price: null } : {}),
  };
}

// Unlimited plans carry a meaningless amount; one of them lacks its flag.
function basics(offer: Offer, settings: AiraloSettings, id: string, type: 'sim' | 'topup') {
  const isUnlimited = offer.gigabytes === null;
  return {
    id,
    type,
    price: dollars(centsOf(offer, settings).retail),
    amount: offer.gigabytes === null ? (offer.days % 2 === 0 ? 28_672 : 0) : offer.gigabytes * 1024,
    day: offer.days,
    is_unlimited: isUnlimited && !offer.isMislabelled,
  };
}

function fairUse({ gigabytes, fairUse: policy }: Offer, { fairUseFlag }: AiraloSettings) {
  const yes = fairUseFlag === 'integer' ? 1 : true;
  return { is_fair_usage_policy: gigabytes === null && policy !== null ? yes : false, fair_usage_policy: policy };
}
