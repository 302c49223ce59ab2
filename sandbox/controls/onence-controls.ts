import { Hono } from 'hono';
import type { Account } from '../onence/account.ts';
import type { Line } from '../onence/line.ts';
import type { Controlled } from './controlled.ts';
import { BadRequest, isRecord, readObject } from './read-object.ts';

/** What 1NCE has a portal for: streams, and the truth about a SIM; see README.md beside this folder. */
export function onenceControls({ onence: { account, streamer } }: Pick<Controlled, 'onence'>): Hono {
  const streamOf = (kind: string) => {
    if (kind !== 'usage' && kind !== 'events') throw new BadRequest('The streams are usage and events.');
    return streamer[kind];
  };
  const lineOf = (iccid: string) => {
    const line = account.find(iccid);
    if (!line) throw new BadRequest(`The account has no SIM ${iccid}.`);
    return line;
  };
  return new Hono()
    .get('/', (c) => {
      const openOrders = account.orders.filter(({ isDone }) => !isDone).map(({ number }) => number);
      return c.json({ sims: account.total(), calls: account.calls, openOrders, usage: streamer.usage.report(), events: streamer.events.report() });
    })
    .get('/streams/:kind', (c) => c.json(streamOf(c.req.param('kind')).report()))
    .post('/streams/:kind/restart', async (c) => {
      const stream = streamOf(c.req.param('kind'));
      await stream.restart();
      return c.json(stream.report());
    })
    .post('/streams/:kind/flush', async (c) => {
      const stream = streamOf(c.req.param('kind'));
      await stream.pump();
      return c.json(stream.report());
    })
    .post('/streams/:kind/push', async (c) => {
      const { records, times } = await readObject(c);
      if (!Array.isArray(records)) throw new BadRequest('Send {"records": […]}.');
      const stream = streamOf(c.req.param('kind'));
      for (let copy = 0; copy < Number(times ?? 1); copy += 1) await stream.push(records.filter(isRecord));
      return c.json(stream.report());
    })
    .get('/sims/:iccid', (c) => c.json(truth(account, lineOf(c.req.param('iccid')))))
    .patch('/sims/:iccid', async (c) => {
      const line = account.fleet.keep(lineOf(c.req.param('iccid')));
      change(account, line, await readObject(c));
      return c.json(truth(account, line));
    });
}

function change(account: Account, line: Line, { isEnabled, label, imeiLock, expiresAt, remainingMegabytes }: Record<string, unknown>) {
  if (typeof isEnabled === 'boolean') account.setEnabled(line, isEnabled);
  if (typeof label === 'string') line.label = label;
  if (typeof imeiLock === 'boolean') line.imeiLock = imeiLock;
  if (typeof expiresAt === 'string') line.expiresAt = Date.parse(expiresAt);
  if (typeof remainingMegabytes === 'number') {
    const { segments, accumulated } = line.quotas.data;
    const last = segments.at(-1);
    const used = accumulated - remainingMegabytes;
    if (last) segments.push({ ...last, from: account.now(), used, ceiling: Math.max(last.ceiling, used) });
  }
}

function truth(account: Account, line: Line) {
  const { card, isEnabled, label, imeiLock, expiresAt, autoTopup, pendingUntil } = line;
  return {
    iccid: card.iccid, kind: card.kind, isEnabled, label, imeiLock, autoTopup,
    isPending: pendingUntil > account.now(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    remainingMegabytes: account.remaining(line, 'data'),
    remainingSms: account.remaining(line, 'sms'),
    events: line.events.map(({ kind, at }) => ({ kind, at: new Date(at).toISOString() })),
  };
}
