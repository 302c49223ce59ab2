import { buildOperators, type Offer, type Operator } from '../catalogue/operators.ts';
import type { Destination } from '../catalogue/destinations.ts';
import type { AiraloSettings } from './settings.ts';

export interface Listing {
  destination: Destination;
  operators: Operator[];
}

export interface FoundPackage {
  id: string;
  operator: Operator;
  offer: Offer;
  type: 'sim' | 'topup';
}

/** Can be ordered; a top-up of it is refused with code 23 (§7.8). */
export const DISABLED_TOP_UP = 'test-disabled-top-up-7days-1gb';

interface Built {
  listings: Listing[];
  byId: Map<string, FoundPackage>;
}

/** The id a top-up is sold under: usually the plan's own with `-topup`, sometimes with a leftover behind it. */
export function topUpId(offer: Offer, operator: Operator): string {
  if (operator.index % 7 === 3) return `${offer.id}-topup-20221229215309`;
  return operator.index % 29 === 5 ? `${offer.id}-topup-old` : `${offer.id}-topup`;
}

/** The catalogue of the size asked for; made once per size. */
export function createCatalogue(settings: AiraloSettings) {
  const sizes = new Map<number, Built>();
  const current = (): Built => {
    const existing = sizes.get(settings.plans);
    if (existing) return existing;
    const built = build(settings.plans);
    sizes.set(settings.plans, built);
    return built;
  };
  const find = (id: string): FoundPackage | null => {
    if (id === DISABLED_TOP_UP || id === `${DISABLED_TOP_UP}-topup`) return specimen(id);
    const found = current().byId.get(id);
    return found && settings.withdrawn[id] !== true ? found : null;
  };
  /** A package that is in no list, made after the first one of the catalogue. */
  const specimen = (id: string): FoundPackage | null => {
    const [operator] = current().listings[0]?.operators ?? [];
    const [offer] = operator?.offers ?? [];
    if (!operator || !offer) return null;
    const type = id.endsWith('-topup') ? 'topup' : 'sim';
    const own = { ...offer, id: id.replace(/-topup$/, '') };
    return { id, operator: { ...operator, index: 0, offers: [own] }, offer: own, type };
  };
  return { listings: () => current().listings, find, specimen };
}

function build(plans: number): Built {
  const byDestination = new Map<Destination, Operator[]>();
  const byId = new Map<string, FoundPackage>();
  for (const operator of buildOperators(plans)) {
    const others = byDestination.get(operator.destination);
    if (others) others.push(operator);
    else byDestination.set(operator.destination, [operator]);
    for (const offer of operator.offers) {
      byId.set(offer.id, { id: offer.id, operator, offer, type: 'sim' });
      const id = topUpId(offer, operator);
      if (operator.isRechargeable) byId.set(id, { id, operator, offer, type: 'topup' });
    }
  }
  const listings = [...byDestination].map(([destination, operators]) => ({ destination, operators }));
  return { listings, byId };
}
