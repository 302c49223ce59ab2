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

export const priceCents = (bundle: Bundle, settings: EsimGoSettings) => Math.round(bundle.priceCents * settings.priceFactor);
