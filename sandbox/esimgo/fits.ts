import type { Bundle } from '../catalogue/bundles.ts';
import type { Esim, EsimGo } from './state.ts';

/** A bundle of another network goes onto no eSIM that is there; nothing goes onto a deactivated one (§8.9). */
export const fits = ({ deactivatedAt }: Esim, { name }: Bundle, { settings }: EsimGo) => deactivatedAt === null && settings.incompatible[name] !== true;
