import { activationCode, appleInstallUrl, readIccid } from '@/lib/providers/install-data';
import type { EsimProfile, Purchase } from '@/lib/providers/provider';
import type { EsimGoEsim, EsimGoOrder } from '@/lib/providers/esimgo/wire';

/** Every text in what v2.4 gives as one link and v2.5 as two: in which form is not documented. */
const linksOf = ({ appleInstallUrl: apple, androidInstallUrl: android, installUrl }: EsimGoEsim): string[] =>
  [apple, android, ...(typeof installUrl === 'object' && installUrl !== null ? Object.values(installUrl) : [installUrl])].filter((link) => typeof link === 'string');

const ANDROID = /^https:\/\/esimsetup\.android\.com\/[^\s"'<>]*$/;

/** Null = not installable as it stands. */
export function toProfile(esim: EsimGoEsim): EsimProfile | null {
  const iccid = readIccid(esim.iccid);
  const code = activationCode({ smdpAddress: esim.smdpAddress || (esim.rspUrl ?? null), matchingId: esim.matchingId ?? null });
  if (!iccid || !code) return null;
  const links = linksOf(esim);
  return {
    iccid,
    ...code,
    confirmationCode: null,
    appleInstallUrl: links.map(appleInstallUrl).find((link) => link !== null) ?? null,
    androidInstallUrl: links.map((link) => link.trim()).find((link) => ANDROID.test(link)) ?? null,
    apnIos: null,
    apnAndroid: null,
    isRoaming: null,
    msisdn: null,
  };
}

export const quantityOf = (order: EsimGoOrder): number => order.order.reduce((sum, item) => sum + (item.quantity ?? 0), 0);

/** How many were ordered, as the order says itself; null = one of its items leaves it out, or it names none. */
function toldQuantity(order: EsimGoOrder): number | null {
  const isTold = order.order.length > 0 && order.order.every(({ quantity }) => quantity !== undefined && quantity > 0);
  return isTold ? quantityOf(order) : null;
}

type Known = { quantity?: number; esims?: EsimGoEsim[] };

/** `ready` once each unit has its install data and eSIM Go calls the order completed. How many units is what was asked for, else what the order says; where neither is known, more of them may come. */
export function toPurchase(order: EsimGoOrder, { quantity = toldQuantity(order) ?? Infinity, esims = order.order.flatMap((item) => item.esims ?? []) }: Known = {}): Purchase {
  const unique = new Map(esims.map((esim) => [esim.iccid.trim(), esim]));
  const profiles = [...unique.values()].map(toProfile).filter((profile) => profile !== null);
  const isComplete = profiles.length === unique.size && profiles.length >= quantity;
  return isComplete
    ? { status: 'ready', providerOrderId: order.orderReference, esims: profiles }
    : { status: 'preparing', providerOrderId: order.orderReference, ...(profiles.length > 0 ? { esims: profiles } : {}) };
}

export const isCompleted = (order: EsimGoOrder): boolean => (order.status ?? 'completed').toLowerCase() === 'completed';
