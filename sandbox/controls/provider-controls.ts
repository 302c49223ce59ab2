import { Hono } from 'hono';
import { deliverCallback } from '../esimgo/deliver-callback.ts';
import { raiseAlerts } from '../airalo/alerts.ts';
import { deliverWebhook } from '../airalo/deliver-webhook.ts';
import type { EsimGoSettings } from '../esimgo/settings.ts';
import type { Controlled } from './controlled.ts';
import { BadRequest, isRecord, readObject } from './read-object.ts';

type Send = (url: string, body: Record<string, unknown>) => Promise<number>;

/** What travellers and the services themselves would do: data is used, messages are sent. */
export function providerControls({ world, airalo }: Pick<Controlled, 'world' | 'airalo'>): Hono {
  const esimgo = () => world.settingsStore.read('esimgo') as unknown as EsimGoSettings;
  const senders: Record<'airalo' | 'esimgo', Send> = {
    airalo: (url, body) => deliverWebhook(airalo, url, body),
    esimgo: (url, body) => deliverCallback({ settings: esimgo() }, url, body),
  };
  const serviceOf = (name: string): 'airalo' | 'esimgo' => {
    if (name !== 'airalo' && name !== 'esimgo') throw new BadRequest('The services are airalo and esimgo.');
    return name;
  };
  return new Hono()
    .post('/:service/use', async (c) => {
      const service = serviceOf(c.req.param('service'));
      const { iccid, megabytes } = await readObject(c);
      if (typeof iccid !== 'string' || typeof megabytes !== 'number') throw new BadRequest('Send {"iccid": "…", "megabytes": …}: how much is used by now.');
      const used = service === 'airalo' ? airalo.settings.used : esimgo().used;
      world.settingsStore.patch(service, { used: { ...used, [iccid]: megabytes } });
      if (service === 'airalo') raiseAlerts(airalo);
      return c.json({ iccid, megabytes });
    })
    .post('/:service/webhook', async (c) => {
      const send = senders[serviceOf(c.req.param('service'))];
      const { url, body, times } = await readObject(c);
      if (typeof url !== 'string' || !isRecord(body)) throw new BadRequest('Send {"url": "…", "body": {…}}.');
      const statuses: number[] = [];
      for (let copy = 0; copy < Number(times ?? 1); copy += 1) statuses.push(await send(url, body));
      return c.json({ statuses });
    });
}
