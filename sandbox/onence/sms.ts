import type { Context, Hono } from 'hono';
import type { Account } from './account.ts';
import { empty, isRecord, isV2, readJson, refuse, v1Stamp } from './answers.ts';
import { reachOf } from './connectivity.ts';
import { DAY, imsiOf, msisdnOf } from './fleet.ts';
import type { Line } from './line.ts';
import { type Message, messageStatus } from './messages.ts';
import { readPage, readSort, slice, totals } from './paging.ts';
import { SIMS } from './sims.ts';
import { withLine } from './with-line.ts';

const COLUMNS = { id: ({ id }: Message) => id, submit_date: ({ submittedAt }: Message) => submittedAt };

/** SMS to and from devices (§7.8, §8.4). */
export function smsRoutes(app: Hono, account: Account) {
  const { world, settings } = account;
  app.get(
    `${SIMS}/:iccid/sms`,
    world.faults('onence', 'sms-list'),
    withLine(account, (c, line) => {
      const page = readPage(c, isV2(c) ? { usual: 20, most: 1_000, sizeName: 'per_page' } : { usual: 10, most: 100 }, settings);
      if (page instanceof Response) return page;
      const sort = readSort(c, COLUMNS, settings);
      if (sort instanceof Response) return sort;
      if (!isV2(c)) totals(c, page, line.messages.length);
      return c.json(slice(sort([...line.messages]), page).map((message) => wireMessage(c, account, { line, message })));
    }),
  );
  app.post(`${SIMS}/:iccid/sms`, world.faults('onence', 'sms-send'), withLine(account, (c, line) => send(c, account, line)));
  app.get(`${SIMS}/:iccid/sms/:id`, world.faults('onence', 'sms'), withLine(account, (c, line) => {
    const message = messageOf(c, line);
    return message ? c.json(wireMessage(c, account, { line, message })) : refuse(c, 404);
  }));
  app.delete(`${SIMS}/:iccid/sms/:id`, world.faults('onence', 'sms-cancel'), withLine(account, (c, line) => {
    const message = messageOf(c, line);
    if (!message) return refuse(c, 404);
    if (messageStatus(message, account.now()).id !== 2) return refuse(c, isV2(c) ? 409 : 404);
    line.messages.splice(line.messages.indexOf(message), 1);
    return isV2(c) ? c.json({ id: String(message.id) }) : empty(c, 204);
  }));
}

const messageOf = (c: Context, line: Line) => line.messages.find(({ id }) => String(id) === c.req.param('id'));

async function send(c: Context, account: Account, line: Line): Promise<Response> {
  const body = await readJson(c);
  if (!isRecord(body) || typeof body.payload !== 'string') return refuse(c, 400, 'payload is required');
  if (isV2(c) && account.settings.conflictWhilePending && line.pendingUntil > account.now()) return refuse(c, 409);
  const now = account.now();
  const expires = typeof body.expiry_date === 'string' ? Date.parse(body.expiry_date) : Number.NaN;
  const reach = reachOf(account, line);
  const message: Message = {
    id: account.nextId(),
    submittedAt: now,
    deliverAt: now + account.settings.smsDeliveryMs,
    expiresAt: Number.isNaN(expires) ? now + DAY : expires,
    isReachable: reach === 'ONLINE' || reach === 'BLOCKED',
    sourceAddress: typeof body.source_address === 'string' ? body.source_address : '',
    sourceAddressType: isRecord(body.source_address_type) ? Number(body.source_address_type.id ?? 145) : 145,
    payload: body.payload,
    udh: typeof body.udh === 'string' ? body.udh : null,
    dcs: Number(body.dcs ?? 0),
  };
  account.fleet.keep(line).messages.push(message);
  account.world.record({ service: 'onence', type: 'sms', reference: line.card.iccid, data: { id: message.id, payload: message.payload } });
  account.tell(line, 'smsSent');
  return isV2(c) ? c.json({ id: String(message.id) }, 201) : empty(c, 201);
}

function wireMessage(c: Context, { now, settings }: Account, { line, message }: { line: Line; message: Message }) {
  const status = messageStatus(message, now());
  const { index, iccid } = line.card;
  const stamp = (at: number | null) => (at === null ? null : v1Stamp(at, settings));
  const delivered = status.id === 4 ? message.deliverAt : null;
  const common = {
    id: message.id,
    submit_date: stamp(message.submittedAt),
    delivery_date: stamp(delivered),
    expiry_date: stamp(message.expiresAt),
    final_date: stamp(delivered ?? (status.id === 6 ? message.expiresAt : null)),
    retry_date: null,
    last_delivery_attempt: stamp(delivered ?? message.submittedAt),
    source_address: message.sourceAddress,
    iccid,
    msisdn: msisdnOf(index),
    imsi: imsiOf(index),
    dcs: message.dcs,
    udh: message.udh,
    payload: message.payload,
    status,
    sms_type: { id: 1, description: 'MT' },
    source_address_type: { id: message.sourceAddressType },
  };
  if (!isV2(c)) return { ...common, retry_count: '0', msc: '491710300000' };
  const platform = { pid: 0, endpoint: { id: index + 1, name: line.label }, sim_id: 100 + index, gsm_map_error: null };
  return { ...common, retry_count: 0, msc: 491_710_300_000, ...platform };
}
