'use client';

import { OrderForm, type OrderFormProps } from '@/components/checkout/order-form';
import type { StartInput, StartResult } from '@/components/checkout/use-payment';

export type TopUpWish = { esimId: string; providerPlanId: string };
type StartTopUp = (input: TopUpWish & Pick<StartInput, 'attempt' | 'expectedTotalMinor' | 'expectedCurrency' | 'locale'>) => Promise<StartResult>;

/** The checkout for an eSIM that is there already: nobody is asked for an address, a number or a device again. */
export function TopUpForm({ wish, start, ...form }: Omit<OrderFormProps, 'start' | 'isTopUp'> & { wish: TopUpWish; start: StartTopUp }) {
  return (
    <OrderForm
      {...form} isTopUp
      start={({ attempt, expectedTotalMinor, expectedCurrency, locale }) => start({ ...wish, attempt, expectedTotalMinor, expectedCurrency, locale })}
    />
  );
}
