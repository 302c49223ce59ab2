import { randomBytes } from 'node:crypto';
import type { Esim } from './state.ts';

const HOSTS = ['rsp-3104.telcore.example', 'rsp.truenorth.example', 'rsp-0042.sandbox-esim.example'];
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const letters = (count: number) => [...randomBytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** A new profile of one of three networks, whose matching ids differ in shape (§7.3). */
export function makeEsim(iccid: string, now: number): Esim {
  const isDashed = Number(iccid.at(-2)) % 2 === 0;
  return {
    iccid,
    matchingId: isDashed ? `JQ-${letters(6)}-${letters(7)}` : [5, 5, 5, 5].map(letters).join('-'),
    smdpAddress: HOSTS[Number(iccid.at(-1)) % HOSTS.length] ?? 'rsp.truenorth.example',
    pin: '0000',
    puk: String(10_000_000 + (Number(iccid.slice(-9, -1)) % 89_999_999)),
    customerRef: null,
    assignedAt: now,
    bundles: [],
    consumed: null,
    usedSetting: null,
    raised: new Set(),
    events: [],
    status: null,
    installedAt: null,
    country: null,
    countryToldAt: null,
    msisdn: null,
    profileName: null,
    isSuspended: false,
    deactivatedAt: null,
    takenBackAt: null,
  };
}
