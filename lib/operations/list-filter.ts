import { z } from 'zod';
import { OrderStatus } from '@/generated/prisma/enums';

const MOST_PAGES = 10_000;

/** What a list's address may say; anything else is read as if it were not there. */
export const listFilter = z.object({
  q: z.string().max(200).transform((text) => text.replaceAll('\0', '')).catch(''),
  status: z.enum(OrderStatus).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1),
});
export type ListFilter = z.infer<typeof listFilter>;

/** The address of the same list at another page. */
export function filterQuery({ q, status, page }: ListFilter): string {
  const entries = [...(q ? [['q', q]] : []), ...(status ? [['status', status]] : []), ...(page > 1 ? [['page', String(page)]] : [])];
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : '';
}
