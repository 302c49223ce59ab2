import type { Offer } from '../catalogue/operators.ts';
import type { AiraloSettings } from './settings.ts';

/** Units of each currency per US dollar, and its decimals. */
export const RATES: Record<string, [number, number]> = {
  AUD: [1.52, 2], BRL: [5.4, 2], GBP: [0.75, 2], CAD: [1.38, 2], AED: [3.67, 2], EUR: [0.86, 2], INR: [88.2, 2], IDR: [16_400, 0], ILS: [3.4, 2],
  JPY: [151, 0], KWD: [0.306, 3], MYR: [4.2, 2], MXN: [18.5, 2], SGD: [1.29, 2], ZAR: [17.4, 2], KRW: [1_410, 0], USD: [1, 2], VND: [26_300, 0],
};

export const dollars = (cents: number) => Math.round(cents) / 100;

export function inCurrencies(usdCents: number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(RATES).map(([currency, [rate, decimals]]) => [currency, Number(((usdCents / 100) * rate).toFixed(decimals))]),
  );
}

export function centsOf(offer: Offer, settings: AiraloSettings): { retail: number; net: number } {
  return { retail: Math.round(offer.retailCents * settings.priceFactor), net: Math.round(offer.netCents * settings.priceFactor) };
}

/** What the partner pays for one: the net price, or retail less the discount. */
export function costCents(offer: Offer, settings: AiraloSettings): number {
  const { retail, net } = centsOf(offer, settings);
  return settings.pricingModel === 'net_pricing' ? net : Math.round(retail - discountCents(retail, settings));
}

/** How the discount is rounded is nowhere said (§19); unrounded it may end in parts of a cent. */
export function discountCents(retailCents: number, { discountPercentage, discountRounding }: AiraloSettings): number {
  const exact = (retailCents * discountPercentage) / 100;
  if (discountRounding === 'none') return exact;
  return discountRounding === 'down' ? Math.floor(exact) : Math.round(exact);
}

/** The price keys of a package; under discount pricing the net ones are missing. */
export function wirePrices(offer: Offer, settings: AiraloSettings) {
  const { retail, net } = centsOf(offer, settings);
  const recommended = inCurrencies(retail);
  if (settings.pricingModel === 'discount_pricing') return { prices: { recommended_retail_price: recommended } };
  return { net_price: dollars(net), prices: { net_price: inCurrencies(net), recommended_retail_price: recommended } };
}

/** The block beside a priced list; a captured answer of 2025 has none. */
export function wirePricing({ pricingModel, discountPercentage, pricingPresent }: AiraloSettings) {
  if (!pricingPresent) return {};
  return { pricing: { model: pricingModel, discount_percentage: pricingModel === 'discount_pricing' ? discountPercentage : 0 } };
}
