import { type Bundle, buildBundles } from '../catalogue/bundles.ts';
import type { EsimGoSettings } from './settings.ts';

/** The catalogue of the size asked for; made once per size. */
export function createCatalogue(settings: EsimGoSettings) {
  const sizes = new Map<number, { bundles: Bundle[]; byName: Map<string, Bundle> }>();
  const current = () => {
    const existing = sizes.get(settings.plans);
    if (existing) return existing;
    const bundles = buildBundles(settings.plans);
    const built = { bundles, byName: new Map(bundles.map((bundle) => [bundle.name, bundle])) };
    sizes.set(settings.plans, built);
    return built;
  };
  return {
    onSale: () => current().bundles.filter(({ name }) => settings.withdrawn[name] !== true),
    find: (name: string): Bundle | null => (settings.withdrawn[name] === true ? null : (current().byName.get(name) ?? null)),
    /** Bought bundles stay known after they left the catalogue. */
    recall: (name: string): Bundle | null => current().byName.get(name) ?? null,
  };
}

/** What a bundle costs; where prices are whole, orders cost as much as the catalogue says. */
export function priceCents(bundle: Bundle, { priceFactor, pricesAs }: EsimGoSettings): number {
  const cents = Math.round(bundle.priceCents * priceFactor);
  return pricesAs === 'integer' ? Math.ceil(cents / 100) * 100 : cents;
}
