import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { findOrderStatus } from '@/lib/orders/queries';
import { apiRoute } from '@/lib/web/route';

const params = z.object({ orderId: z.string() });

export const GET = apiRoute({ params }, async ({ params: { orderId }, viewer }) => {
  const status = await findOrderStatus(orderId, viewer);
  if (!status) throw new AppError('not-found');
  return status;
});
