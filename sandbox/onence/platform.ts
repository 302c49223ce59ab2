import type { MiddlewareHandler } from 'hono';
import { isV2, refuse } from './answers.ts';
import type { Line } from './line.ts';
import type { OnenceSettings } from './settings.ts';

type Platforms = Pick<OnenceSettings, 'platform1' | 'platform2'>;

/** SIMs move from one platform to the other; each version may not find those of the other (§1). */
export const isListedIn = (version: 'v1' | 'v2', { platform1, platform2 }: Platforms, { card: { iccid } }: Line): boolean => !(version === 'v1' ? platform2 : platform1)[iccid];

/** Whether every SIM is in every version, so that a list need not look. */
export const isWhole = ({ platform1, platform2 }: Platforms): boolean => Object.keys(platform1).length + Object.keys(platform2).length === 0;

/** A call that v2 gets only if the settings say so (§18). */
export const ifV2HasIt = (settings: OnenceSettings): MiddlewareHandler => async (c, next) => (isV2(c) && settings.v2Extras === 'absent' ? refuse(c, 404) : next());
