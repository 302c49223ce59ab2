import type { Context } from 'hono';
import { refuseFields } from './answers.ts';
import { DAY } from './future-order.ts';
import { readForm } from './read-form.ts';
import type { Airalo } from './state.ts';

const MOST = 10;

/** POST /cancel-future-orders: whether one bad id spoils the others is a switch, because nobody says (§19). */
export async function cancelFutureOrders(c: Context, { world, settings, futureOrders }: Airalo): Promise<Response> {
  const ids = (await readForm(c))?.list('request_ids') ?? [];
  if (ids.length === 0) return refuseFields(c, { request_ids: 'The request ids field is required.' });
  if (ids.length > MOST) return refuseFields(c, { request_ids: `The request ids may not have more than ${MOST} items.` });
  const fields: Record<string, string> = {};
  const now = world.now().getTime();
  const cancellable = ids.flatMap((id, index) => {
    const problem = problemOf(id);
    if (ids.indexOf(id) !== index) fields[`request_ids.${index}`] = `The request_ids.${index} field has a duplicate value.`;
    else if (problem) fields[`request_ids.${index}`] = problem;
    else return [id];
    return [];
  });
  const isRefused = Object.keys(fields).length > 0;
  if (!isRefused || settings.cancelMixed === 'valid') {
    for (const order of cancellable.flatMap((id) => futureOrders.get(id) ?? [])) order.status = 'cancelled';
  }
  if (isRefused) return refuseFields(c, fields);
  return c.json({ data: settings.cancelData === 'list' ? [] : {}, meta: { message: 'Future orders cancelled successfully' } });

  function problemOf(id: string): string | null {
    if (id.length !== 25) return 'Each request ID must be exactly 25 characters long.';
    const order = futureOrders.get(id);
    if (!order) return `Request ID: ${id} does not exist.`;
    const isOpen = (order.status === 'pending' || order.status === 'retry') && (order.fate !== null || now <= order.dueAt - DAY);
    return isOpen ? null : `Request ID: ${id} is already processed and can not be cancelled.`;
  }
}
