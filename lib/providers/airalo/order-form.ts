import { plainText } from '@/lib/providers/plain-text';
import type { PurchaseRequest } from '@/lib/providers/provider';

const SEPARATOR = ' | ';
const MAX_SUMMARY = 100;

/** How we find the order again: order id, our reference, what it is. */
export const descriptionOf = (request: Pick<PurchaseRequest, 'orderId' | 'reference' | 'summary'>): string =>
  [request.orderId, request.reference, plainText(request.summary, MAX_SUMMARY)].filter(Boolean).join(SEPARATOR);

/** The look-up at Airalo matches substrings loosely; this does not. */
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
