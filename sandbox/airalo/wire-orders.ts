import { stamp } from './answers.ts';
import type { AiraloSettings } from './settings.ts';
import type { Order } from './state.ts';
import { manualHtml, qrHtml } from './texts.ts';
import { dataText, planTitle } from './wire-packages.ts';
import { discountCents, dollars } from './wire-prices.ts';
import { wireSim } from './wire-sims.ts';

const GUIDES = { en: 'https://www.airalo.com/help/getting-started-with-airalo' };

const packageText = ({ found: { operator, offer } }: Order) => `${operator.title}-${planTitle(offer).replace(/days$/, 'Days')}`;

/** The answer to a fresh order: numbers are numbers. */
export function wireNewOrder(order: Order, settings: AiraloSettings) {
  const { offer, operator, type } = order.found;
  return {
    id: order.id,
    code: order.code,
    currency: 'USD',
    package_id: order.found.id,
    quantity: settings.orderQuantity === 'number' ? order.quantity : String(order.quantity),
    type,
    description: order.description,
    esim_type: settings.esimType,
    validity: offer.days,
    package: packageText(order),
    data: dataText(offer),
    price: dollars(priceCents(order, settings)),
    ...wireCharge(order, settings),
    created_at: stamp(order.createdAt),
    manual_installation: manualHtml(operator),
    qrcode_installation: qrHtml(operator),
    installation_guides: GUIDES,
    text: offer.texts,
    voice: offer.minutes,
    ...(type === 'sim' ? { brand_settings_name: order.brand, sims: order.sims.map((sim) => ({ ...wireSim(sim, settings, { withApple: true }), ...(settings.orderSharing && sim.sharing ? { sharing: sim.sharing } : {}) })) } : {}),
  };
}

// For one or for all of them: every published sample orders one (§19).
const priceCents = (order: Order, settings: AiraloSettings) => order.retailCents * (settings.orderPrice === 'unit' ? 1 : order.quantity);

function wireCharge(order: Order, settings: AiraloSettings) {
  const model = settings.orderPricingModel ? { pricing_model: settings.pricingModel } : {};
  if (settings.pricingModel === 'net_pricing') return { ...model, net_price: dollars(order.costCents) };
  const discount = discountCents(order.retailCents, settings);
  const exact = (cents: number) => Number((cents / 100).toFixed(6));
  return {
    ...model,
    discount_percentage: settings.discountPercentage,
    discount_amount: exact(discount),
    unit_paid_price: exact(order.retailCents - discount),
    total_amount_paid: exact((order.retailCents - discount) * order.charged),
    net_price: null,
  };
}

/** An order as lists and look-ups show it: price and validity have become strings, the charge is gone. */
export function wireOldOrder(order: Order, include: ReadonlySet<string>, settings: AiraloSettings) {
  const { offer, operator, type } = order.found;
  return {
    id: order.id,
    created_at: stamp(order.createdAt),
    code: order.code,
    description: order.description,
    type,
    package_id: order.found.id,
    quantity: order.quantity,
    package: packageText(order),
    esim_type: settings.esimType,
    ...wireListed(order, settings),
    data: dataText(offer),
    currency: 'USD',
    manual_installation: manualHtml(operator),
    qrcode_installation: qrHtml(operator),
    installation_guides: GUIDES,
    ...(include.has('status') ? { status: wireStatus(order) } : {}),
    ...(include.has('user') ? { user: USER } : {}),
    ...(include.has('sims') ? { sims: order.sims.map((sim) => wireSim(sim, settings, { withApple: false })) } : {}),
  };
}

// Strings in the samples; one contract test against the live list saw numbers, and more of them.
function wireListed(order: Order, settings: AiraloSettings) {
  const { days, texts, minutes } = order.found.offer;
  const price = dollars(priceCents(order, settings));
  if (settings.listedNumbers === 'string') return { validity: String(days), price: price.toFixed(2) };
  return { validity: days, price, net_price: netPrice(order, settings), text: texts, voice: minutes };
}

const netPrice = (order: Order, { pricingModel }: AiraloSettings) => (pricingModel === 'net_pricing' ? dollars(order.costCents) : null);

const STATUS_NAMES = { completed: 'Completed', failed: 'Failed', partially_refunded: 'Partially refunded', refunded: 'Refunded' };

const wireStatus = ({ status }: Order) => ({ name: STATUS_NAMES[status], slug: status });

// The partner's own technical user, never the traveller.
const USER = {
  id: 71,
  created_at: '2026-01-02 10:24:10',
  name: 'Sandbox Partner',
  email: 'partner@sandbox.example',
  mobile: null,
  address: null,
  state: null,
  city: null,
  postal_code: null,
  country_id: null,
  company: 'Sandbox Partner Ltd',
};

/** The order inside an eSIM: strings again, but the net price a number. */
export function wireSimable(order: Order, include: ReadonlySet<string>, settings: AiraloSettings) {
  const inner = new Set([...include].filter((name) => name.startsWith('order.')).map((name) => name.slice('order.'.length)));
  return {
    ...wireOldOrder(order, inner, settings),
    esim_type: 'local',
    manual_installation: '',
    qrcode_installation: '',
    text: order.found.offer.texts,
    voice: order.found.offer.minutes,
    net_price: netPrice(order, settings),
  };
}
