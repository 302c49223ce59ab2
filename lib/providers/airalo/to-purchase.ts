import { activationCode, appleInstallUrl, readIccid } from '@/lib/providers/install-data';
import { plainTextOrNull } from '@/lib/providers/plain-text';
import type { EsimProfile, Purchase } from '@/lib/providers/provider';
import type { AiraloOrder, AiraloSim } from '@/lib/providers/airalo/wire';

/** Null = not installable as it stands. */
export function toProfile(sim: AiraloSim): EsimProfile | null {
  const iccid = readIccid(sim.iccid);
  const code = activationCode({ smdpAddress: sim.lpa ?? null, matchingId: sim.matching_id ?? null }, sim.qrcode);
  if (!iccid || !code) return null;
  return {
    iccid,
    ...code,
    confirmationCode: plainTextOrNull(sim.confirmation_code, 100),
    appleInstallUrl: appleInstallUrl(sim.direct_apple_installation_url),
    androidInstallUrl: null,
    apnIos: plainTextOrNull(sim.apn?.ios?.apn_value, 100) ?? plainTextOrNull(sim.apn_value, 100),
    apnAndroid: plainTextOrNull(sim.apn?.android?.apn_value, 100) ?? plainTextOrNull(sim.apn_value, 100),
    isRoaming: sim.is_roaming,
    msisdn: plainTextOrNull(sim.msisdn, 30),
  };
}

/** `preparing`, with those that are there, until as many eSIMs as were ordered are; null = one of them cannot be read, comes twice, or is one too many. */
export function toPurchase(order: AiraloOrder): Purchase | null {
  const profiles = (order.sims ?? []).map(toProfile);
  const esims = profiles.filter((profile) => profile !== null);
  const isOdd = new Set(esims.map(({ iccid }) => iccid)).size < profiles.length || esims.length > order.quantity;
  if (isOdd) return null;
  return esims.length < order.quantity
    ? { status: 'preparing', providerOrderId: order.id, ...(esims.length > 0 ? { esims } : {}) }
    : { status: 'ready', providerOrderId: order.id, esims };
}
