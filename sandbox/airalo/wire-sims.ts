import { stamp } from './answers.ts';
import type { AiraloSettings } from './settings.ts';
import type { Sim } from './state.ts';
import { wireApn } from './wire-packages.ts';

export const lpaOf = (sim: Sim) => `LPA:1$${sim.lpa}$${sim.matchingId}`;
export const appleUrl = (sim: Sim) => `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${lpaOf(sim)}`;

// A brand now and then leaves the per-platform APN empty; the flat pair still holds.
export function simApn({ order }: Sim) {
  return order.found.operator.index % 11 === 6 ? {} : wireApn(order.found.operator, 'N/A');
}

/** One eSIM as it stands inside an order; look-ups of an order lack the Apple link. */
export function wireSim(sim: Sim, settings: AiraloSettings, { withApple }: { withApple: boolean }) {
  const { operator } = sim.order.found;
  return {
    id: sim.id,
    created_at: stamp(sim.order.createdAt),
    iccid: sim.iccid,
    lpa: sim.lpa,
    imsis: null,
    matching_id: sim.matchingId,
    qrcode: lpaOf(sim),
    qrcode_url: sim.qrUrl,
    ...(withApple ? {} : { voucher_code: null }),
    airalo_code: null,
    apn_type: operator.apn === null ? 'automatic' : 'manual',
    apn_value: operator.apn,
    is_roaming: operator.isRoaming,
    confirmation_code: settings.confirmationCodes[sim.order.found.id] ?? null,
    apn: simApn(sim),
    msisdn: sim.msisdn,
    ...(withApple ? { direct_apple_installation_url: appleUrl(sim) } : {}),
  };
}
