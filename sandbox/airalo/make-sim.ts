import { createHash, randomBytes } from 'node:crypto';
import { createIccidSource } from '../catalogue/iccid.ts';
import type { AiraloSettings } from './settings.ts';
import type { Order, Sim } from './state.ts';

/** The ways the buyer asked to be shown the eSIM; null = nobody is. */
export type Sharing = readonly string[] | null;

const HOSTS = ['smdp.nordtel.example', 'rsp-0042.esimcore.example', 'CONSUMER.ROAMHUB.EXAMPLE', 'sm-v4-055-a-gtm.telrsp.example'];
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const letters = (count: number) => [...randomBytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
const groups = () => [5, 5, 5, 5].map(letters).join('-');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function shareOf(order: Order): NonNullable<Sim['sharing']> {
  const brand = order.brand === null ? '' : `${order.brand.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}/`;
  return { link: `https://esims.cloud/${brand}${letters(8).toLowerCase()}`, access_code: String(1_000 + (randomBytes(2).readUInt16BE() % 9_000)) };
}

/** Makes the eSIMs of an order: as many as were asked for, unless the package is one delivered short. */
export function createSimMaker(settings: AiraloSettings, nextId: () => number) {
  const nextIccid = createIccidSource('8935100');
  const makeSim = (order: Order, sharing: Sim['sharing']): Sim => {
    const id = nextId();
    const iccid = nextIccid();
    const isPlaceholder = settings.placeholderProfiles || settings.sandboxMode;
    return {
      id,
      iccid,
      lpa: isPlaceholder ? 'lpa.airalo.com' : (HOSTS[id % HOSTS.length] ?? 'smdp.nordtel.example'),
      matchingId: isPlaceholder ? `DUMMY-${String(id).padStart(10, '0')}-${letters(5)}-${id % 100_000}` : groups(),
      qrUrl: `https://${isPlaceholder ? 'sandbox' : 'www'}.airalo.com/qr?expires=${Math.floor(order.createdAt / 1000) + 63_072_000}&id=${id}&signature=${digest(iccid)}`,
      msisdn: order.found.operator.hasVoice ? `8831906${String(id).padStart(8, '0').slice(-8)}` : null,
      order,
      brand: order.brand,
      sharing,
      topUps: [],
    };
  };
  return (order: Order, sharing: Sharing): Sim[] => {
    // Seen in the vendor's own sandbox: one link for a whole order, even when only the PDF was asked for.
    const forAll = settings.shareDefects && sharing !== null ? shareOf(order) : null;
    const delivered = Math.min(order.quantity, settings.shortDeliveries[order.found.id] ?? order.quantity);
    return Array.from({ length: delivered }, () => makeSim(order, forAll ?? (sharing?.includes('link') ? shareOf(order) : null)));
  };
}
