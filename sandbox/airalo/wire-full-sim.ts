import { stamp } from './answers.ts';
import type { Airalo, Sim } from './state.ts';
import { wireSimable } from './wire-orders.ts';
import { appleUrl, wireSim } from './wire-sims.ts';

/** An eSIM on its own, with the parts asked for; documentation keeps the sharing inside the order, the live service beside it. */
export function wireFullSim(sim: Sim, include: ReadonlySet<string>, { settings }: Airalo) {
  const isRecycled = settings.recycled[sim.iccid] === true;
  const withOrder = [...include].some((name) => name === 'order' || name.startsWith('order.'));
  const isInside = settings.sharingAt === 'simable';
  const sharing = include.has('share') ? { sharing: sim.sharing ?? { link: null, access_code: null } } : {};
  const simable = { ...wireSimable(sim.order, include, settings), ...(isInside ? sharing : {}) };
  return {
    ...wireSim(sim, settings, { withApple: false }),
    direct_apple_installation_url: appleUrl(sim),
    brand_settings_name: sim.brand,
    ...(isInside ? { order: null } : sharing),
    recycled: isRecycled,
    recycled_at: isRecycled ? stamp(sim.order.createdAt) : null,
    ...(withOrder || (isInside && include.has('share')) ? { simable } : {}),
  };
}
