'use server';

import { z } from 'zod';
import { LOCALES } from '@/i18n/routing';
import { grantOrderAccess } from '@/lib/auth/order-access';
import { placeOrder } from '@/lib/orders/place-order';
import { startCheckoutInput } from '@/lib/orders/schema';
import { publicAction, refuse } from '@/lib/web/action';
import { limit } from '@/lib/web/rate-limit';

const input = startCheckoutInput.extend({ locale: z.enum(LOCALES) });

/** Places the order of this attempt and answers what Stripe's form needs; the price is the database's. */
export const startCheckout = publicAction(input, async ({ deviceConfirmed: _confirmed, ...wish }, { browserId, customerId, clientAddress }) => {
  await limit('checkout', clientAddress);
  await limit('checkout-for', wish.email);
  if (!browserId) return refuse('try-again');
  const result = await placeOrder({ ...wish, browserId, customerId });
  switch (result.outcome) {
    case 'placed':
      await grantOrderAccess(result.orderId, result.accessToken);
      return { outcome: result.outcome, orderId: result.orderId, clientSecret: result.clientSecret };
    case 'already-paid':
      await grantOrderAccess(result.orderId, result.accessToken);
      return { outcome: result.outcome, orderId: result.orderId };
    case 'price-changed':
      return refuse(result.outcome, { unitPriceMinor: result.unitPriceMinor });
    case 'quantity-unavailable':
      return refuse(result.outcome, { maximum: result.maximum });
    case 'plan-unavailable':
    case 'not-now':
      return refuse(result.outcome);
  }
});
