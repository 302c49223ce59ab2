import type { OpenEsim } from '@/lib/esims/open-esim';
import type { EsimHistoryEntry, EsimSighting, EsimSupport } from '@/lib/providers/esim-support';
import type { EsimProvider } from '@/lib/providers/provider';
import { findProvider } from '@/lib/providers/registry';
import { ask, type Told } from '@/lib/providers/told';

export type { EsimHistoryEntry, EsimSighting } from '@/lib/providers/esim-support';
export type { Told } from '@/lib/providers/told';

const ABILITIES = ['refreshNetwork', 'sendText', 'labelEsim', 'isCompatible', 'revokeBundle', 'suspendEsim', 'requestRefund'] as const;
export type Ability = (typeof ABILITIES)[number];

/** The eSIM's provider; nothing it could do while it is not configured. */
export const providerOf = ({ providerId }: Pick<OpenEsim, 'providerId'>): Partial<EsimProvider> => findProvider(providerId) ?? {};

/** What it lets support staff do. */
export const supportOf = (esim: Pick<OpenEsim, 'providerId'>): Partial<EsimSupport> => providerOf(esim).support ?? {};

export const listAbilities = (esim: OpenEsim): Ability[] => {
  const support = supportOf(esim);
  return ABILITIES.filter((name) => support[name] !== undefined);
};

const TOPICS = { usage: 'readUsage', bundles: 'listBundles', sighting: 'readSighting', access: 'isSuspended', history: 'readHistory' } as const;
export type Topic = keyof typeof TOPICS;

/** What the provider can tell of an eSIM, and what it has no call for. */
export function listTopics(esim: OpenEsim): { can: Topic[]; cannot: Topic[] } {
  const methods: Partial<Record<string, unknown>> = { ...providerOf(esim), ...supportOf(esim) };
  const can = (topic: Topic) => methods[TOPICS[topic]] !== undefined;
  const all = Object.keys(TOPICS) as Topic[];
  return { can: all.filter(can), cannot: all.filter((topic) => !can(topic)) };
}

/** How people call the eSIM's provider; its id while it is not configured. */
export const findProviderName = (esim: OpenEsim): string => providerOf(esim).displayName ?? esim.providerId;

/** Newest first. */
export function askHistory(esim: OpenEsim): Promise<Told<EsimHistoryEntry[]>> {
  const { readHistory } = supportOf(esim);
  return ask(readHistory && (() => readHistory(esim.iccid)));
}

export function askSighting(esim: OpenEsim): Promise<Told<EsimSighting | null>> {
  const { readSighting } = supportOf(esim);
  return ask(readSighting && (() => readSighting(esim.iccid)));
}

const askedFor = new WeakMap<OpenEsim, Promise<Told<boolean | null>>>();

/** Null = this account cannot tell. Asked once for each eSIM that was opened, however many parts of a page show it. */
export function askSuspension(esim: OpenEsim): Promise<Told<boolean | null>> {
  const { isSuspended } = supportOf(esim);
  const told = askedFor.get(esim) ?? ask(isSuspended && (() => isSuspended(esim.iccid)));
  askedFor.set(esim, told);
  return told;
}
