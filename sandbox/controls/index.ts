import { Hono } from 'hono';
import { html } from 'hono/html';
import { SERVICES } from '../service.ts';
import { airaloControls } from './airalo-controls.ts';
import type { Controlled } from './controlled.ts';
import { esimgoControls } from './esimgo-controls.ts';
import { faultOrder } from './fault-order.ts';
import { mailPages } from './mail-pages.ts';
import { onenceControls } from './onence-controls.ts';
import { page } from './page.ts';
import { providerControls } from './provider-controls.ts';
import { BadRequest, readObject, serviceOf } from './read-object.ts';
import { webhookControls } from './webhook-controls.ts';

/** The one interface to everything that can be made to happen here; see README.md beside this folder. */
export function createControls(controlled: Controlled): Hono {
  const { world, mailbox } = controlled;
  const app = new Hono();
  app.onError((error, c) => {
    const status = error instanceof BadRequest ? 400 : 500;
    return c.json({ error: error.message }, status);
  });
  app.notFound((c) => c.json({ error: `Nothing at ${c.req.method} ${c.req.path}.` }, 404));

  app.get('/', (c) => c.html(index(controlled.addresses())));
  app.get('/addresses', (c) => c.json(controlled.addresses()));
  app.route('/mail', mailPages(mailbox));
  app.route('/webhooks', webhookControls(controlled));
  app.route('/airalo', airaloControls(controlled));
  app.route('/onence', onenceControls(controlled));
  app.route('/esimgo', esimgoControls(controlled));
  app.route('/providers', providerControls(controlled));

  app.get('/faults', (c) => c.json(world.faultQueue.list()));
  app.post('/faults', async (c) => c.json(world.faultQueue.add(faultOrder(await readObject(c))), 201));
  app.delete('/faults', (c) => {
    const { service, match } = c.req.query();
    world.faultQueue.clear(
      (fault) => (service !== undefined && fault.service !== service) || (match !== undefined && fault.match !== match),
    );
    return c.body(null, 204);
  });

  app.get('/ledger', (c) => {
    const { service, type, reference } = c.req.query();
    const entries = world
      .ledger()
      .filter((entry) => (!service || entry.service === service) && (!type || entry.type === type))
      .filter((entry) => !reference || entry.reference.includes(reference) || JSON.stringify(entry.data).includes(reference));
    return c.json(entries);
  });

  app.get('/clock', (c) => c.json({ now: world.now().toISOString() }));
  app.post('/clock/advance', async (c) => {
    const { ms, seconds } = await readObject(c);
    const by = typeof ms === 'number' ? ms : typeof seconds === 'number' ? seconds * 1000 : Number.NaN;
    if (!Number.isFinite(by) || by < 0) throw new BadRequest('Send {"ms": …} or {"seconds": …}, not negative.');
    world.advance(by);
    return c.json({ now: world.now().toISOString() });
  });

  app.get('/settings/:service', (c) => c.json(world.settingsStore.read(serviceOf(c.req.param('service')))));
  app.patch('/settings/:service', async (c) => {
    const service = serviceOf(c.req.param('service'));
    return c.json(world.settingsStore.patch(service, await readObject(c)));
  });

  app.post('/reset', (c) => {
    world.reset();
    return c.body(null, 204);
  });
  return app;
}

function index(addresses: Record<string, string>) {
  const rows = Object.entries(addresses).map(
    ([name, address]) => html`<li><strong>${name}</strong> <small>${address}</small></li>`,
  );
  return page(
    'Controls',
    html`<h1>Simplify sandbox</h1>
      <p>The outside world in miniature: two eSIM wholesalers, a SIM fleet, Stripe and a mail server. Nothing here is real.</p>
      <ul>
        <li><a href="/mail">Mail that was sent</a></li>
        <li><a href="/ledger">Ledger: what really happened</a></li>
        <li><a href="/faults">Faults waiting</a></li>
        <li><a href="/clock">Clock</a></li>
        <li><a href="/webhooks/stripe">Stripe webhook deliveries</a></li>
        <li><a href="/airalo">Airalo account</a> and <a href="/airalo/webhooks">its webhooks</a></li>
        <li><a href="/esimgo">eSIM Go account</a> and <a href="/esimgo/callbacks">its callbacks</a></li>
        <li><a href="/onence">1NCE account and its Data Streamer</a></li>
        <li>Settings: ${SERVICES.map((name) => html`<a href="/settings/${name}">${name}</a> `)}</li>
      </ul>
      <h2>Addresses</h2>
      <ul class="list">${rows}</ul>`,
  );
}
