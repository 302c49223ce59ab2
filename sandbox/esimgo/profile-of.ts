import type { Esim, EsimGo } from './state.ts';
import { readEsim } from './use.ts';

/** Installed half-way between purchase and the traveller's first use, or when data is used before; the controls may say otherwise. */
export function profileOf(esim: Esim, esimgo: EsimGo): { status: string; installedAt: number | null } {
  const now = esimgo.now();
  if (esim.deactivatedAt !== null) return { status: 'Deactivated', installedAt: esim.installedAt };
  if (esim.status !== null) return { status: esim.status, installedAt: esim.installedAt };
  const firstUse = readEsim(esim, esimgo).find(({ startedAt }) => startedAt !== null)?.startedAt ?? Infinity;
  const installedAt = Math.min(esim.assignedAt + esimgo.settings.firstUseAfterMs / 2, firstUse);
  return now < installedAt ? { status: 'Released', installedAt: null } : { status: 'Installed', installedAt };
}
