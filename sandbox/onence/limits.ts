import type { Hono } from 'hono';
import type { Account, Limits } from './account.ts';
import { empty, isRecord, readJson, refuse } from './answers.ts';
import { ifV2HasIt } from './platform.ts';

const CHOICES: Record<keyof Limits, readonly number[]> = { data: [0, 1, 4, 16, 64, 256], smsMt: [0, 10, 50, 100], smsMo: [0, 10, 50, 100] };
const PATHS: Record<string, keyof Limits> = { data: 'data', smsMT: 'smsMt', smsMO: 'smsMo' };

const wireLimit = (name: keyof Limits, limit: number) => ({ id: CHOICES[name].indexOf(limit), limit: String(limit), unit: name === 'data' ? 'MB' : 'SMS' });

/** Caps of the whole account, in v1 and perhaps in v2; there is none for a single SIM (§7.9). */
export function limitRoutes(app: Hono, account: Account) {
  const { world, limits, settings } = account;
  const gate = ifV2HasIt(settings);
  app.get('/:version{v[12]}/sims/limits', gate, world.faults('onence', 'limits'), (c) =>
    c.json({ data: wireLimit('data', limits.data), smsMt: wireLimit('smsMt', limits.smsMt), smsMo: wireLimit('smsMo', limits.smsMo) }),
  );
  app.post('/:version{v[12]}/sims/limits', gate, world.faults('onence', 'limits-set'), async (c) => {
    const body = await readJson(c);
    if (!isRecord(body)) return refuse(c, 400, 'Send dataLimitId, smsMtLimitId and smsMoLimitId');
    const chosen = { data: body.dataLimitId, smsMt: body.smsMtLimitId, smsMo: body.smsMoLimitId };
    const names = ['data', 'smsMt', 'smsMo'] as const;
    const unknown = names.find((name) => chosen[name] !== undefined && CHOICES[name][Number(chosen[name])] === undefined);
    if (unknown) return refuse(c, 400, `${unknown} has no limit of this id`);
    for (const name of names) if (chosen[name] !== undefined) limits[name] = CHOICES[name][Number(chosen[name])] ?? 0;
    return empty(c, 201);
  });
  app.get('/:version{v[12]}/sims/:service{data|smsMT|smsMO}/limits', gate, world.faults('onence', 'selectable-limits'), (c) => {
    const name = PATHS[c.req.param('service')] ?? 'data';
    const choices = CHOICES[name].map((limit) => wireLimit(name, limit));
    return c.json(settings.selectableLimits === 'array' ? choices : choices[0]);
  });
}
