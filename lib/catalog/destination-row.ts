import { createHash } from 'node:crypto';
import type { ProviderPlan } from '@/lib/providers/provider';

export type DestinationRow = { slug: string; kind: 'country' | 'region' | 'global'; countryCode: string | null; name: string };

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const LONGEST = 50;

/** Lower-case words joined by hyphens, for addresses; empty when nothing Latin is left. */
export const toSlug = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('&', ' and ').replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST).replace(/^-|-$/g, '');

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const taken = new Set(['global', ...LETTERS.flatMap((first) => LETTERS.map((second) => toSlug(names.of(first + second) ?? '')))]);

function regionSlug(named: string): string {
  const slug = toSlug(named);
  if (!slug) return `region-${createHash('sha256').update(named).digest('hex').slice(0, 8)}`;
  return taken.has(slug) ? `${slug}-region` : slug;
}

/** The place a plan is sold under, in words for addresses. A region never takes a country's address. */
export function toDestination(place: ProviderPlan['destination']): DestinationRow {
  if (place.kind === 'global') return { slug: 'global', kind: 'global', countryCode: null, name: 'Global' };
  if (place.kind === 'region') return { slug: regionSlug(place.slug), kind: 'region', countryCode: null, name: place.name };
  const name = names.of(place.countryCode) ?? place.countryCode;
  return { slug: toSlug(name), kind: 'country', countryCode: place.countryCode, name };
}
