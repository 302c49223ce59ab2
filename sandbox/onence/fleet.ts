import { luhnDigit } from '../catalogue/iccid.ts';

export const DAY = 86_400_000;
export const LIFE_MS = 3_650 * DAY;
/** After the end a SIM can be extended for 18 months, then it is gone (§7.10). */
export const EXTENSION_WINDOW_MS = 548 * DAY;
export const PACKAGE_MEGABYTES = 500;
export const PACKAGE_SMS = 250;

const PREFIX = '8988228';

export type Kind = 'healthy' | 'idle' | 'low' | 'exhausted' | 'stock' | 'suspended' | 'expired';

/** What is fixed about a SIM from the day it was made; computed from its place in the fleet, never kept. */
export interface Card {
  index: number;
  iccid: string;
  kind: Kind;
  activatedAt: number | null;
  megabytesPerDay: number;
  smsPerDay: number;
  /** Uses its data only every so many days. */
  everyDays: number;
  /** Usage records that come in late push an exhausted quota this far below zero. */
  overshoot: number;
  imei: string | null;
  radio: { id: string; description: string };
}

const RADIOS = [
  { id: '2', description: '4G' },
  { id: '5', description: 'NB-IoT' },
  { id: '3', description: '2G' },
  { id: '1', description: '3G' },
] as const;

export const iccidAt = (index: number) => PREFIX + String(index + 1).padStart(12, '0');

/** The place of an ICCID in the fleet; -1 when it has not the form of ours. */
export function indexOf(iccid: string): number {
  return /^8988228\d{12}$/.test(iccid) ? Number(iccid.slice(PREFIX.length)) - 1 : -1;
}

export const withLuhn = (iccid: string) => iccid + luhnDigit(iccid);

/** A number in [0, 1) that is always the same for the same pair. */
export function noise(index: number, salt: number): number {
  let mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}

// The last digits of fifty cards tell what they show, so that a test can name one.
const KINDS: Record<number, Kind> = { 43: 'idle', 44: 'idle', 45: 'low', 46: 'exhausted', 47: 'stock', 48: 'suspended', 49: 'expired' };

/** `epoch` is the day the sandbox began: shares of quotas are meant for that day and fall from there. */
export function cardAt(index: number, epoch: number, isNew = false): Card {
  const kind = isNew ? 'stock' : (KINDS[index % 50] ?? 'healthy');
  const megabytesPerDay = 0.1 + 1.4 * noise(index, 1);
  const share = kind === 'low' ? 0.85 + 0.1 * noise(index, 2) : kind === 'exhausted' ? 1.1 : 0.05 + 0.65 * noise(index, 2);
  const age = Math.max(40, (share * PACKAGE_MEGABYTES) / megabytesPerDay);
  const days = kind === 'expired' ? 3_680 : Math.min(3_300, age);
  const wasUsed = kind !== 'idle' && kind !== 'stock';
  const radio = RADIOS[index % RADIOS.length];
  return {
    index,
    iccid: iccidAt(index),
    kind,
    activatedAt: kind === 'stock' ? null : epoch - Math.round(days) * DAY + Math.floor(noise(index, 3) * 36_000) * 1_000,
    megabytesPerDay: wasUsed ? (share * PACKAGE_MEGABYTES) / days : 0,
    smsPerDay: wasUsed ? 0.6 * share * (PACKAGE_SMS / days) : 0,
    everyDays: [1, 1, 2, 7][Math.floor(noise(index, 4) * 4)] ?? 1,
    overshoot: Math.round(noise(index, 5) * 3_000_000) / 1_000_000,
    imei: wasUsed ? String(35_260_000_000_000 + index).padStart(14, '0') + luhnDigit(String(35_260_000_000_000 + index)) + '8' : null,
    radio: radio ?? RADIOS[0],
  };
}

export const imsiOf = (index: number) => `9014051${String(index + 1).padStart(8, '0')}`;
export const secondImsiOf = (index: number) => `9014056${String(index + 1).padStart(8, '0')}`;
export const msisdnOf = (index: number) => `8822851${String(index + 1).padStart(8, '0')}`;
export const addressOf = (index: number) => `10.${192 + (index >>> 16)}.${(index >>> 8) & 255}.${index & 255}`;
