import { plainText } from '@/lib/providers/plain-text';
import type { PurchaseRequest } from '@/lib/providers/provider';

const SEPARATOR = '|';
const MAX_SUMMARY = 100;

/** How we find the order again: our reference, order id, what it is. How much of a description is kept is not published (§19.13), so what matters stands first. */
export const descriptionOf = (request: Pick<PurchaseRequest, 'orderId' | 'reference' | 'summary'>): string =>
  [request.reference, request.orderId, plainText(request.summary, MAX_SUMMARY)].filter(Boolean).join(` ${SEPARATOR} `);

/** The look-up at Airalo matches substrings loosely; this does not, wherever the reference stands and wherever the rest was cut. */
export const isDescriptionOf = (description: string | null | undefined, reference: string): boolean =>
  (description ?? '').split(SEPARATOR).some((part) => part.trim() === reference);

function mailFields({ providerMail }: PurchaseRequest): [string, string][] {
  if (!providerMail || providerMail.sharing.length === 0) return [];
  return [
    ['to_email', providerMail.toEmail],
    ...[...new Set(providerMail.sharing)].map((option): [string, string] => ['sharing_option[]', option]),
    ...(providerMail.copyTo ?? []).map((address): [string, string] => ['copy_address[]', address]),
  ];
}

/** Every field of `POST /v2/orders`, in order; a list is its key repeated. A new optional key is one more line. */
export function orderFields(request: PurchaseRequest, options: { brandName: string | null }): [string, string][] {
  return [
    ['package_id', request.providerPlanId],
    ['quantity', String(request.quantity)],
    ['type', 'sim'],
    ['description', descriptionOf(request)],
    ...(options.brandName === null ? [] : [['brand_settings_name', options.brandName] satisfies [string, string]]),
    ...mailFields(request),
  ];
}

export function toOrderForm(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [key, value] of fields) form.append(key, value);
  return form;
}
