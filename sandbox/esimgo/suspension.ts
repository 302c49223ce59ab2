import type { Hono } from 'hono';
import { refuse } from './answers.ts';
import { noteEvent } from './history.ts';
import { parseBody } from './read-body.ts';
import type { Esim, EsimGo } from './state.ts';
import { leaveTraveller } from './use.ts';
import { withEsim } from './with-esim.ts';

/** Suspension and the end of an eSIM: only v2.5 (§17). */
export function suspensionRoutes(app: Hono, esimgo: EsimGo) {
  const { world } = esimgo;
  const ours = withEsim(esimgo);
  const change = (esim: Esim, status: string) => {
    leaveTraveller(esim, esimgo);
    noteEvent(esim, 'eSIM Updated', { esimgo });
    world.record({ service: 'esimgo', type: 'status-change', reference: esim.iccid, data: { status } });
  };
  app.get('/esims/:iccid/suspend', world.faults('esimgo', 'suspension'), ours((c, esim) => c.json({ suspended: esim.isSuspended })));
  app.post(
    '/esims/:iccid/suspend',
    world.faults('esimgo', 'suspend'),
    ours(async (c, esim) => {
      const body = parseBody(await c.req.text());
      if (typeof body?.suspend !== 'boolean') return refuse(c, 400, 'failed to parse request body');
      if (esim.deactivatedAt !== null) return refuse(c, 400, 'eSIM is deactivated');
      if (esim.isSuspended !== body.suspend) change(esim, body.suspend ? 'suspended' : 'active');
      esim.isSuspended = body.suspend;
      return c.json({ status: body.suspend ? 'eSIM suspended successfully' : 'eSIM unsuspended successfully' }, 201);
    }),
  );
  app.delete(
    '/esims/:iccid',
    world.faults('esimgo', 'deactivate'),
    ours((c, esim) => {
      if (esim.deactivatedAt !== null) return refuse(c, 410, 'eSIM is deactivated');
      change(esim, 'deactivated');
      esim.deactivatedAt = esimgo.now();
      return c.json({ status: 'eSIM deactivated successfully' });
    }),
  );
}
