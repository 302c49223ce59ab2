import type { AiraloClient } from '@/lib/providers/airalo/client';
import { notAsked } from '@/lib/providers/airalo/errors';
import { descriptionOf, orderFields, toOrderForm } from '@/lib/providers/airalo/order-form';
import { placing } from '@/lib/providers/airalo/purchase';
import { readMoment } from '@/lib/providers/airalo/read-moment';
import { acceptedAnswer, plannedAnswer } from '@/lib/providers/airalo/wire-orders';
import type { PurchaseRequest } from '@/lib/providers/provider';

export type When = { dueAt: Date | null; webhookUrl: string | null };
export type Planned = { requestId: string; cancellableUntil: Date | null };
type Order = { request: PurchaseRequest; when: When; brandName: string | null };

/** "YYYY-MM-DD HH:MM" in UTC. */
export const dueDate = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');

function checkWhen({ dueAt, webhookUrl }: When): void {
  if (dueAt !== null && Number.isNaN(dueAt.getTime())) throw notAsked({ due_date: 'is not a date' });
  if (webhookUrl !== null && !/^https?:\/\/\S+$/.test(webhookUrl)) throw notAsked({ webhook_url: 'is not an address' });
}

/** §7.3 wants JSON: numbers are numbers, lists are lists, and what is not there is left out. */
function futureBody({ request, when, brandName }: Order, dueAt: Date): Record<string, unknown> {
  const { providerMail: mail } = request;
  return {
    package_id: request.providerPlanId, quantity: request.quantity, due_date: dueDate(dueAt), description: descriptionOf(request),
    ...(when.webhookUrl === null ? {} : { webhook_url: when.webhookUrl }),
    ...(brandName === null ? {} : { brand_settings_name: brandName }),
    ...(mail && mail.sharing.length > 0 ? { to_email: mail.toEmail, sharing_option: [...new Set(mail.sharing)], ...(mail.copyTo?.length ? { copy_address: mail.copyTo } : {}) } : {}),
  };
}

async function placeLater(client: AiraloClient, order: Order, dueAt: Date): Promise<Planned> {
  const { data } = await client.order('/v2/future-orders', futureBody(order, dueAt), plannedAnswer);
  return { requestId: data.request_id, cancellableUntil: readMoment(data.latest_cancellation_date) };
}

/** §7.2: the same form as an order; a webhook of its own goes before the one that is subscribed. */
async function placeAsynchronously(client: AiraloClient, { request, when, brandName }: Order): Promise<Planned> {
  const webhook: [string, string][] = when.webhookUrl === null ? [] : [['webhook_url', when.webhookUrl]];
  const form = toOrderForm([...orderFields(request, { brandName }), ...webhook]);
  const { data } = await client.order('/v2/orders-async', form, acceptedAnswer);
  return { requestId: data.request_id, cancellableUntil: null };
}

/** Buys later, or at once without waiting. Sent once; what a lost answer left behind `findPlannedPurchase` finds by our reference. */
export async function planPurchase(client: AiraloClient, { request, when, brandName }: Order): Promise<Planned> {
  checkWhen(when);
  const { dueAt } = when;
  return placing({
    request, brandName,
    place: (brand) => (dueAt === null ? placeAsynchronously(client, { request, when, brandName: brand }) : placeLater(client, { request, when, brandName: brand }, dueAt)),
  });
}
