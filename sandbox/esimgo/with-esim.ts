import type { Context } from 'hono';
import { denied } from './answers.ts';
import { findEsim } from './idle.ts';
import type { Esim, EsimGo } from './state.ts';

export type EsimAnswer = (c: Context, esim: Esim) => Response | Promise<Response>;

/** Routes of single eSIMs; one that is not ours is denied, never "not found" (§1). */
export const withEsim =
  (esimgo: EsimGo) =>
  (answer: EsimAnswer) =>
  (c: Context): Response | Promise<Response> => {
    const esim = findEsim(c.req.param('iccid') ?? '', esimgo);
    return esim ? answer(c, esim) : denied(c);
  };
