'use server';

import { z } from 'zod';
import { requestOrderLink } from '@/lib/orders/order-link';
import { emailInput } from '@/lib/orders/schema';
import { publicAction } from '@/lib/web/action';
import { limit } from '@/lib/web/rate-limit';

const input = z.object({ number: z.string().trim().regex(/^[A-Za-z0-9-]{4,20}$/), email: emailInput });

/** Always the same answer, whether the order exists or not. */
export const sendOrderLink = publicAction(input, async (wish, { clientAddress }) => {
  await limit('order-look-up', clientAddress);
  await requestOrderLink(wish);
  return { outcome: 'sent-if-it-exists' as const };
});
