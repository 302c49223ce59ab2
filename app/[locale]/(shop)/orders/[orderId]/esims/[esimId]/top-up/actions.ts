'use server';

import { z } from 'zod';
import { LOCALES } from '@/i18n/routing';
import { grantOrderAccess } from '@/lib/auth/order-access';
import { placeTopUp } from '@/lib/orders/place-top-up';
import { startTopUpInput } from '@/lib/orders/schema';
import { publicAction, refuse } from '@/lib/web/action';
import { limit } from '@/lib/web/rate-limit';

const input = startTopUpInput.extend({ locale: z.enum(LOCALES) });

/** Places the order of this top-up and answers what Stripe's form needs; fit, life and price are ours to check. */
export const startTopUp = publicAction(input, async (wish, { viewer, browserId, customerId, clientAddress }) => {
  await limit('checkout', clientAddress);
  if (!browserId) return refuse('try-again');
  const result = await placeTopUp({ ...wish, viewer, browserId, customerId });
  switch (result.outcome) {
    case 'placed':
      await grantOrderAccess(result.orderId, result.accessToken);
      return { outcome: result.outcome, orderId: result.orderId, clientSecret: result.clientSecret };
    case 'already-paid':
      await grantOrderAccess(result.orderId, result.accessToken);
      return { outcome: result.outcome, orderId: result.orderId };
    case 'price-changed':
      return refuse(result.outcome, { unitPriceMinor: result.unitPriceMinor });
    case 'plan-unavailable':
    case 'not-now':
    case 'not-found':
      return refuse(result.outcome);
  }
});
