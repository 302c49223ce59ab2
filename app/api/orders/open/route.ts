import { z } from 'zod';
import { grantOrderAccess } from '@/lib/auth/order-access';
import { AppError } from '@/lib/errors';
import { holdsOrderLink } from '@/lib/orders/order-link';
import { limit } from '@/lib/web/rate-limit';
import { apiRoute } from '@/lib/web/route';

const body = z.object({ orderId: z.uuid(), token: z.string().min(20).max(100) });

/** Trades a guest link's secret for a cookie. Wrong, expired and unknown look the same. */
export const POST = apiRoute({ body }, async ({ body: { orderId, token }, clientAddress }) => {
  await limit('order-open', clientAddress);
  if (!(await holdsOrderLink(orderId, token))) throw new AppError('not-found');
  await grantOrderAccess(orderId, token);
});
