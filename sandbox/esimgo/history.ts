import { iso } from './answers.ts';
import type { Esim, EsimEvent, EsimGo } from './state.ts';
import type { Moment } from './timeline.ts';
import { readEsim } from './use.ts';

const NAMES = {
  'first-use': 'eSIM First Use',
  used: 'eSIM Utilisation Alert',
  expired: 'Bundle Expired',
  lapsed: 'Bundle Lapsed',
} as const satisfies Record<Moment['kind'], string>;

type Entry = EsimEvent & { alertType?: string };

/** Everything that happened to an eSIM, the newest first: what was done, and what its bundles went through (§8.7). */
export function historyOf(esim: Esim, esimgo: EsimGo): Entry[] {
  const stretches = readEsim(esim, esimgo);
  const applied = esim.bundles.map(({ bundle, assignedAt }): Entry => ({ name: 'Bundle Applied', at: assignedAt, bundleName: bundle.name }));
  const first = stretches.find(({ startedAt }) => startedAt !== null);
  const attached: Entry[] = first?.startedAt ? [{ name: 'eSIM First Attachment', at: first.startedAt, bundleName: '' }] : [];
  const lived = stretches.flatMap(({ assignment, moments }) =>
    moments.map(({ kind, at, percent }): Entry => {
      const alert = kind === 'used' ? { alertType: `${percent}% Used` } : {};
      return { name: NAMES[kind], at, bundleName: assignment.bundle.name, ...alert };
    }),
  );
  return [...applied, ...esim.events, ...attached, ...lived].toSorted((a, b) => a.at - b.at).toReversed();
}

export function wireHistory(esim: Esim, esimgo: EsimGo) {
  const wired = historyOf(esim, esimgo).map(({ name, at, bundleName, alertType }) => ({ name, bundleName, date: iso(at), ...(alertType === undefined ? {} : { alertType }) }));
  return esimgo.settings.historyAs === 'array' ? wired : (wired[0] ?? {});
}

export function noteEvent(esim: Esim, name: string, { esimgo, bundleName = '' }: { esimgo: EsimGo; bundleName?: string }) {
  esim.events.push({ name, at: esimgo.now(), bundleName });
}
